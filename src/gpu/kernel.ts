import { makeShaderDataDefinitions, makeStructuredView } from 'webgpu-utils'
import { composeShader } from './composer'
import type { Gpu } from './device'
import { shaderReader } from './shader-files'

/** A uniform struct declared once, in WGSL, and filled by the names of its fields. */
export interface Uniform {
  readonly buffer: GPUBuffer
  /** Changes fields in the mirror; `write` sends the mirror to the GPU. Unknown names throw. */
  set(fields: Record<string, number | readonly number[] | ArrayLike<number>>): Uniform
  write(): void
}

/** One entry point of a shader, ready to be dispatched; bindings go by their WGSL names. */
export interface Kernel {
  readonly label: string
  /** Bind group 0 of exactly the variables that the entry point uses; a missing name throws. */
  bind(buffers: Record<string, GPUBuffer>): GPUBindGroup
  dispatch(pass: GPUComputePassEncoder, group: GPUBindGroup, x: number, y?: number, z?: number): void
  uniform(name: string): Uniform
}

interface KernelOptions {
  readonly entryPoint?: string
  /** Values of `override` constants. */
  readonly constants?: Record<string, number>
}

const modules = new WeakMap<GPUDevice, Map<string, Promise<{ module: GPUShaderModule; code: string }>>>()

async function compile(gpu: Gpu, path: string): Promise<{ module: GPUShaderModule; code: string }> {
  const composed = composeShader(path, await shaderReader())
  const module = gpu.device.createShaderModule({ label: path, code: composed.code })
  const { messages } = await module.getCompilationInfo()
  const errors = messages
    .filter((m) => m.type === 'error')
    .map((m) => {
      const at = composed.locate(m.lineNum)
      return `${at.file}:${at.line}:${m.linePos} ${m.message}`
    })
  if (errors.length) throw new Error(`shader does not compile:\n${errors.join('\n')}`)
  return { module, code: composed.code }
}

function compileOnce(gpu: Gpu, path: string) {
  const known = modules.get(gpu.device) ?? new Map()
  modules.set(gpu.device, known)
  if (!known.has(path)) known.set(path, compile(gpu, path))
  return known.get(path) as ReturnType<typeof compile>
}

/**
 * Compiles an entry point of `shaders/<path>`; the same file is compiled once a device.
 * @throws Error with file and line of each fault in the shader
 */
export async function createKernel(gpu: Gpu, path: string, options: KernelOptions = {}): Promise<Kernel> {
  const { device } = gpu
  const entryPoint = options.entryPoint ?? 'main'
  const label = `${path}:${entryPoint}`
  const { module, code } = await compileOnce(gpu, path)
  const definitions = makeShaderDataDefinitions(code)
  const entry = definitions.entryPoints[entryPoint]
  if (!entry) throw new Error(`${path} has no entry point ${entryPoint}`)
  const pipeline = await device.createComputePipelineAsync({
    label,
    layout: 'auto',
    compute: { module, entryPoint, ...(options.constants && { constants: options.constants }) },
  })
  return {
    label,
    bind(buffers) {
      const entries = entry.resources.map(({ name, entry: { binding } }) => {
        const buffer = buffers[name]
        if (!buffer) throw new Error(`${label} needs a buffer for ${name}`)
        return { binding, resource: { buffer } }
      })
      return device.createBindGroup({ label, layout: pipeline.getBindGroupLayout(0), entries })
    },
    dispatch(pass, group, x, y = 1, z = 1) {
      pass.setPipeline(pipeline)
      pass.setBindGroup(0, group)
      pass.dispatchWorkgroups(x, y, z)
    },
    uniform(name) {
      const definition = definitions.uniforms[name]
      if (!definition) throw new Error(`${path} declares no uniform ${name}`)
      return createUniform(gpu, `${path}:${name}`, makeStructuredView(definition))
    },
  }
}

function createUniform(gpu: Gpu, label: string, view: ReturnType<typeof makeStructuredView>): Uniform {
  const buffer = gpu.device.createBuffer({
    label,
    size: view.arrayBuffer.byteLength,
    usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
  })
  return {
    buffer,
    set(fields) {
      for (const name of Object.keys(fields))
        if (!(name in (view.views as object))) throw new Error(`${label} has no field ${name}`)
      view.set(fields)
      return this
    },
    write: () => gpu.device.queue.writeBuffer(buffer, 0, view.arrayBuffer),
  }
}
