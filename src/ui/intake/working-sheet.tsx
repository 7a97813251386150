import { useStore } from 'zustand'
import { say } from '../../core/language'
import type { IntakeFlow } from '../../session/intake/intake-flow'
import { Sheet } from './sheet'

/** Reading or opening, how far it is, and a way to end it. */
export function WorkingSheet({ flow }: { flow: IntakeFlow }) {
  const progress = useStore(flow.store, (s) => s.progress)
  const what = useStore(flow.store, (s) => (s.phase.name === 'working' ? s.phase.what : ''))
  return (
    <Sheet title={what} close={() => flow.cancel()}>
      <p role="status" className="quiet">
        {progress?.label ?? ' '}
      </p>
      <progress aria-label={what} max={1} value={progress?.fraction ?? 0} />
      <footer>
        <button type="button" onClick={() => flow.cancel()}>
          {say('Cancel')}
        </button>
      </footer>
    </Sheet>
  )
}
