import { retell, say } from '../../core/language'
import { scoresOf } from '../../procedures/scores'
import type { Session } from '../../session/session'
import { download, said } from '../case-files'
import { formatValue } from '../finding-rows'
import { Icon } from '../icons'
import { useDialog } from '../use-dialog'
import { type Replayer, recordingIn } from './replayer'
import { useTraining } from './use-training'

interface ScoreSheetProps {
  readonly session: Session
  readonly replayer: Replayer
}

/** What was measured of the rehearsal, what each measure means, and the way to watch it again. */
export function ScoreSheet({ session, replayer }: ScoreSheetProps) {
  const open = useTraining((s) => s.scores)
  const dialog = useDialog(open)
  const close = () => useTraining.setState({ scores: false })
  return (
    <dialog ref={dialog} className="panel help scores" aria-label={say('Measures')} onClose={close}>
      <header>
        <h2>{say('Measures of this rehearsal')}</h2>
        <button type="button" className="plain" aria-label={say('Close')} onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      {open && <Scores session={session} replayer={replayer} />}
      <p className="footnote">
        {say(
          'No total is made of these: what weighs how much is for a teacher to say. A clinical lead has to confirm every band.',
        )}
      </p>
      <Recordings session={session} replayer={replayer} close={close} />
    </dialog>
  )
}

function Scores({ session, replayer }: ScoreSheetProps) {
  const { answers } = session.state
  const answer = answers.flow?.settled === 1 ? answers.flow : answers.circulation
  const scores = scoresOf({
    recording: replayer.recorder.recorded,
    stitches: session.frame.stitches,
    findings: answer?.findings ?? [],
    risks: answer?.risks ?? [],
  })
  return (
    <table className="score-table">
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{say('What')}</th>
          <th scope="col">{say('Value')}</th>
        </tr>
      </thead>
      <tbody>
        {scores.map(({ id, label, value, unit, meaning }) => (
          <tr key={id}>
            <th scope="row">
              {retell(label)}
              <small>{retell(meaning)}</small>
            </th>
            <td>
              {unit === '' && Number.isInteger(value) ? value : formatValue(value, unit)}{' '}
              <small>{unit}</small>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Recordings({ session, replayer, close }: ScoreSheetProps & { close: () => void }) {
  const replay = async (file?: File) => {
    close()
    await said(session, async () =>
      replayer.begin(file ? await recordingIn(file) : replayer.recorder.recorded),
    )
  }
  const save = () =>
    download(
      new Blob([JSON.stringify(replayer.recorder.recorded)], { type: 'application/json' }),
      'rehearsal.recording.json',
    )
  const choose = () => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = '.json,.atrium'
    input.onchange = () => {
      const file = input.files?.[0]
      if (file) void replay(file)
    }
    input.click()
  }
  return (
    <div className="guide-buttons">
      <button type="button" className="primary" onClick={() => void replay()}>
        <Icon name="play" size={18} />
        {say('Watch it again')}
      </button>
      <button type="button" onClick={save}>
        <Icon name="save" size={18} />
        {say('Save the recording')}
      </button>
      <button type="button" onClick={choose}>
        <Icon name="open" size={18} />
        {say('Open a recording…')}
      </button>
    </div>
  )
}
