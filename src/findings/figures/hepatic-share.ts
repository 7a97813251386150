import { rangeIsGood, toBeConfirmed } from '../band'
import { type Figure, makeFinding } from '../make-finding'
import { branchFlow } from './branch-flow'

/** Published error of predictions that resolve the streams, points (JTCVS 2019: 17 ± 13 %). */
const publishedError = 17

/**
 * Share of the liver's blood that the lung with less of it gets, where both caval veins drain into the lungs. Without
 * streams to follow, the caval blood is taken as mixed before the fork, so that each lung gets its share of the flow.
 */
export const hepaticShare: Figure = (input) => {
  if (input.configuration !== 'fontan') return []
  const shares = branchFlow(input).filter((f) => f.id.startsWith('branch-share-'))
  if (shares.length < 2) return []
  const value = Math.min(...shares.map((f) => f.value))
  return [
    makeFinding(input, {
      id: 'hepatic-share',
      label: 'Liver’s blood, smaller share',
      value,
      unit: '%',
      band: rangeIsGood(value, [25, 40, 50, 50], '%'),
      basis: `40 recalled; bands own; ${toBeConfirmed}`,
      uncertainty: publishedError,
      formula: 'share of flow of the lesser lung, caval blood taken as mixed before the fork',
      warnings: [
        'The streams of the caval veins are not followed: an offset between them can send nearly all of it to one lung',
      ],
    }),
  ]
}
