import { rangeIsGood, toBeConfirmed } from '../band'
import { type Figure, makeFinding } from '../make-finding'
import { branchFlow } from './branch-flow'

/** Published error of predictions that resolve the streams, points (JTCVS 2019: 17 ± 13 %). */
const publishedError = 17

const basis = `40 recalled; bands own; ${toBeConfirmed}`
const band = (value: number) => rangeIsGood(value, [25, 40, 50, 50], '%')

/**
 * Share of the liver's blood that the lung with less of it gets, where both caval veins drain into the lungs: that of a
 * tracer let in at the lower vein where the 3D flow has run, else the caval blood is taken as mixed before the fork, so
 * that each lung gets its share of the flow.
 */
export const hepaticShare: Figure = (input) => {
  if (input.configuration !== 'fontan') return []
  const followed = input.flow?.connection?.hepatic
  if (followed) {
    const value = 100 * Math.min(followed.left, followed.right)
    const lung = followed.left < followed.right ? 'left' : 'right'
    const formula = `share of the lower vein’s blood that reaches the ${lung} lung, a tracer in the 3D flow at the mean flow`
    return [makeFinding(input, { ...common, value, band: band(value), formula })]
  }
  const shares = branchFlow(input).filter((f) => f.id.startsWith('branch-share-'))
  if (shares.length < 2) return []
  const value = Math.min(...shares.map((f) => f.value))
  return [
    makeFinding(input, {
      ...common,
      value,
      band: band(value),
      formula: 'share of flow of the lesser lung, caval blood taken as mixed before the fork',
      warnings: [
        'The streams of the caval veins are not followed: an offset between them can send nearly all of it to one lung',
      ],
    }),
  ]
}

const common = {
  id: 'hepatic-share',
  label: 'Liver’s blood, smaller share',
  unit: '%',
  basis,
  uncertainty: publishedError,
}
