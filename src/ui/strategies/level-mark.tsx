import { say } from '../../core/language'
import type { ComparisonCell } from './comparison'
import './level-mark.css'

const marks = { green: '●', amber: '▲', red: '■' } as const

/** Where a value lies in its band, by shape and colour. */
export function LevelMark({ level }: { readonly level: NonNullable<ComparisonCell['level']> }) {
  const words = { green: say('within band'), amber: say('watch'), red: say('outside band') }
  return (
    <span className={`band-mark ${level}`} role="img" title={words[level]} aria-label={words[level]}>
      {marks[level]}
    </span>
  )
}
