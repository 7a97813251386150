import { useStore } from 'zustand'
import { say } from '../../../core/language'
import { untouchedId } from '../../../session/strategies/strategies-state'
import { branchesOf } from '../../../ui/strategies/comparison'
import { useCompare, useCompared } from '../../../ui/strategies/use-compare'
import { useStrategies } from '../../../ui/strategies/use-strategies'
import type { PalettePage } from './palette-page'

/** Strategies as branches: taken up, branched, answered in the background, compared on a panel. */
export const strategiesPage: PalettePage = {
  id: 'strategies',
  label: () => say('Strategies'),
  icon: 'branch',
  useEntries: ({ session }) => {
    const branches = branchesOf(useStrategies(session))
    return branches.map((b) => ({
      key: b.id,
      label: b.name,
      active: b.current,
      onPress: () => session.strategies.switchTo(b.id),
    }))
  },
  useBelow: ({ session }) => {
    const shown = useCompare((s) => s.inRoom)
    const job = useStore(session.store, (s) => s.strategies.job)
    const ids = useStore(session.store, (s) => s.strategies.list)
    const besides = useCompare((s) => s.views !== 'off')
    const compared = useCompared(session)
    return [
      { key: 'branch', label: say('Branch'), icon: 'branch', onPress: () => session.strategies.branch() },
      {
        key: 'compare',
        label: say('Compare'),
        icon: 'compare',
        active: shown,
        onPress: () => useCompare.setState({ inRoom: !shown }),
      },
      {
        key: 'beside',
        label: say('Beside'),
        icon: 'compare',
        active: besides,
        onPress: () => useCompare.setState(nextBeside(compared, besides)),
      },
      {
        key: 'answer',
        label: job ? say('Cancel') : say('Answer all'),
        onPress: () =>
          job
            ? session.strategies.cancel()
            : void session.strategies.run([untouchedId, ...ids.map((s) => s.id)]),
      },
    ]
  },
}

/** One press a strategy: the first of the others, then each further one, the untouched heart, and none. */
function nextBeside({ id, others }: ReturnType<typeof useCompared>, shown: boolean) {
  const at = shown ? others.findIndex((o) => o.id === id) + 1 : 0
  const next = others[at]
  return next ? { views: 'room' as const, other: next.id } : { views: 'off' as const, other: null }
}
