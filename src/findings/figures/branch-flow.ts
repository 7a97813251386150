import { litrePerMinute, mmHg } from '../../core/units'
import type { Finding } from '../../engine/protocol'
import { highIsGood, lowIsGood, toBeConfirmed } from '../band'
import { measure } from '../curve-measures'
import type { BranchLook, FindingInput } from '../input'
import { coarseWarning, type Figure, makeFinding } from '../make-finding'
import { areaError } from '../opening-error'

/** Share of the flow that a healthy right lung takes; a lung's resistance is the whole one over its share. */
const usualShare = { right: 0.55, left: 0.45 } as const
const basis = `PMC4006374, s43044-021-00190-5; healthy right share .55 recalled; ${toBeConfirmed}`
const estimated =
  'Estimated: narrowest section of each branch (Young and Tsai) before a lung of its usual share; no 3D flow runs here'

/**
 * Flow share of each lung and gradient along each branch, from one balance: both branches lead from the same fork to the
 * same left atrium, dp_i(Q_i) + R_i Q_i equal for both, Q_right + Q_left = Q. The gradient is that of the branch's
 * greatest flow, with the lungs' flow of the beat shared as its mean.
 */
export const branchFlow: Figure = (input) => {
  const [right, left] = (['right', 'left'] as const).map((side) =>
    input.closer?.branches.find((b) => b.side === side),
  )
  const flow = measure(input.waveforms, 'pulmonary-artery.flow')
  const drop = lungDrop(input)
  if (!right || !left || !flow || drop === null || !(flow.mean > 0)) return []
  const share = rightShare(right, left, flow.mean, drop / flow.mean)
  return [...ofBranch(input, right, share, flow), ...ofBranch(input, left, 1 - share, flow)]
}

/** Pressure that the lungs' beds take, Pa. */
function lungDrop({ waveforms }: FindingInput): number | null {
  const [artery, atrium] = ['pulmonary-artery.pressure', 'LA.pressure'].map((name) =>
    measure(waveforms, name),
  )
  return artery && atrium ? Math.max(artery.mean - atrium.mean, 1) : null
}

const loss = ({ law }: BranchLook, q: number): number => law.linear * q + law.quadratic * q * Math.abs(q)

/** Bisection on the right lung's share: its side loses more pressure the more it carries. */
export function rightShare(right: BranchLook, left: BranchLook, flow: number, resistance: number): number {
  const bed = (side: BranchLook['side']) => resistance / usualShare[side]
  let [low, high] = [0, 1]
  for (let turn = 0; turn < 40; turn++) {
    const share = (low + high) / 2
    const [q, rest] = [share * flow, (1 - share) * flow]
    const more = loss(right, q) + bed('right') * q > loss(left, rest) + bed('left') * rest
    if (more) high = share
    else low = share
  }
  return (low + high) / 2
}

function ofBranch(
  input: FindingInput,
  branch: BranchLook,
  share: number,
  flow: { readonly max: number; readonly mean: number },
): Finding[] {
  const name = branch.side === 'right' ? 'Right' : 'Left'
  const gradient = loss(branch, share * flow.max) / mmHg
  const percent = 100 * share
  const common = {
    basis,
    warnings: [estimated, ...coarseWarning(branch.cellsAcross, 10)],
    place: branch.centre,
  }
  return [
    makeFinding(input, {
      ...common,
      id: `branch-gradient-${branch.side}`,
      label: `${name} lung artery, peak gradient`,
      value: gradient,
      unit: 'mmHg',
      band: lowIsGood(gradient, [10, 20], 'mmHg', { second: true }),
      // The loss goes as one over the area squared; the law itself is good to a third in straight tubes.
      uncertainty: gradient * Math.hypot(0.3, 2 * areaError(branch.cellsAcross)),
      formula: `loss of ${(branch.area * 1e6).toFixed(0)} of ${(branch.referenceArea * 1e6).toFixed(0)} mm² at ${((share * flow.max) / litrePerMinute).toFixed(1)} L/min`,
    }),
    makeFinding(input, {
      ...common,
      id: `branch-share-${branch.side}`,
      label: `${name} lung, share of flow`,
      value: percent,
      unit: '%',
      band: highIsGood(percent, [30, 35], '%'),
      uncertainty: 5,
      formula: 'equal pressures at the fork and in the left atrium; lungs .55 and .45',
    }),
  ]
}
