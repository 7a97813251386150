import { describe, expect, it } from 'vitest'
import type { SheetLeak } from '../geometry/blood-domain'
import { computeRisks, type RiskInput } from './index'
import { editsOf as edits, emptyInput } from './input.fixture'

const base: RiskInput = {
  ...emptyInput,
  landmarks: [
    {
      id: 'conduction-axis',
      name: 'Conduction axis (estimated)',
      points: [
        [0, 0, 0],
        [0.02, 0, 0],
      ],
    },
  ],
  gates: [
    {
      id: 'aortic',
      from: 1,
      to: 2,
      centre: [0, 0.05, 0],
      normal: [0, 0, 1],
      radius: 0.01,
      area: 3.14e-4,
    },
  ],
}

const square = (x: number, y: number, half: number, z = 0) => [
  [x - half, y - half, z],
  [x + half, y - half, z],
  [x + half, y + half, z],
  [x - half, y + half, z],
]
const patch = (y: number, sewn?: object) => ({
  kind: 'patch',
  id: 'patch-1',
  outline_mm: square(10, y, 4),
  material: 'pericardium',
  ...(sewn && { sewn }),
})
const tight = { technique: 'running', pitch_mm: 2, bite_mm: 1 }
const risks = (input: Partial<RiskInput>) => computeRisks({ ...base, ...input })
const named = (input: Partial<RiskInput>, id: string) => risks(input).find((r) => r.id === id)

describe('risks', () => {
  it('an untouched heart has none', () => {
    expect(risks({})).toEqual([])
  })

  // Reference: the near rim lies 20 - 4 mm, 8 - 4 mm and 5.5 - 4 mm from the axis.
  it('conduction injury grows as the stitches near the axis', () => {
    const level = (y: number) => named({ edits: edits(patch(y, tight)) }, 'conduction-injury')?.level
    expect([20, 8, 5.5].map(level)).toEqual([undefined, 'moderate', 'high'])
  })

  it('a rim that tissue has shown to stand off is told with its greatest height and the area of all of it', () => {
    const gap = (height: number, area: number, at: number) => ({
      centre: [at, 0, 0] as const,
      normal: [0, 0, 1] as const,
      area,
      shown: { height, error: 1e-4 },
    })
    const sheet = { edit: 'patch-1', area: 1e-4, places: [], sides: null, parts: null }
    const of = (leaks: readonly SheetLeak[]) => named({ sheets: [{ ...sheet, leaks }] }, 'rim-parted-patch-1')
    const assumed = { centre: [0, 0, 0], normal: [0, 0, 1], area: 9e-6 } as const
    expect(of([assumed])).toBeUndefined()
    expect(of([gap(0.7e-3, 1e-6, 1)])?.level).toBe('moderate')
    const told = of([assumed, gap(0.7e-3, 1e-6, 1), gap(1.2e-3, 3e-6, 2)])
    expect(told).toMatchObject({ level: 'high', edit: 'patch-1', place: [2, 0, 0] })
    expect(told?.text).toMatch(/up to 1\.2 ± 0\.1 mm .* 4\.0 mm²/)
  })

  it('conduction injury names the edit, the place and the distance', () => {
    const risk = named({ edits: edits(patch(8, tight)) }, 'conduction-injury')
    expect(risk).toMatchObject({ edit: 'patch-1' })
    expect(risk?.place?.[1]).toBeCloseTo(0.004, 6)
    expect(risk?.text).toContain('4.0 mm')
  })

  it('without the landmark nothing is said of conduction', () => {
    expect(named({ edits: edits(patch(5, tight)), landmarks: [] }, 'conduction-injury')).toBeUndefined()
  })

  it('an unsewn rim and wide stitches are named, tight ones are not', () => {
    const level = (sewn?: object) => named({ edits: edits(patch(30, sewn)) }, 'suture-spacing')?.level
    expect(level()).toBe('high')
    expect(level({ ...tight, pitch_mm: 3 })).toBe('moderate')
    expect(level({ ...tight, pitch_mm: 5 })).toBe('high')
    expect(level(tight)).toBeUndefined()
  })

  it('a patch that is sewn later is judged by its stitches', () => {
    const stitch = {
      kind: 'suture',
      id: 'suture-1',
      patch: 'patch-1',
      technique: 'running',
      pitch_mm: 2,
      bite_mm: 1,
    }
    expect(named({ edits: edits(patch(30), stitch) }, 'suture-spacing')).toBeUndefined()
  })

  it('a clamp that is taken off leaves no seam behind, stitches that are taken out do', () => {
    const clamp = { kind: 'clamp', id: 'clamp-1', centre_mm: [0, 0, 0], normal: [1, 0, 0], radius_mm: 8 }
    const release = (suture: string) => ({ kind: 'release', id: 'release-1', suture })
    const sewn = patch(30, tight)
    expect(named({ edits: edits(clamp, sewn, release('clamp-1')) }, 'suture-spacing')).toBeUndefined()
    expect(named({ edits: edits(clamp, sewn, release('patch-1')) }, 'suture-spacing')?.level).toBe('high')
  })

  it('a cut through the ring of a valve is high, a patch across its orifice too, one beside it is none', () => {
    const cut = {
      kind: 'cut',
      id: 'cut-1',
      blade_mm: [
        [
          [8, 50, -2],
          [8, 50, 2],
        ],
        [
          [14, 50, -2],
          [14, 50, 2],
        ],
      ],
    }
    expect(named({ edits: edits(cut) }, 'annulus-crossed-aortic')).toMatchObject({
      edit: 'cut-1',
      level: 'high',
    })
    const across = { ...patch(0, tight), outline_mm: square(0, 50, 20, 0.1) }
    expect(named({ edits: edits(across) }, 'annulus-crossed-aortic')?.level).toBe('high')
    const beside = { ...patch(0, tight), outline_mm: square(40, 50, 4) }
    expect(named({ edits: edits(beside) }, 'annulus-crossed-aortic')).toBeUndefined()
  })

  it('stitches along the valve’s own cleft mend it; the same stitches in a valve without one cross it', () => {
    const path_mm = [
      [0, 50, 0],
      [4, 50, 0],
    ]
    const cleft = edits({
      kind: 'suture',
      id: 'cleft',
      technique: 'running',
      pitch_mm: 2,
      bite_mm: 1,
      path_mm,
    })
    const place = [0, 2, 4].map((x) => [x * 1e-3, 0.05, 0] as const)
    const gates = base.gates.map((g) => ({ ...g, leaks: [{ place, area: 2e-6 }] }))
    expect(named({ edits: cleft }, 'annulus-crossed-aortic')?.level).toBe('high')
    expect(named({ edits: cleft, gates }, 'annulus-crossed-aortic')).toBeUndefined()
  })

  it('bleeding names the edit whose line lies nearest', () => {
    const leaks = [{ centre: [0.01, 0.034, 0] as const, area: 2e-6 }]
    expect(named({ edits: edits(patch(30, tight)), leaks }, 'bleeding')).toMatchObject({
      edit: 'patch-1',
      level: 'high',
    })
  })

  it('a narrowing is judged by its pressure and its section', () => {
    const narrowing = {
      id: 'arch',
      label: 'Arch',
      area: 4e-5,
      referenceArea: 1e-4,
      centre: [0, 0, 0] as const,
      cellsAcross: 12,
    }
    const flow = (peakToPeak: number) => ({ gradient: { peak: 5000, mean: 2000, peakToPeak } })
    expect(named({ narrowing, flow: flow(3000) }, 'residual-narrowing')?.level).toBe('high')
    expect(named({ narrowing }, 'residual-narrowing')?.level).toBe('moderate')
    expect(named({ narrowing: { ...narrowing, area: 9e-5 } }, 'residual-narrowing')).toBeUndefined()
  })

  // Reference: the circumference and the tilt are given.
  it('a ring that the sewing pulls is told by its girth and its height, with the edit beside it', () => {
    const ring = (now: number, height: number) =>
      named(
        {
          edits: edits(patch(40, tight)),
          tissue: {
            rings: [{ gate: 'aortic', before: 0.0628, now: 0.0628 * now, height }],
            mouths: [],
            stitches: [],
          },
        },
        'ring-distorted-aortic',
      )
    expect([ring(1.03, 1e-3), ring(0.93, 1e-3)?.level, ring(1.12, 1e-3)?.level]).toEqual([
      undefined,
      'moderate',
      'high',
    ])
    expect([ring(1, 2.5e-3)?.level, ring(1, 4.5e-3)?.level]).toEqual(['moderate', 'high'])
    expect(ring(0.93, 1e-3)).toMatchObject({ edit: 'patch-1', text: expect.stringContaining('7 % shorter') })
  })

  it('a coronary mouth that is pulled, and nothing where no edit is near', () => {
    const landmarks = [{ id: 'coronary-ostium-left', name: 'Left', points: [[0, 0.04, 0] as const] }]
    const tissue = { rings: [], mouths: [{ id: 'coronary-ostium-left', moved: 3e-3 }], stitches: [] }
    const id = 'coronary-moved-coronary-ostium-left'
    expect(named({ edits: edits(patch(30, tight)), landmarks, tissue }, id)?.level).toBe('moderate')
    expect(named({ edits: edits(patch(90, tight)), landmarks, tissue }, id)).toBeUndefined()
  })

  it('a stitch that pulls with over half of what its tissue bears, where it does', () => {
    const loaded = (share: number) => {
      const place = [0, 0.01, 0] as const
      const tissue = { rings: [], mouths: [], stitches: [{ edit: 'patch-1', count: 27, share, place }] }
      return named({ edits: edits(patch(40, tight)), tissue }, 'stitch-loaded-patch-1')
    }
    expect([loaded(0.45), loaded(0.6)?.level, loaded(0.9)?.level]).toEqual([undefined, 'moderate', 'high'])
    expect(loaded(0.6)).toMatchObject({ edit: 'patch-1', text: expect.stringMatching(/27 stitches.*60 %/) })
  })

  // Reference: the tube's foremost side lies at y = -40 - 9 mm.
  it('a conduit before the foremost place of the heart', () => {
    const conduit = {
      kind: 'conduit',
      id: 'tube',
      path_mm: [
        [0, 0, 0],
        [0, -40, 30],
      ],
      diameter_mm: 18,
      material: 'dacron',
    }
    const level = (front: number) => named({ edits: edits(conduit), front }, 'conduit-in-front')?.level
    expect([-0.05, -0.046, -0.04].map(level)).toEqual([undefined, 'moderate', 'high'])
  })
})
