import type { AnswerInput, AnswerResult } from './answer'

export function vesselAnswer(_input: AnswerInput): AnswerResult {
  throw new Error('vessel answers are being written')
}
