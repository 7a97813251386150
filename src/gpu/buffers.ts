import type { Gpu } from './device'

type Numbers = Float32Array | Uint32Array | Int32Array | Uint8Array

/**
 * A storage buffer with the given contents, or of the given length in bytes (zeroed). Lengths are rounded up to 4.
 * @param extraUsage flags beside STORAGE, COPY_SRC and COPY_DST
 */
export function createStorage(
  gpu: Gpu,
  label: string,
  contents: Numbers | number,
  extraUsage = 0,
): GPUBuffer {
  const byteLength = typeof contents === 'number' ? contents : contents.byteLength
  const buffer = gpu.device.createBuffer({
    label,
    size: Math.max(4, Math.ceil(byteLength / 4) * 4),
    usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST | extraUsage,
  })
  if (typeof contents !== 'number') writeBuffer(gpu, buffer, contents)
  return buffer
}

/** Writes an array at a byte offset; a length that is no multiple of 4 is padded with zeros. */
export function writeBuffer(gpu: Gpu, buffer: GPUBuffer, data: Numbers, byteOffset = 0): void {
  if (data.byteLength === 0) return
  if (data.byteLength % 4 === 0) {
    gpu.device.queue.writeBuffer(
      buffer,
      byteOffset,
      data.buffer as ArrayBuffer,
      data.byteOffset,
      data.byteLength,
    )
    return
  }
  const padded = new Uint8Array(Math.ceil(data.byteLength / 4) * 4)
  padded.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
  gpu.device.queue.writeBuffer(buffer, byteOffset, padded)
}

/** Copies (part of) a buffer back. Rejects when the device is lost meanwhile. */
export async function readBuffer<T extends Float32Array | Uint32Array | Int32Array>(
  gpu: Gpu,
  buffer: GPUBuffer,
  type: new (data: ArrayBuffer) => T,
  elementCount = buffer.size / 4,
  byteOffset = 0,
): Promise<T> {
  const size = elementCount * 4
  const staging = gpu.device.createBuffer({ size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST })
  const encoder = gpu.device.createCommandEncoder()
  encoder.copyBufferToBuffer(buffer, byteOffset, staging, 0, size)
  gpu.device.queue.submit([encoder.finish()])
  await staging.mapAsync(GPUMapMode.READ)
  const copy = staging.getMappedRange().slice(0)
  staging.unmap()
  staging.destroy()
  return new type(copy)
}

/** Records one compute pass and submits it. */
export function runPass(gpu: Gpu, record: (pass: GPUComputePassEncoder) => void): void {
  const encoder = gpu.device.createCommandEncoder()
  const pass = encoder.beginComputePass()
  record(pass)
  pass.end()
  gpu.device.queue.submit([encoder.finish()])
}
