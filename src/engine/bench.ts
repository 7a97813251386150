import { benchBlood } from '../blood'
import { benchCirculation } from '../circulation'
import { openGpu } from '../gpu'
import { benchTissue } from '../tissue'

/** Speed of the solvers on this device; figures, never a gate. */
export async function bench() {
  const gpu = await openGpu()
  const result = {
    device: gpu.description,
    circulation: benchCirculation(),
    tissue: await benchTissue(gpu),
    blood: await benchBlood(gpu),
  }
  gpu.close()
  return result
}
