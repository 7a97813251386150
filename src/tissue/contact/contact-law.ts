/**
 * Contact is a layer of the softer tissue's stiffness E and of thickness a / `contactStiffness` between what touches:
 * a point that stands for an area A has k = 50 E A / a, so that a pressure p presses it in by p a / 50 E, whatever the
 * spacing of the points (1 kPa on myocardium at a = 3 mm: 9 µm). Own choice: as stiff as a thread, which is 50 E a.
 */
export const contactStiffness = 50

/** Coefficient of friction of wet tissue on tissue and on polished steel; recalled (.02–.2), to be confirmed. */
export const tissueFriction = 0.1

/** Stiffness of a contact, N/m: Young's modulus, the area that it stands for, the lattice's edge. */
export const contactSpring = (young: number, area: number, edge: number): number =>
  (contactStiffness * young * area) / edge
