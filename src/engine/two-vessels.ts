import { cellCentre, cellCount, type LatticeFrame } from '../core/lattice'
import { mm } from '../core/units'
import type { Vec3 } from '../core/vec3'
import type { Heart } from '../heart/heart'

/** A ball of blood parted by a thin wall, metres: aorta on one side, the lungs' artery on the other. */
const ball = 14 * mm
const outer = 17 * mm
const wall = 0.75 * mm
const spacing = 0.4 * mm

const lumenAt = (p: Vec3) => Math.max(Math.hypot(...p) - ball, wall / 2 - Math.abs(p[0]))

/**
 * What coupling is verified on: two vessels with a wall of .75 mm between them, a plate under a fifth as thick as a hole
 * of 4 mm in it is wide. No plane of symmetry of it lies on the lattice.
 */
export function twoVessels(): Heart {
  const n = Math.ceil((2 * (outer + 2 * mm)) / spacing)
  const start = -0.5 * n * spacing
  const frame: LatticeFrame = {
    size: [n, n, n],
    spacing,
    origin: [start + 0.37 * spacing, start + 0.48 * spacing, start + 0.14 * spacing],
  }
  const cells = cellCount(frame)
  const fields = {
    labels: new Uint8Array(cells),
    lumen: new Float32Array(cells),
    tissue: new Float32Array(cells),
  }
  for (let c = 0; c < cells; c++) {
    const p = cellCentre(frame, c % n, Math.floor(c / n) % n, Math.floor(c / (n * n)))
    const lumen = lumenAt(p)
    const tissue = Math.max(Math.hypot(...p) - outer, -lumen)
    fields.lumen[c] = lumen
    fields.tissue[c] = tissue
    fields.labels[c] = lumen < 0 ? (p[0] < 0 ? 2 : 3) : tissue < 0 ? 1 : 0
  }
  return {
    version: 1,
    name: 'Two vessels',
    kind: 'whole-heart',
    frame,
    ...fields,
    structures: [
      { id: 1, name: 'wall', kind: 'wall', part: 'none' },
      { id: 2, name: 'aorta', kind: 'blood', part: 'aorta' },
      { id: 3, name: 'pulmonary artery', kind: 'blood', part: 'pulmonary-artery' },
    ],
    ports: [],
    gates: [],
    landmarks: [],
    physiology: { weight: 7, height: 0.65, ageYears: 0.5, heartRate: 2, haemoglobin: 120 },
    warnings: [],
    source: 'analytic',
  }
}
