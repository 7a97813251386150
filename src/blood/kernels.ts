import { createKernel, type Gpu, type Kernel } from '../gpu'

const compiled = new WeakMap<GPUDevice, Map<string, Promise<Kernel>>>()

/** A kernel of shaders/blood, compiled once a device: an edit rebuilds buffers, never pipelines. */
export function bloodKernel(
  gpu: Gpu,
  file: string,
  entryPoint = 'main',
  constants: Record<string, number> = {},
): Promise<Kernel> {
  const known = compiled.get(gpu.device) ?? new Map<string, Promise<Kernel>>()
  compiled.set(gpu.device, known)
  const key = JSON.stringify([file, entryPoint, constants])
  const kernel = known.get(key) ?? createKernel(gpu, `blood/${file}.wgsl`, { entryPoint, constants })
  known.set(key, kernel)
  return kernel
}
