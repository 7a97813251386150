import { describe, expect, it } from 'vitest'
import { cellCentre } from '../../core/lattice'
import type { Edit } from '../../heart/edit'
import type { Heart, Part } from '../../heart/heart'
import { tools } from '../../tools'
import { builtInCase, builtInPlans } from '../built-in-cases'
import { guides } from '.'
import { type GuideScene, stepInHand } from './guide'

/** A point of a part's own cells, millimetres. */
function placeOn({ frame, labels, structures }: Heart, part: Part): [number, number, number] {
  const ids = new Set(structures.filter((s) => s.part === part).map((s) => s.id))
  const at = labels.findIndex((l) => ids.has(l))
  const [nx, ny] = frame.size
  const p = cellCentre(frame, at % nx, Math.floor(at / nx) % ny, Math.floor(at / (nx * ny)))
  return [p[0] * 1e3, p[1] * 1e3, p[2] * 1e3]
}

describe.each(guides)('$name', (guide) => {
  const heart = builtInCase(guide.case, 2e-3)
  const scene = (edits: readonly Edit[], more: Partial<GuideScene> = {}): GuideScene => ({
    heart,
    edits,
    exposureCount: 0,
    seen: new Set(),
    ...more,
  })
  const firstOf = (kind: Edit['kind']) =>
    guide.steps.findIndex((s) => 'made' in s.goal && s.goal.made.includes(kind))
  const cut = (part: Part): Edit => {
    const p = placeOn(heart, part)
    return {
      kind: 'cut',
      id: 'cut-1',
      blade_mm: [
        [p, p],
        [p, p],
      ],
    }
  }

  it('names instruments that there are', () => {
    for (const { tool } of guide.steps) if (tool) expect(tools.map((t) => t.id)).toContain(tool)
  })

  it('waits at its first step until that is done where it is asked for', () => {
    expect(stepInHand(guide, scene([]))).toBe(0)
    if (firstOf('cut') !== 0) return
    expect(stepInHand(guide, scene([cut('pulmonary-vein')]))).toBe(0)
    expect(stepInHand(guide, scene([cut(guide.case === 'double-outlet' ? 'RV' : 'RA')]))).toBe(1)
  })

  it('keeps the field as held once what is seen in it was said', () => {
    const held = guide.steps.findIndex((s) => 'held' in s.goal)
    if (held < 0) return
    const opened = [cut(guide.case === 'double-outlet' ? 'RV' : 'RA')]
    expect(stepInHand(guide, scene(opened, { exposureCount: 1 }))).toBe(held + 1)
    expect(stepInHand(guide, scene(opened, { seen: new Set([held + 1]) }))).toBe(held + 2)
  })

  it('is done when the plan of its case has been carried out between opening and closing', () => {
    const seen = new Set(guide.steps.keys())
    const p = placeOn(heart, 'aorta')
    const clamp = (n: number): Edit => ({
      kind: 'clamp',
      id: `clamp-${n}`,
      centre_mm: p,
      normal: [0, 0, 1],
      radius_mm: 9,
    })
    const opened =
      guide.case === 'coarctation'
        ? [clamp(1), clamp(2)]
        : [cut(guide.case === 'double-outlet' ? 'RV' : 'RA')]
    const plan = builtInPlans(guide.case)[0]!.edits
    const off = (n: number): Edit => ({ kind: 'release', id: `release-${n}`, suture: `clamp-${n}` })
    const close: Edit[] =
      guide.case === 'coarctation'
        ? [off(1), off(2)]
        : [{ kind: 'close', id: 'close-1', cut: 'cut-1', pitch_mm: 2.5 }]
    expect(stepInHand(guide, scene([...opened, ...plan, ...close], { seen, exposureCount: 1 }))).toBe(
      guide.steps.length,
    )
    expect(stepInHand(guide, scene([...opened, ...close], { seen, exposureCount: 1 }))).toBe(
      guide.steps.findIndex((s) => /patch|tunnel/i.test(s.title)),
    )
  })
})
