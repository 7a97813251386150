import type { Risk } from '../../engine/protocol'
import type { RiskInput } from '../input'

/** One risk: none, or one for each edit or place that raises it. */
export type RiskRule = (input: RiskInput) => readonly Risk[]
