import { useStore } from 'zustand'
import { say } from '../../../core/language'
import { untouchedId } from '../../../session/strategies/strategies-state'
import { branchesOf } from '../../../ui/strategies/comparison'
import { useCompare } from '../../../ui/strategies/use-compare'
import type { PalettePage } from './palette-page'

/** Strategies as branches: taken up, branched, answered in the background, compared on a panel. */
export const strategiesPage: PalettePage = {
  id: 'strategies',
  label: () => say('Strategies'),
  icon: 'branch',
  useEntries: ({ session }) => {
    const branches = branchesOf(useStore(session.store))
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
