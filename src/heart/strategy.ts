import { z } from 'zod'
import { type Edit, editSchema, type Plan } from './edit'

const name = z.string().min(1)

/**
 * A strategy: a named list of edits. It keeps its whole list, so that a change to the one that it was branched from
 * leaves it as it is; where it branches off is how far the two lists agree (`branchPoint`).
 */
const strategySchema = z.strictObject({
  id: name.describe('Unique in its tree'),
  name,
  parent: name.nullable().describe('The strategy it was branched from; null: from the untouched heart'),
  edits: z.array(editSchema),
})

/** Strategies for one heart as branches of one tree. */
export const strategyTreeSchema = z
  .strictObject({
    current: name.describe('The strategy in hand'),
    strategies: z.array(strategySchema).min(1),
  })
  .superRefine((tree, context) => {
    const message = faultOf(tree)
    if (message) context.addIssue({ code: 'custom', message, path: ['strategies'] })
  })

export interface Strategy {
  readonly id: string
  readonly name: string
  readonly parent: string | null
  readonly edits: readonly Edit[]
}
export interface StrategyTree {
  readonly current: string
  readonly strategies: readonly Strategy[]
}

/** What makes it no tree, in words; null where it is one. */
function faultOf({ current, strategies }: StrategyTree): string | null {
  const byId = new Map(strategies.map((s) => [s.id, s]))
  if (byId.size < strategies.length) return 'two strategies have the same id'
  if (!byId.has(current)) return `the strategy in hand, ${current}, is not among them`
  for (const s of strategies) {
    if (s.parent !== null && !byId.has(s.parent))
      return `${s.id} branches from ${s.parent}, which is not there`
    let [above, steps] = [s.parent, 0]
    while (above !== null && steps++ <= strategies.length) above = byId.get(above)?.parent ?? null
    if (above !== null) return `${s.id} branches from itself`
  }
  return null
}

/** The same edits in the same order, field by field. */
export const sameEdits = (a: readonly Edit[], b: readonly Edit[]): boolean =>
  a === b || (a.length === b.length && sharedEdits(a, b) === a.length)

/** How many edits two lists begin with in common. */
export function sharedEdits(a: readonly Edit[], b: readonly Edit[]): number {
  const most = Math.min(a.length, b.length)
  let n = 0
  while (n < most && (a[n] === b[n] || JSON.stringify(a[n]) === JSON.stringify(b[n]))) n++
  return n
}

/** After how many edits a strategy leaves the one that it was branched from; 0 from the untouched heart. */
export function branchPoint(strategies: readonly Strategy[], { parent, edits }: Strategy): number {
  const from = strategies.find((s) => s.id === parent)
  return from ? sharedEdits(from.edits, edits) : 0
}

/** Ids of edits that have to be made before this one. */
function neededBy(edit: Edit): readonly string[] {
  if (edit.kind === 'suture') return edit.patch === undefined ? [] : [edit.patch]
  if (edit.kind === 'trim') return [edit.patch]
  if (edit.kind === 'release') return [edit.suture]
  return edit.kind === 'close' ? [edit.cut] : []
}

/** The first edit that stands before one it needs, with that one's id; null where the order can be followed. */
export function outOfOrder(edits: readonly Edit[]): { readonly edit: string; readonly needs: string } | null {
  const all = new Set(edits.map((e) => e.id))
  const made = new Set<string>()
  for (const edit of edits) {
    const needs = neededBy(edit).find((id) => all.has(id) && !made.has(id))
    if (needs !== undefined) return { edit: edit.id, needs }
    made.add(edit.id)
  }
  return null
}

/** Plans as strategies that each start from the untouched heart; the first is in hand. */
export function treeOfPlans(plans: readonly Plan[]): StrategyTree {
  const strategies = plans.map((plan, n) => ({
    id: `strategy-${n + 1}`,
    name: plan.name,
    parent: null,
    edits: plan.edits,
  }))
  const [first = { id: 'strategy-1', name: 'Strategy 1', parent: null, edits: [] }] = strategies
  return { current: first.id, strategies: strategies.length > 0 ? strategies : [first] }
}

/** The strategies as plans, the one in hand first. */
export function plansOfTree({ current, strategies }: StrategyTree): Plan[] {
  const first = strategies.filter((s) => s.id === current)
  const others = strategies.filter((s) => s.id !== current)
  return [...first, ...others].map((s) => ({ name: s.name, edits: [...s.edits] }))
}
