import type { Gpu } from './device'

/** What a stretch of recorded work asked of the memory. */
export interface Traffic {
  readonly dispatches: number
  /** Bytes of the buffers bound to each dispatch, each taken once: what the work has to read or write at least. */
  readonly bytes: number
}

/**
 * Counts what is recorded on a device from now on until `stop`: bind groups made before are not known and count as
 * nothing. For benches; nothing else should run on the device meanwhile.
 */
export function watchTraffic({ device }: Gpu) {
  const sizes = new WeakMap<GPUBindGroup, number>()
  let [dispatches, bytes] = [0, 0]
  const { createBindGroup, createCommandEncoder } = device
  device.createBindGroup = (descriptor) => {
    const group = createBindGroup.call(device, descriptor)
    const bound = [...descriptor.entries].map(({ resource }) =>
      'buffer' in resource ? (resource.buffer as GPUBuffer).size : 0,
    )
    sizes.set(
      group,
      bound.reduce((a, b) => a + b, 0),
    )
    return group
  }
  device.createCommandEncoder = (descriptor) => {
    const encoder = createCommandEncoder.call(device, descriptor)
    const { beginComputePass } = encoder
    encoder.beginComputePass = (options) => watched(beginComputePass.call(encoder, options))
    return encoder
  }
  const watched = (pass: GPUComputePassEncoder) => {
    const { dispatchWorkgroups } = pass
    const setBindGroup = pass.setBindGroup as (index: number, group: GPUBindGroup) => undefined
    let bound = 0
    pass.setBindGroup = (index: number, group: GPUBindGroup) => {
      bound = sizes.get(group) ?? 0
      setBindGroup.call(pass, index, group)
    }
    pass.dispatchWorkgroups = (x, y, z) => {
      dispatches++
      bytes += bound
      return dispatchWorkgroups.call(pass, x, y, z)
    }
    return pass
  }
  return {
    /** Since the last call of this. */
    take(): Traffic {
      const taken = { dispatches, bytes }
      dispatches = 0
      bytes = 0
      return taken
    },
    stop: () => void Object.assign(device, { createBindGroup, createCommandEncoder }),
  }
}

/** Bytes that the device reads and writes in a second when it copies one large buffer to another. */
export async function copyBandwidth({ device }: Gpu, size = 1 << 26): Promise<number> {
  const usage = GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST
  const [from, to] = [device.createBuffer({ size, usage }), device.createBuffer({ size, usage })]
  const copies = 8
  const run = async () => {
    const encoder = device.createCommandEncoder()
    for (let n = 0; n < copies; n++) encoder.copyBufferToBuffer(from, 0, to, 0, size)
    device.queue.submit([encoder.finish()])
    await device.queue.onSubmittedWorkDone()
  }
  await run()
  const start = performance.now()
  await run()
  const seconds = (performance.now() - start) / 1e3
  from.destroy()
  to.destroy()
  return (2 * size * copies) / seconds
}
