import { describe, expect, it } from 'vitest'
import type { Edit } from './edit'
import { editExamples } from './edit-examples'
import { branchPoint, outOfOrder, plansOfTree, strategyTreeSchema, treeOfPlans } from './strategy'

const [first, second, third] = editExamples as [Edit, Edit, Edit]
const patch = editExamples.find((e) => e.kind === 'patch') as Edit
const suture = { ...editExamples.find((e) => e.kind === 'suture'), patch: patch.id } as Edit
const of = (id: string, parent: string | null, edits: Edit[]) => ({ id, name: id, parent, edits })

describe('a strategy', () => {
  it('branches where its list leaves that of the one it came from', () => {
    const strategies = [of('a', null, [first, second]), of('b', 'a', [structuredClone(first), third])]
    expect(branchPoint(strategies, strategies[1]!)).toBe(1)
    expect(branchPoint(strategies, strategies[0]!)).toBe(0)
  })

  it('is refused in a tree with a circle, a stranger for a parent, or a name twice', () => {
    const parse = (strategies: unknown) => strategyTreeSchema.safeParse({ current: 'a', strategies })
    expect(parse([of('a', null, [])]).success).toBe(true)
    expect(parse([of('a', 'b', []), of('b', 'a', [])]).error?.message).toMatch(/from itself/)
    expect(parse([of('a', 'c', [])]).error?.message).toMatch(/not there/)
    expect(parse([of('a', null, []), of('a', null, [])]).error?.message).toMatch(/same id/)
    expect(parse([{ ...of('a', null, []), colour: 'red' }]).success).toBe(false)
  })

  it('knows which edit stands before one that it needs', () => {
    expect(outOfOrder([patch, suture])).toBeNull()
    expect(outOfOrder([suture, patch])).toEqual({ edit: suture.id, needs: patch.id })
  })

  it('becomes a plan and back', () => {
    const plans = [
      { name: 'one', edits: [first] },
      { name: 'two', edits: [second] },
    ]
    const tree = treeOfPlans(plans)
    expect(plansOfTree(tree)).toEqual(plans)
    expect(plansOfTree({ ...tree, current: 'strategy-2' }).map((p) => p.name)).toEqual(['two', 'one'])
    expect(treeOfPlans([]).strategies).toHaveLength(1)
  })
})
