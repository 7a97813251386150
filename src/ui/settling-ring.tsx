import { say } from '../core/language'

const radius = 6
const round = 2 * Math.PI * radius

/** A ring that closes as an answer settles; closed it is a quiet dot. */
export function SettlingRing({ settled, label }: { settled: number; label: string }) {
  const share = Math.min(Math.max(settled, 0), 1)
  const done = share >= 0.995
  return (
    <svg className={done ? 'ring done' : 'ring'} width={16} height={16} viewBox="0 0 16 16" role="img">
      <title>
        {done
          ? say('{what}: settled', { what: label })
          : say('{what}: {percent} % settled', { what: label, percent: Math.round(share * 100) })}
      </title>
      <circle className="track" cx={8} cy={8} r={radius} />
      <circle
        className="arc"
        cx={8}
        cy={8}
        r={radius}
        strokeDasharray={`${share * round} ${round}`}
        transform="rotate(-90 8 8)"
      />
    </svg>
  )
}
