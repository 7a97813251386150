import { useStore } from 'zustand'
import { retell, say } from '../../core/language'
import type { IntakeFlow } from '../../session/intake/intake-flow'
import { Sheet } from './sheet'

/** Reading or opening, how far it is, and a way to end it. */
export function WorkingSheet({ flow }: { flow: IntakeFlow }) {
  const progress = useStore(flow.store, (s) => s.progress)
  const what = useStore(flow.store, (s) => (s.phase.name === 'working' ? s.phase.what : ''))
  return (
    <Sheet title={retell(what)} close={() => flow.cancel()}>
      <p role="status" className="quiet">
        {progress ? retell(progress.label) : ' '}
      </p>
      <progress aria-label={retell(what)} max={1} value={progress?.fraction ?? 0} />
      <footer>
        <button type="button" onClick={() => flow.cancel()}>
          {say('Cancel')}
        </button>
      </footer>
    </Sheet>
  )
}
