import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { applyEdits } from '../geometry/resolve-anatomy'
import { twoChambers } from '../geometry/resolve-anatomy.fixture'
import { baseDomain } from '../geometry/resolve-anatomy-base'
import { type Edit, editSchema } from '../heart/edit'
import type { Heart } from '../heart/heart'
import type { CutLook, RimLook } from '../tissue'
import { Engine } from './engine'
import type { Answer, FromEngine } from './protocol'

// The engine's own turns, without a device: tissue that refuses what it is told to refuse, and no 3D flow.
const tissue = vi.hoisted(() => ({
  refuses: new Set<string>(),
  built: [] as string[][],
  during: () => {},
  /** How far everything about a ring has drawn together; tissue at rest where it is not 1. */
  drawn: 1,
  /** How rims lie; tissue at rest where there are any. */
  rims: [] as RimLook[],
  /** The same of the lips of cuts. */
  lips: [] as CutLook[],
}))
const flow = vi.hoisted(() => ({ asked: [] as number[], during: () => {} }))
const device = vi.hoisted(() => ({ missing: 0, lose: (_: string) => {} }))
vi.mock('../gpu', () => ({
  openGpu: async () => {
    if (device.missing-- > 0) throw new Error('no graphics processor')
    const onLost = (listener: (reason: string) => void) => {
      device.lose = listener
    }
    return { description: 'none (no GPU)', onLost, close: () => {} }
  },
}))
vi.mock('./tissue-body', () => ({
  TissueBody: {
    create: async () => ({
      severedLinkCount: 0,
      nodeCount: 0,
      tetCount: 0,
      isMoving: false,
      get isAsImaged() {
        return tissue.drawn !== 1 || tissue.rims.length + tissue.lips.length > 0
      },
      moved: (p: readonly number[]) => p.map((x) => x * tissue.drawn),
      surface: {},
      stitchLoads: [],
      get lips() {
        return tissue.lips
      },
      get rims() {
        return tissue.rims
      },
      snapshot: () => ({ nodePositions: new Float32Array(), shells: [], stitches: [] }),
      apply: async (edit: Edit) => {
        tissue.during()
        return { refused: tissue.refuses.has(edit.id) ? 'Too near another cut' : null }
      },
      rebuild: async (edits: readonly Edit[]) => {
        tissue.built.push(edits.map((e) => e.id))
        return { refused: null }
      },
      carry: async () => ({ refused: null }),
      findPrestress: async () => {},
      follow: () => {},
      setMotion: () => {},
      dispose: () => {},
    }),
  },
}))
vi.mock('./live-blood', () => ({
  LiveBlood: {
    create: async () => ({
      drive: () => {},
      run: async () => ({ type: 'tracers', tracers: new Float32Array() }),
      views: {},
      update: async () => flow.during(),
      due: async () => [],
      dispose: () => {},
    }),
  },
}))
vi.mock('./flow-answer', () => ({
  flowAnswer: async ({ edits }: { edits: readonly Edit[] }) => {
    flow.asked.push(edits.length)
    return null
  },
}))

/** How sure an answer is, where a test takes its own time over it. */
const spread = vi.hoisted(() => ({ after: null as null | ((edits: readonly Edit[]) => Promise<void>) }))
vi.mock('./uncertainty', async (original) => {
  const { withUncertainty } = await original<typeof import('./uncertainty')>()
  const slow: typeof withUncertainty = async (input, first) => {
    if (!spread.after) return withUncertainty(input, first)
    await spread.after(input.edits)
    return { ...first.answer, device: 'spread' }
  }
  return { withUncertainty: slow }
})

const heart: Heart = { ...twoChambers(3e-3), kind: 'vessel' }
const cut = (id: string, x: number): Edit => ({
  kind: 'cut',
  id,
  blade_mm: [
    [
      [x, 0, 20],
      [x, 0, 30],
    ],
    [
      [x + 5, 0, 20],
      [x + 5, 0, 30],
    ],
  ],
})
const nowhere: Edit = { kind: 'release', id: 'nowhere', suture: 'none' }

describe('an edit that is refused', () => {
  const said: FromEngine[] = []
  const answers = () => said.flatMap((m): Answer[] => (m.type === 'answer' ? [m.answer] : []))
  const refusals = () => said.flatMap((m) => (m.type === 'applied' && m.refused ? [m.refused] : []))
  const settle = () => new Promise((go) => setTimeout(go, 20))
  let engine: Engine
  beforeEach(async () => {
    said.length = 0
    flow.asked.length = 0
    tissue.refuses.clear()
    engine = new Engine((m) => said.push(m), 'low')
    engine.setControl({ grasps: [], tissueRunning: false, bloodRunning: true })
    await engine.receive({ type: 'open', heart, edits: [] })
    await settle()
  })
  afterEach(() => engine.close())

  it('by the tissue leaves the answer to what is there, and its 3D flow is looked for anew', async () => {
    const [first] = answers()
    tissue.refuses.add('second')
    await engine.receive({ type: 'edits', edits: [cut('first', 0)] })
    const before = answers().at(-1)
    expect(before).not.toBe(first)
    await engine.receive({ type: 'edits', edits: [cut('first', 0), cut('second', 1)] })
    await settle()
    expect(refusals()).toEqual(['Too near another cut'])
    expect(answers().at(-1)).toBe(before)
    expect(flow.asked.at(-1)).toBe(1)
  })

  it('by the anatomy does so, too', async () => {
    const before = answers().at(-1)
    const asked = flow.asked.length
    await engine.receive({ type: 'edits', edits: [nowhere] })
    await settle()
    expect(refusals()).toHaveLength(1)
    expect(answers().at(-1)).toBe(before)
    expect(flow.asked.slice(asked)).toEqual([0])
  })
})

describe('tissue that has come to rest after an edit', () => {
  // Reference: everything is drawn towards the ring's middle by 8 %.
  it('adds what the sewing pulls out of shape to the answer, once', async () => {
    const ring = { centre: [0, 0, 0], normal: [0, 0, 1], radius: 0.01, area: 3e-4 } as const
    const valved = { ...heart, gates: [{ id: 'mitral', from: 2, to: 3, ...ring }] } as Heart
    const risks: string[][] = []
    const engine = new Engine(
      (m) => m.type === 'answer' && risks.push(m.answer.risks.map((r) => r.id)),
      'low',
    )
    engine.setControl({ grasps: [], tissueRunning: true, bloodRunning: false })
    await engine.receive({ type: 'open', heart: valved, edits: [cut('first', 0)] })
    await new Promise((go) => setTimeout(go, 50))
    expect(risks.flat()).not.toContain('ring-distorted-mitral')
    const before = risks.length
    tissue.drawn = 0.92
    await new Promise((go) => setTimeout(go, 200))
    tissue.drawn = 1
    engine.close()
    expect(risks.slice(before)).toEqual([expect.arrayContaining(['ring-distorted-mitral'])])
  })

  it('keeps it in what was begun before that and is told after', async () => {
    const ring = { centre: [0, 0, 0], normal: [0, 0, 1], radius: 0.01, area: 3e-4 } as const
    const valved = { ...heart, gates: [{ id: 'mitral', from: 2, to: 3, ...ring }] } as Heart
    const told: Answer[] = []
    const engine = new Engine((m) => m.type === 'answer' && told.push(m.answer), 'low')
    engine.setControl({ grasps: [], tissueRunning: true, bloodRunning: false })
    spread.after = () => new Promise((go) => setTimeout(go, 300))
    tissue.drawn = 0.92
    await engine.receive({ type: 'open', heart: valved, edits: [cut('first', 0)] })
    await vi.waitFor(() => expect(told.at(-1)?.device).toBe('spread'), 5000)
    engine.close()
    tissue.drawn = 1
    spread.after = null
    const rings = told.map((a) => a.risks.some((r) => r.id === 'ring-distorted-mitral'))
    expect(rings).toEqual([false, true, true])
  })
})

describe('the rim of a patch whose stitches were taken out', () => {
  const round = (radius: number) =>
    Array.from({ length: 24 }, (_, n) => (2 * Math.PI * n) / 24).map((angle) => [
      0,
      radius * Math.cos(angle),
      radius * Math.sin(angle),
    ])
  const sewn = { technique: 'interrupted', pitch_mm: 2.5, bite_mm: 2 }
  const edits = [
    { kind: 'lesion', id: 'hole', type: 'hole', centre_mm: [0, 0, 0], diameter_mm: 12 },
    { kind: 'patch', id: 'patch', outline_mm: round(6), material: 'ePTFE', sewn },
    { kind: 'release', id: 'out', suture: 'patch', places_mm: [[0, 6, 0]], reach_mm: 4 },
  ].map((e) => editSchema.parse(e))
  const holes: number[] = []
  const rise = (height: number): RimLook[] => {
    const domain = applyEdits(baseDomain(whole), whole, edits)
    const places = Array.from({ length: domain.sheets[0]!.ownCount }, (_, vertex) => ({
      vertex,
      rise: height,
    }))
    return [{ edit: 'patch', give: 0.3e-3, places }]
  }
  const whole: Heart = twoChambers(1.5e-3)
  const hear = (m: FromEngine) => {
    const hole = m.type === 'answer' && m.answer.findings.find((f) => f.id === 'residual-hole')
    if (hole) holes.push(hole.value)
  }

  // Reference: area = height × length, and the effective diameter goes as its root.
  it('lets through as much more as the tissue at rest shows it to stand off, until that is undone', async () => {
    const engine = new Engine(hear, 'low')
    engine.setControl({ grasps: [], tissueRunning: true, bloodRunning: false })
    await engine.receive({ type: 'open', heart: whole, edits })
    await new Promise((go) => setTimeout(go, 50))
    const assumed = holes.at(-1)!
    tissue.rims = rise(0.2e-3)
    await new Promise((go) => setTimeout(go, 200))
    expect(holes.at(-1)).toBe(assumed)
    await engine.receive({ type: 'edits', edits: edits.slice(0, 2) })
    tissue.rims = rise(2e-3)
    await engine.receive({ type: 'edits', edits })
    await vi.waitFor(() => expect(holes.at(-1)! / assumed).toBeCloseTo(2, 1), 5000)
    await engine.receive({ type: 'edits', edits: edits.slice(0, 2) })
    expect(holes.at(-1)).toBe(0)
    engine.close()
    tissue.rims = []
  })
})

describe('an answer that takes longer than the next edit', () => {
  const hole = (id: string, x: number, diameter_mm: number) =>
    editSchema.parse({ kind: 'lesion', id, type: 'hole', centre_mm: [0, x, 0], diameter_mm })
  const [narrow, wide] = [hole('narrow', 0, 4), hole('wide', 0, 12)] as [Edit, Edit]
  const heart: Heart = twoChambers(1.5e-3)
  const told: Answer[] = []
  const holeOf = (answer: Answer) => answer.findings.find((f) => f.id === 'residual-hole')
  const start = async (tissueRunning: boolean) => {
    told.length = 0
    const engine = new Engine((m) => m.type === 'answer' && told.push(m.answer), 'low')
    engine.setControl({ grasps: [], tissueRunning, bloodRunning: false })
    await engine.receive({ type: 'open', heart, edits: [] })
    return engine
  }

  it('is not told any more', async () => {
    const engine = await start(false)
    spread.after = (edits) => new Promise((go) => setTimeout(go, edits.includes(narrow) ? 200 : 20))
    void engine.receive({ type: 'edits', edits: [narrow] })
    await engine.receive({ type: 'edits', edits: [wide] })
    await new Promise((go) => setTimeout(go, 400))
    engine.close()
    spread.after = null
    expect(told.at(-1)?.device).toBe('spread')
    expect(holeOf(told.at(-1)!)!.value).toBeGreaterThan(8)
  })

  it('leaves tissue that an edit changed while it was looked at to be looked at again', async () => {
    const engine = await start(true)
    const cutAt = (id: string) =>
      editSchema.parse({
        kind: 'cut',
        id,
        blade_mm: [-5, 0, 5].map((z) => [
          [-6, 0, z],
          [6, 0, z],
        ]),
      })
    const gaping = (edit: string, width: number): CutLook => ({
      edit,
      stations: [-5, 0, 5].map((z) => ({ outer: [-6e-3, 0, 1e-3 * z], inner: [6e-3, 0, 1e-3 * z], width })),
    })
    const first = cutAt('one')
    const second = hole('wide', 12, 4)
    await engine.receive({ type: 'edits', edits: [first] })
    flow.during = () => {
      flow.during = () => {}
      void engine.receive({ type: 'edits', edits: [first, second] })
    }
    tissue.lips = [gaping('one', 2e-3)]
    const both = () => holeOf(told.at(-1)!)!.value
    await vi.waitFor(() => expect(both()).toBeGreaterThan(5.5), 5000)
    engine.close()
    tissue.lips = []
    flow.during = () => {}
  })
})

describe('a cut whose lips stand apart', () => {
  const through = (id: string, [x0, x1]: number[], [y0, y1]: number[]) =>
    editSchema.parse({
      kind: 'cut',
      id,
      blade_mm: [-5, 0, 5].map((z) => [
        [x0, y0, z],
        [x1, y1, z],
      ]),
    })
  const outer = through('outer', [10, 10], [30, 15])
  const septal = through('septal', [-6, 6], [0, 0])
  const gaping = (edit: Edit, width: number): CutLook => ({
    edit: edit.id,
    stations: (edit.kind === 'cut' ? edit.blade_mm : []).map(([a, b]) => ({
      outer: a.map((v) => 1e-3 * v) as never,
      inner: b.map((v) => 1e-3 * v) as never,
      width,
    })),
  })

  // Reference: length × width; for a slit with half a circle at either end, 2 √(A/π).
  it('bleeds or lets through by how far, once its tissue lies still, and is shut again when that is undone', async () => {
    const told: Record<string, number | undefined> = {}
    const engine = new Engine((m) => {
      if (m.type !== 'answer') return
      for (const id of ['bleeding', 'residual-hole'])
        told[id] = m.answer.findings.find((f) => f.id === id)?.value
    }, 'low')
    engine.setControl({ grasps: [], tissueRunning: true, bloodRunning: false })
    await engine.receive({ type: 'open', heart: twoChambers(1.5e-3), edits: [outer, septal] })
    expect(told).toMatchObject({ bleeding: undefined, 'residual-hole': 0 })
    tissue.lips = [gaping(outer, 1e-3), gaping(septal, 2e-3)]
    await vi.waitFor(() => expect(told['bleeding']).toBeCloseTo(10, 6), 5000)
    expect(told['residual-hole']).toBeCloseTo(2 * Math.sqrt((20 + Math.PI) / Math.PI), 1)
    tissue.lips = []
    await engine.receive({ type: 'edits', edits: [outer] })
    expect(told).toMatchObject({ bleeding: undefined, 'residual-hole': 0 })
    engine.close()
  })
})

describe('a graphics processor that is lost', () => {
  const said: FromEngine[] = []
  const settle = (ms = 20) => new Promise((go) => setTimeout(go, ms))
  const opened = () => said.filter((m) => m.type === 'opened').length
  let engine: Engine
  beforeEach(async () => {
    said.length = 0
    tissue.refuses.clear()
    tissue.during = () => {}
    device.missing = 0
    engine = new Engine((m) => said.push(m), 'low')
    engine.setControl({ grasps: [], tissueRunning: false, bloodRunning: true })
    await engine.receive({ type: 'open', heart, edits: [cut('first', 0)] })
    tissue.built.length = 0
  })
  afterEach(() => engine.close())

  it('in the middle of an edit, with another one waiting, costs neither', async () => {
    tissue.during = () => device.lose('the driver was reset')
    const two = [cut('first', 0), cut('second', 1)]
    void engine.receive({ type: 'edits', edits: two })
    await engine.receive({ type: 'edits', edits: [...two, cut('third', 2)] })
    await settle()
    expect(tissue.built.at(-1)).toEqual(['first', 'second', 'third'])
    expect(opened()).toBe(2)
  })

  it('is waited for where the browser has none at once', async () => {
    device.missing = 1
    device.lose('the graphics process crashed')
    await settle(700)
    expect(tissue.built).toEqual([['first']])
    expect(opened()).toBe(2)
  })

  it('does not bring back an edit that was refused', async () => {
    tissue.refuses.add('second')
    await engine.receive({ type: 'edits', edits: [cut('first', 0), cut('second', 1)] })
    device.lose('the driver was reset')
    await settle()
    expect(tissue.built.at(-1)).toEqual(['first'])
  })
})
