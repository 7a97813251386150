import type { Heart } from '../../src/heart/heart'
import { openAnnotations } from '../../src/session/annotations'
import type { PoseSource } from '../../src/tools/pose-event'
import { Hand } from './hand'

/** A field at work: a patch, a cut, a hole, stitches, a vessel's end, a retractor and a stay suture. */
export function fieldAtWork(source: PoseSource): Hand {
  const hand = new Hand(source)
  const { session } = hand
  const heart = session.state.heart!
  openAnnotations([])
  const disc = { normal: [0, 0, 1] as const, radius: 5e-3, area: 8e-5 }
  session.revise({
    ...heart,
    labels: bloodUnder(heart),
    structures: [{ id: 2, name: 'Blood', kind: 'blood', part: 'vessel' }],
    ports: [{ id: 'a', name: 'A', structure: 1, part: 'aorta', centre: [12e-3, 12e-3, 0], ...disc }],
  })
  session.apply({
    kind: 'cut',
    id: 'cut-1',
    blade_mm: [-20, -8, 4].map((x) => [
      [x, 20, 1],
      [x, 20, -5],
    ]),
  })
  session.apply({
    kind: 'lesion',
    id: 'lesion-1',
    type: 'hole',
    centre_mm: [-18, 0, -2],
    normal: [0, 0, 1],
    diameter_mm: 6,
  })
  session.frame.stitches = [
    {
      edit: 'suture-1',
      positions: Float32Array.from([-15, -10].flatMap((x) => [x * 1e-3, -16e-3, 0, x * 1e-3, -14e-3, 0])),
    },
  ]
  session.place({
    kind: 'retractor',
    id: 'retractor-1',
    from: [20e-3, -4e-3, 0],
    to: [20e-3, 4e-3, 0],
    radius: 2.5e-3,
  })
  session.place({
    kind: 'stay',
    id: 'stay-1',
    rest: [0, -20e-3, 0],
    target: [0, -24e-3, 0],
    radius: 2e-3,
    length: 6e-3,
  })
  session.apply({
    kind: 'cut',
    id: 'undone',
    blade_mm: [
      [
        [0, 0, 1],
        [0, 0, -5],
      ],
      [
        [9, 0, 1],
        [9, 0, -5],
      ],
    ],
  })
  session.undo()
  return hand
}

const known = new WeakMap<object, Uint8Array>()

/** The plate's labels with blood (2) below its wall. */
function bloodUnder({ labels, lumen }: Heart): Uint8Array {
  const made = known.get(lumen) ?? Uint8Array.from(labels, (_, n) => (lumen[n]! < 0 ? 2 : 0))
  known.set(lumen, made)
  return made
}
