import { Fault } from '../core/fault'

/** A graphics processor opened for computing: the same in the page, in a worker and in Node. */
export interface Gpu {
  readonly device: GPUDevice
  /** One line for people: which processor answers. */
  readonly description: string
  /** Calls back once if the device is lost without having been closed. Everything on it is then gone. */
  onLost(listener: (reason: string) => void): void
  close(): void
}

const swiftShaderDriver = '/usr/lib/chromium/vk_swiftshader_icd.json'

/** Dawn in Node: first whatever Vulkan finds, then Debian's SwiftShader, which needs no GPU. */
async function nodeAdapter(): Promise<GPUAdapter | null> {
  const dawn = (await import(/* @vite-ignore */ 'webgpu')) as typeof import('webgpu')
  Object.assign(globalThis, dawn.globals)
  const open = async () => {
    const gpu = dawn.create(['enable-dawn-features=disable_robustness'])
    // Held for as long as the process lives: a collected instance takes its devices with it.
    instances.push(gpu)
    return gpu.requestAdapter({ powerPreference: 'high-performance' })
  }
  const { existsSync } = await import(/* @vite-ignore */ 'node:fs')
  const adapter = process.env['VK_DRIVER_FILES'] ? null : await open().catch(() => null)
  if (adapter) return adapter
  if (!process.env['VK_DRIVER_FILES'] && existsSync(swiftShaderDriver))
    process.env['VK_DRIVER_FILES'] = swiftShaderDriver
  return open().catch(() => null)
}
const instances: GPU[] = []

async function findAdapter(): Promise<GPUAdapter> {
  const inBrowser = typeof navigator !== 'undefined' && 'gpu' in navigator && navigator.gpu
  const adapter = inBrowser
    ? await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' })
    : typeof process !== 'undefined' && process.versions?.node
      ? await nodeAdapter()
      : null
  if (adapter) return adapter
  throw new Fault(
    'WebGPU',
    'no graphics processor that can compute was found',
    inBrowser
      ? 'Update the graphics driver or turn on hardware acceleration in the browser'
      : 'Use a browser with WebGPU, or on Debian run: apt-get install chromium libvulkan1',
  )
}

function describe(adapter: GPUAdapter): string {
  const { vendor, architecture, device, description } = adapter.info
  const name =
    description || device || [vendor, architecture].filter(Boolean).join(' ') || 'unnamed processor'
  return /swiftshader/i.test(`${architecture} ${name}`)
    ? 'SwiftShader (no GPU: computed on the processor)'
    : name
}

/**
 * Opens the best graphics processor at hand, with the largest buffers it offers.
 * @throws Fault when there is none, saying what to install
 */
export async function openGpu(): Promise<Gpu> {
  const adapter = await findAdapter()
  const { maxBufferSize, maxStorageBufferBindingSize, maxComputeWorkgroupStorageSize } = adapter.limits
  const device = await adapter.requestDevice({
    requiredLimits: { maxBufferSize, maxStorageBufferBindingSize, maxComputeWorkgroupStorageSize },
  })
  let closed = false
  return {
    device,
    description: describe(adapter),
    onLost: (listener) =>
      void device.lost.then((info) => {
        if (!closed) listener(info.message || info.reason)
      }),
    close() {
      closed = true
      device.destroy()
    },
  }
}
