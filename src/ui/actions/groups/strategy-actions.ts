import { say } from '../../../core/language'
import { branchesOf } from '../../strategies/comparison'
import { shippedPlans } from '../../strategies/shipped-plans'
import { useCompare } from '../../strategies/use-compare'
import type { Action } from '../action'
import type { ActionContext } from '../context'

const group = 'strategies'

/** Branches, their comparison, and the report. */
export function strategyActions({ session }: ActionContext): readonly Action[] {
  const { strategies } = session
  const { edits, heart } = session.state
  const branches = heart ? branchesOf(session.state) : []
  const plans = shippedPlans(heart?.name)
  const answerAll = (flow: boolean) => () => {
    useCompare.setState({ open: true, flow })
    void strategies.run(
      branches.map((b) => b.id),
      flow,
    )
  }
  return [
    {
      id: 'compare',
      label: say('Compare strategies'),
      group,
      keys: 'Shift+D',
      enabled: heart !== null,
      run: () => useCompare.setState({ open: true }),
    },
    {
      id: 'branch',
      label: say('A new strategy that goes on from here'),
      group,
      keys: 'Shift+B',
      enabled: edits.length > 0,
      run: () => strategies.branch(),
    },
    {
      id: 'tree',
      label: say('Tree and names'),
      group,
      keys: null,
      run: () => useCompare.setState({ open: true, tree: true }),
    },
    {
      id: 'beside',
      label: say('Two strategies side by side'),
      group,
      keys: 'Shift+N',
      enabled: heart !== null,
      run: () => useCompare.setState((s) => ({ open: false, views: s.views === 'off' ? 'beside' : 'off' })),
    },
    {
      id: 'report',
      label: say('Report'),
      group,
      keys: 'Shift+R',
      enabled: heart !== null,
      run: () => useCompare.setState({ open: true, report: true }),
    },
    { id: 'answer-all', label: say('Answer all'), group, keys: null, run: answerAll(false) },
    {
      id: 'answer-flow',
      label: say('Answer all with the 3D flow'),
      group,
      keys: null,
      run: answerAll(true),
    },
    {
      id: 'answer-cancel',
      label: say('Cancel what is answered in the background'),
      group,
      keys: null,
      enabled: session.state.strategies.job !== null,
      run: () => strategies.cancel(),
    },
    ...(plans.length > 0
      ? [
          {
            id: 'plans',
            label: say('Add the plans of this heart'),
            group,
            keys: null,
            run: () => strategies.addPlans(plans),
          } as const,
        ]
      : []),
    ...branches
      .filter((b) => !b.current)
      .map(
        (b): Action => ({
          id: `take-up-${b.id}`,
          label: say('Take up: {name}', { name: b.name }),
          group,
          keys: null,
          run: () => strategies.switchTo(b.id),
        }),
      ),
  ]
}
