import type { Edit, Plan } from './edit'

/** One example of every kind of edit, as `atrium schema` prints them; each parses with `editSchema`. */
export const editExamples: readonly Edit[] = [
  {
    kind: 'cut',
    id: 'atriotomy',
    blade_mm: [
      [
        [-40, -20, 10],
        [-34, -18, 10],
      ],
      [
        [-40, -20, 0],
        [-34, -18, 0],
      ],
    ],
  },
  {
    kind: 'resect',
    id: 'conal-septum',
    path_mm: [
      [2, -30, 12],
      [6, -30, 12],
    ],
    radius_mm: 3,
  },
  {
    kind: 'patch',
    id: 'vsd-patch',
    outline_mm: [
      [0, -8, 0],
      [0, 0, 8],
      [0, 8, 0],
      [0, 0, -8],
    ],
    material: 'pericardium',
    oversize: 0.1,
    mode: 'cover',
    sewn: { technique: 'interrupted', pitch_mm: 2.5, bite_mm: 2 },
  },
  {
    kind: 'baffle',
    id: 'lv-to-aorta',
    outline_mm: [
      [0, -10, 0],
      [0, 0, 14],
      [0, 10, 0],
      [0, 0, -12],
    ],
    shape_mm: [[6, 0, 2]],
    material: 'ePTFE',
    sewn: { technique: 'running', pitch_mm: 3, bite_mm: 2 },
  },
  {
    kind: 'conduit',
    id: 'rv-to-pa',
    path_mm: [
      [-10, -60, 10],
      [-5, -62, 30],
      [0, -50, 45],
    ],
    diameter_mm: 16,
    material: 'dacron',
  },
  {
    kind: 'trim',
    id: 'trim-asd-patch',
    patch: 'asd-patch',
    outline_mm: [
      [0, -8, 0],
      [0, 0, 8],
      [0, 6, 0],
      [0, 0, -8],
    ],
  },
  {
    kind: 'suture',
    id: 'rim',
    patch: 'vsd-patch',
    path_mm: [],
    technique: 'interrupted',
    pitch_mm: 2.5,
    bite_mm: 2,
  },
  { kind: 'release', id: 'release-rim', suture: 'rim', places_mm: [[0, 8, 0]] },
  { kind: 'clamp', id: 'cross-clamp', centre_mm: [0, 20, 60], normal: [0, 0, 1], radius_mm: 16 },
  { kind: 'close', id: 'close-atriotomy', cut: 'atriotomy', pitch_mm: 3 },
  { kind: 'lesion', id: 'hole', type: 'hole', centre_mm: [0, 0, 0], normal: [1, 0, 0], diameter_mm: 8 },
]

export const planExample: Plan = {
  name: 'Patch closure',
  edits: editExamples.filter((e) => e.kind === 'patch'),
}
