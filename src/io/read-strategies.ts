import { Fault } from '../core/fault'
import { type Plan, planSchema } from '../heart/edit'
import { plansOfTree, type StrategyTree, strategyTreeSchema, treeOfPlans } from '../heart/strategy'
import { readJson } from './read-files'

/** A plan that came with the case, else one of a file: of a tree of strategies the one in hand. */
export const planNamed = async (name: string, plans: readonly Plan[]): Promise<Plan> =>
  plans.find((plan) => plan.name === name) ?? readPlan(name)

/** The plan of a file: of a tree of strategies the one in hand. */
export const readPlan = async (path: string): Promise<Plan> =>
  plansOfTree(await readStrategies(path))[0] as Plan

/** Of a case that has none. */
export const noStrategies: StrategyTree = { current: '', strategies: [] }

/** The strategies named: plans of the case, and files of one plan or of a tree; all of the case where none is. */
export async function strategiesNamed(
  names: readonly string[],
  { plans, strategies }: { readonly plans: readonly Plan[]; readonly strategies?: StrategyTree },
): Promise<StrategyTree> {
  if (names.length === 0) return strategies ?? (plans.length > 0 ? treeOfPlans(plans) : noStrategies)
  const read = names.map(async (name) => plans.find((p) => p.name === name) ?? readStrategies(name))
  const found = await Promise.all(read)
  const [only] = found
  if (only && found.length === 1 && 'strategies' in only) return only
  return treeOfPlans(
    found.flatMap((f) =>
      'strategies' in f ? f.strategies.map((s) => ({ name: s.name, edits: [...s.edits] })) : [f],
    ),
  )
}

/** A file of one plan, or of a tree of strategies. */
async function readStrategies(path: string): Promise<StrategyTree> {
  const document = await readJson(path)
  const isTree = typeof document === 'object' && document !== null && 'strategies' in document
  const result = (isTree ? strategyTreeSchema : planSchema).safeParse(document)
  if (result.success) return 'strategies' in result.data ? result.data : treeOfPlans([result.data])
  const first = result.error.issues[0]
  const place = first?.path.length ? ` at ${first.path.join('.')}` : ''
  throw new Fault(
    path,
    `is no plan: ${first?.message ?? 'wrong form'}${place}`,
    'See npx atrium schema for every edit',
  )
}
