import { add, cross, normalize, scale, subtract, type Vec3 } from '../../core/vec3'
import type { GateName, Part } from '../../heart/heart'
import { ball, beyond, cylinder, ellipsoid, roundCone, type Solid, type Station, tube } from './solids'

/** The six cavities that are modelled as one blended shape each; veins belong to the atrium they enter. */
export const bodies = ['LV', 'aorta', 'PA', 'RV', 'LA', 'RA'] as const
export type Body = (typeof bodies)[number]

/** A solid and the width of the fillet with which it joins its body (0: sharp). */
export interface Piece {
  readonly solid: Solid
  readonly blend: number
}

export interface GatePlan {
  readonly id: GateName
  readonly from: Body
  readonly to: Body
  readonly centre: Vec3
  readonly normal: Vec3
  readonly radius: number
}

export interface PortPlan {
  readonly id: string
  readonly name: string
  readonly body: Body
  readonly part: Part
  readonly centre: Vec3
  readonly normal: Vec3
  readonly radius: number
}

export interface Anatomy {
  readonly lumen: Readonly<Record<Body, readonly Piece[]>>
  /** Muscle that stands in the blood of its ventricle. */
  readonly muscle: Readonly<Record<'LV' | 'RV', readonly Piece[]>>
  readonly gates: readonly GatePlan[]
  readonly ports: readonly PortPlan[]
  readonly defect: { readonly centre: Vec3; readonly axis: Vec3 }
  /** Where the septum thins to its membranous part, and within what distance. */
  readonly membranous: { readonly centre: Vec3; readonly reach: number }
  readonly landmarks: Readonly<Record<string, { readonly name: string; readonly points: readonly Vec3[] }>>
  /** Veins inside an atrial body that have a structure of their own: beyond these planes. */
  readonly veins: readonly {
    readonly part: Part
    readonly body: Body
    readonly centre: Vec3
    readonly axis: Vec3
    readonly radius: number
  }[]
}

/*
 * The heart of a six-year-old, millimetres, origin at the centre of the aortic annulus, axes LPS. Lengths along the
 * ventricles use the frame (r, u, a): r from the left ventricle through the septum to the right, u up and forward
 * towards the outlets, a from base to apex.
 */
const a: Vec3 = normalize([0.62, -0.58, -0.53])
const r: Vec3 = normalize(subtract([-0.745, -0.645, -0.166], scale(a, 0)))
const u: Vec3 = cross(r, a)
const compose = (p: Vec3): Vec3 => add(add(scale(r, p[0]), scale(u, p[1])), scale(a, p[2]))

const baseCentre: Vec3 = [0, 0, 18]
const baseRadius = 20.5
const aorticDirection = normalize([0.3, 0.45, -0.84])
const mitralDirection = normalize([-0.27, -0.37, -0.89])
const aorticLocal = add(baseCentre, scale(aorticDirection, baseRadius))
const origin = compose(aorticLocal)
/** From (r, u, a) to patient space. */
const at = (...p: [number, number, number]): Vec3 => subtract(compose(p), origin)
const towards = (...p: [number, number, number]): Vec3 => normalize(compose(p))

const annulus = { aortic: 6.8, mitral: 10, pulmonary: 7.8, tricuspid: 11 }

export function anatomy(): Anatomy {
  const aortic: GatePlan = {
    id: 'aortic',
    from: 'LV',
    to: 'aorta',
    centre: [0, 0, 0],
    normal: towards(...(aorticDirection as [number, number, number])),
    radius: annulus.aortic,
  }
  const mitral: GatePlan = {
    id: 'mitral',
    from: 'LA',
    to: 'LV',
    centre: add(
      at(...(baseCentre as [number, number, number])),
      scale(towards(...(mitralDirection as [number, number, number])), baseRadius - 1),
    ),
    normal: scale(towards(...(mitralDirection as [number, number, number])), -1),
    radius: annulus.mitral,
  }
  const inflowCentre = at(31.5, -6, 17)
  const inflowRadius = 14.5
  const tricuspidDirection = normalize([0.12, -0.2, -0.97])
  const tricuspid: GatePlan = {
    id: 'tricuspid',
    from: 'RA',
    to: 'RV',
    centre: add(inflowCentre, scale(compose(tricuspidDirection), inflowRadius - 2)),
    normal: scale(compose(tricuspidDirection), -1),
    radius: annulus.tricuspid,
  }
  const pulmonary: GatePlan = {
    id: 'pulmonary',
    from: 'RV',
    to: 'PA',
    centre: at(8, 31.5, -1),
    normal: normalize([0.05, 0.35, 0.93]),
    radius: annulus.pulmonary,
  }

  /** The short straight sleeve of an annulus on one side of its plane. */
  const sleeve = (gate: GatePlan, side: 1 | -1, depth: number): Piece => ({
    solid: cylinder(gate.centre, scale(gate.normal, side), depth, gate.radius),
    blend: 0,
  })
  const pieces = (blend: number, ...solids: Solid[]): Piece[] => solids.map((solid) => ({ solid, blend }))

  const LV: Piece[] = [
    ...pieces(
      6,
      roundCone(at(...(baseCentre as [number, number, number])), baseRadius, at(0.5, 0, 34), 16),
      roundCone(at(0.5, 0, 34), 16, at(1, 1, 50), 8),
    ),
    sleeve(aortic, -1, 5),
    sleeve(mitral, 1, 6),
  ]

  const out = aortic.normal
  const sinus = (angle: number): Solid => {
    const side = normalize(cross(out, [0, 0, 1]))
    const other = cross(out, side)
    const way = add(scale(side, Math.cos(angle)), scale(other, Math.sin(angle)))
    return ball(add(scale(out, 7), scale(way, 3.6)), 6.2)
  }
  const ascending: Station[] = [
    [scale(out, -3), 6.9],
    [scale(out, 5), 7.2],
    [scale(out, 12), 7.4],
    [[-11.5, -1, 24], 7.9],
    [[-10.5, 2, 38], 7.8],
    [[-4, 9, 49], 7.5],
    [[5, 19, 53], 7],
    [[12.5, 30, 49], 6.4],
    [[15.5, 37, 39], 6.1],
    [[16, 39.5, 25], 6],
    [[16, 40, 8], 6],
    [[15.5, 40, -10], 5.9],
    [[15, 40, -22], 5.9],
  ]
  const branches: [Station[], string, string][] = [
    [
      [
        [[-6, 7, 47], 4],
        [[-9, 6, 58], 3.9],
        [[-13, 5, 68], 3.8],
        [[-16, 4.5, 76], 3.8],
      ],
      'brachiocephalic',
      'Brachiocephalic trunk',
    ],
    [
      [
        [[1, 14, 52], 2.9],
        [[0.5, 13, 62], 2.8],
        [[1, 12, 76], 2.8],
      ],
      'left-carotid',
      'Left common carotid artery',
    ],
    [
      [
        [[8.5, 23, 51], 3.1],
        [[10, 22.5, 62], 3],
        [[14, 21, 76], 3],
      ],
      'left-subclavian',
      'Left subclavian artery',
    ],
  ]
  const aorta: Piece[] = [
    ...pieces(0, ...tube(ascending).map((s) => beyond(s, aortic.centre, out))),
    ...pieces(
      2.5,
      ...[0.4, 0.4 + (2 * Math.PI) / 3, 0.4 + (4 * Math.PI) / 3]
        .map(sinus)
        .map((s) => beyond(s, aortic.centre, out)),
    ),
    ...branches.flatMap(([stations]) => pieces(3, ...tube(stations, 4))),
  ]

  const pv = pulmonary.centre
  const up = pulmonary.normal
  const split: Vec3 = [5, 3, 32]
  const trunk: Station[] = [
    [add(pv, scale(up, -3)), 7.9],
    [add(pv, scale(up, 5)), 8.6],
    [add(pv, scale(up, 10)), 8.2],
    [split, 7.4],
  ]
  const rightPA: Station[] = [
    [split, 5.6],
    [[-2, 11.5, 31], 5.2],
    [[-12, 16.5, 30], 5],
    [[-26, 19, 28], 4.9],
    [[-40, 22, 26], 4.8],
  ]
  const leftPA: Station[] = [
    [split, 5.8],
    [[11, 13, 34.5], 5.3],
    [[22, 22, 34], 5],
    [[36, 28, 30], 4.8],
  ]
  const PA: Piece[] = [
    ...pieces(0, ...tube(trunk).map((s) => beyond(s, pv, up))),
    ...pieces(4, ...tube(rightPA), ...tube(leftPA)),
  ]

  const RV: Piece[] = [
    ...pieces(
      7,
      ball(inflowCentre, inflowRadius),
      roundCone(inflowCentre, 14, at(21, -4, 43), 7.5),
      roundCone(at(25, 6, 20), 18, at(17, 2, 46), 8),
      roundCone(at(23, 14, 18), 14, at(14, 24, 12), 10.5),
    ),
    ...tube(
      [
        [at(16, 21, 14), 10],
        [at(11.5, 27, 7), 9],
        [pv, 7.9],
        [add(pv, scale(up, 5)), 7.9],
      ],
      5,
    ).map((s) => ({ solid: beyond(s, pv, scale(up, -1)), blend: 2 })),
    sleeve(tricuspid, 1, 6),
  ]

  const atriumLeft: Vec3 = [-5, 23, 0]
  const axes = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ] as const
  const veins: [string, string, Station[]][] = [
    [
      'right-upper-pulmonary-vein',
      'Right superior pulmonary vein',
      [
        [[-15, 24, 7], 5],
        [[-25, 25, 11], 4.6],
        [[-40, 26, 15], 4.4],
      ],
    ],
    [
      'right-lower-pulmonary-vein',
      'Right inferior pulmonary vein',
      [
        [[-14, 28, -3], 5],
        [[-24, 33, -5], 4.5],
        [[-37, 38, -8], 4.3],
      ],
    ],
    [
      'left-upper-pulmonary-vein',
      'Left superior pulmonary vein',
      [
        [[8, 25, 8], 4.8],
        [[19, 26, 14], 4.4],
        [[33, 27, 19], 4.2],
      ],
    ],
    [
      'left-lower-pulmonary-vein',
      'Left inferior pulmonary vein',
      [
        [[6, 29, -3], 4.8],
        [[17, 32, -4], 4.4],
        [[33, 37, -7], 4.2],
      ],
    ],
  ]
  const LA: Piece[] = [
    ...pieces(
      6,
      ellipsoid(atriumLeft, [18, 13, 14], axes),
      roundCone(mitral.centre, 9, add(atriumLeft, [3, -2, -3]), 12),
    ),
    ...pieces(
      4,
      ...tube(
        [
          [[12, 18, 7], 6],
          [[20, 10, 13], 5.5],
          [[24, 0, 15], 5],
          [[22, -9, 13], 3.5],
        ],
        4,
      ),
    ),
    ...veins.flatMap(([, , s]) => pieces(5, ...tube(s, 4))),
    sleeve(mitral, -1, 7),
  ]

  const atriumRight: Vec3 = [-30, 5, -11]
  const svc: Station[] = [
    [[-27, 9, 4], 7],
    [[-24.5, 8.5, 20], 6.3],
    [[-23.5, 7, 40], 6.1],
    [[-23, 5, 60], 6],
  ]
  const ivc: Station[] = [
    [[-27, 12, -24], 8],
    [[-25, 14.5, -36], 7.2],
    [[-23, 15.5, -50], 7.2],
    [[-22, 16, -62], 7.2],
  ]
  const RA: Piece[] = [
    ...pieces(
      6,
      ellipsoid(atriumRight, [14.5, 15, 19], axes),
      roundCone(add(atriumRight, [2, -2, -2]), 12, add(tricuspid.centre, scale(tricuspid.normal, -4)), 10),
    ),
    ...pieces(
      5,
      ...tube(
        [
          [[-30, -4, 2], 8],
          [[-27, -15, 8], 6.5],
          [[-19, -20, 11], 5],
          [[-11, -21.5, 12], 3],
        ],
        4,
      ),
      ...tube(svc, 4),
      ...tube(ivc, 4),
    ),
    sleeve(tricuspid, -1, 7),
  ]

  const muscle: Anatomy['muscle'] = {
    LV: pieces(
      1.5,
      roundCone(at(-11, 9, 40), 4.2, at(-6.5, 6, 25), 2.4),
      roundCone(at(-5, -12, 40), 4.2, at(-1.5, -8, 25), 2.4),
      roundCone(at(10, 8, 46), 1.3, at(-8, 9, 40), 1.3),
      roundCone(at(9, -9, 44), 1.3, at(-2, -10, 46), 1.3),
    ),
    RV: pieces(
      1.5,
      roundCone(at(21, 8, 26), 2.2, at(33, 10, 33), 1.9),
      roundCone(at(36, 8, 34), 3, at(31, 3, 24), 1.8),
    ),
  }

  const end = (id: string, name: string, body: Body, part: Part, s: Station[], from = 0.55): PortPlan => {
    const [p, q] = [s.at(-2) as Station, s.at(-1) as Station]
    const way = normalize(subtract(q[0], p[0]))
    const centre = add(p[0], scale(subtract(q[0], p[0]), from))
    return { id, name, body, part, centre, normal: way, radius: Math.max(p[1], q[1]) + 0.2 }
  }
  const ports: PortPlan[] = [
    end('superior-vena-cava', 'Superior vena cava', 'RA', 'SVC', svc),
    end('inferior-vena-cava', 'Inferior vena cava', 'RA', 'IVC', ivc),
    ...veins.map(([id, name, s]) => end(id, name, 'LA', 'pulmonary-vein', s)),
    end('descending-aorta', 'Descending aorta', 'aorta', 'aorta', ascending, 0.4),
    ...branches.map(([s, id, name]) => end(id, name, 'aorta', 'aorta', s)),
    end('right-pulmonary-artery', 'Right pulmonary artery', 'PA', 'pulmonary-artery', rightPA),
    end('left-pulmonary-artery', 'Left pulmonary artery', 'PA', 'pulmonary-artery', leftPA),
  ]

  const defectCentre = at(20.5, 5, 6.5)
  const defectAxis = towards(0.95, 0.1, 0.3)
  return {
    lumen: { LV, aorta, PA, RV, LA, RA },
    muscle,
    gates: [mitral, tricuspid, aortic, pulmonary],
    ports,
    defect: { centre: defectCentre, axis: defectAxis },
    membranous: { centre: defectCentre, reach: 11 },
    landmarks: {},
    veins: [
      { part: 'SVC', body: 'RA', centre: [-25, 8.5, 14], axis: [0, 0, 1], radius: 12 },
      { part: 'IVC', body: 'RA', centre: [-25, 14, -33], axis: [0, 0, -1], radius: 13 },
      ...veins.map(([, , s]) => {
        const p = s[1] as Station
        return {
          part: 'pulmonary-vein' as const,
          body: 'LA' as const,
          centre: p[0],
          axis: normalize(subtract((s[2] as Station)[0], p[0])),
          radius: 9,
        }
      }),
    ],
  }
}
