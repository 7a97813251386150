import type { BloodDomain } from './blood-domain'
import { strides } from './resolve-anatomy-flood'

/** The cells just inside of the ports that are at least so large, m². */
export function cellsInsidePorts(
  { ports, frame }: Pick<BloodDomain, 'ports' | 'frame'>,
  least = 0,
): Set<number> {
  const step = strides(frame)
  return new Set(
    ports
      .filter(({ area }) => area >= least)
      .flatMap((port) =>
        Array.from(port.cell, (cell, n) =>
          (port.sign[n] as number) > 0 ? cell : cell + (step[port.axis[n] as number] as number),
        ),
      ),
  )
}
