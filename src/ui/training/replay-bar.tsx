import { say } from '../../core/language'
import { lengthOf } from '../../heart/recording'
import { Icon } from '../icons'
import type { Replayer } from './replayer'
import { speeds, useTraining } from './use-training'

/** Play, pause and scrub through a recording; nothing while none is shown. */
export function ReplayBar({ replayer }: { readonly replayer: Replayer }) {
  const replay = useTraining((s) => s.replay)
  if (!replay) return null
  const { recording, at, playing, speed } = replay
  const length = lengthOf(recording)
  const label = playing ? say('Pause') : say('Play')
  return (
    <section className="panel replay" aria-label={say('Replay')}>
      <button
        type="button"
        aria-label={label}
        title={label}
        onClick={() =>
          at >= length && !playing
            ? replayer.change({ at: 0, playing: true })
            : replayer.change({ playing: !playing })
        }
      >
        <Icon name={playing ? 'pause' : 'play'} />
      </button>
      <input
        type="range"
        aria-label={say('Time of the recording')}
        aria-valuetext={`${clock(at)} / ${clock(length)}`}
        min={0}
        max={Math.max(length, 0.1)}
        step={0.1}
        value={at}
        onChange={(e) => replayer.seek(e.target.valueAsNumber)}
      />
      <output>
        {clock(at)} / {clock(length)}
      </output>
      <label className="select">
        <span className="visually-hidden">{say('Speed of the replay')}</span>
        <select
          value={speed}
          onChange={(e) => replayer.change({ speed: Number(e.target.value) as (typeof speeds)[number] })}
        >
          {speeds.map((s) => (
            <option key={s} value={s}>
              {s} ×
            </option>
          ))}
        </select>
      </label>
      <button type="button" aria-label={say('End the replay')} onClick={() => replayer.end()}>
        <Icon name="close" />
      </button>
    </section>
  )
}

/** `1:05`. */
function clock(seconds: number): string {
  const whole = Math.floor(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}
