import { say } from '../../core/language'
import type { IntakeFlow } from '../../session/intake/intake-flow'
import { RefusedList } from './refused-list'
import { Sheet } from './sheet'

interface FailedSheetProps {
  readonly flow: IntakeFlow
  readonly faults: readonly { readonly file: string; readonly fault: string }[]
}

/** Nothing could be made of what was given: each file, what is wrong with it, what to do. */
export function FailedSheet({ flow, faults }: FailedSheetProps) {
  return (
    <Sheet title={say('This could not be opened')} close={() => flow.leave()}>
      <div role="alert">
        <RefusedList refused={faults} />
      </div>
      <p className="quiet">{say('The heart that was open is still open behind this sheet.')}</p>
      <footer>
        <button type="button" className="primary" onClick={() => flow.back()}>
          {say('Back')}
        </button>
      </footer>
    </Sheet>
  )
}
