import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { Fault } from '../core/fault'
import { type Gpu, readBuffer, writeBuffer } from '../gpu'
import type { Parts } from './flow-parts'

/** Everything that the next steps of a flow depend on but its domain, its fluid and its control. */
export interface FlowState {
  /** What the solver keeps on the processor; plain data. */
  readonly memory: Readonly<Record<string, unknown>>
  /** Contents of the buffers by name. */
  readonly arrays: Readonly<Record<string, Float32Array>>
}

const version = 2

/** Buffers that live longer than a step. */
function lasting(parts: Parts): Record<string, GPUBuffer> {
  const { velocity, pressure, opening, conduct, ghost_drag, scales, sources } = parts.buffers
  const { tracers, wallShear, age } = parts
  return {
    velocity,
    pressure,
    opening,
    conduct,
    ghost_drag,
    scales,
    sources,
    scalars: parts.pressure.scalars,
    increment: parts.pressure.increment,
    conductances: parts.pressure.conductances,
    sections: parts.sections.states,
    ...(tracers && { saturation0: tracers.saturations[0], saturation1: tracers.saturations[1] }),
    ...(tracers && { tracers: tracers.tracers }),
    ...(wallShear && { shear: wallShear.shear }),
    ...(age && { age0: age.ages[0], age1: age.ages[1] }),
  }
}

export async function saveParts(gpu: Gpu, parts: Parts): Promise<FlowState> {
  const arrays: Record<string, Float32Array> = {}
  for (const [name, buffer] of Object.entries(lasting(parts)))
    arrays[name] = await readBuffer(gpu, buffer, Float32Array)
  const { sections, tracers, age } = parts
  const memory = {
    stateOffset: [...sections.stateOffset],
    flips: [tracers?.flip ?? false, age?.flip ?? false],
  }
  return { memory, arrays }
}

/** @throws Fault where the state was made on another lattice or with other quantities */
export function restoreParts(gpu: Gpu, parts: Parts, { memory, arrays }: FlowState): void {
  const buffers = lasting(parts)
  const fits = Object.entries(buffers).every(([name, b]) => arrays[name]?.byteLength === b.size)
  if (!fits || Object.keys(arrays).length !== Object.keys(buffers).length)
    throw new Fault(
      'checkpoint',
      'it was made of another vessel or lattice',
      'Give the same file it was made with',
    )
  for (const [name, buffer] of Object.entries(buffers)) writeBuffer(gpu, buffer, arrays[name]!)
  parts.sections.stateOffset = Float32Array.from(memory['stateOffset'] as number[])
  const [carried, aged] = memory['flips'] as [boolean, boolean]
  if (parts.tracers) parts.tracers.flip = carried
  if (parts.age) parts.age.flip = aged
}

/** A zip of plain data and raw little-endian floats. */
export function writeCheckpoint(state: FlowState, run: unknown): Uint8Array {
  const files: Record<string, Uint8Array> = {
    'state.json': strToU8(JSON.stringify({ version, memory: state.memory, run })),
  }
  for (const [name, data] of Object.entries(state.arrays))
    files[`${name}.f32`] = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
  return zipSync(files, { level: 1, mtime: new Date(2000, 0, 1) })
}

/** @throws Fault naming the file where it is no checkpoint */
export function readCheckpoint(bytes: Uint8Array, file: string): FlowState & { readonly run: unknown } {
  try {
    const { 'state.json': text, ...raw } = unzipSync(bytes)
    const state = JSON.parse(strFromU8(text!))
    if (state.version !== version) throw new Error(`version ${state.version}`)
    const arrays = Object.fromEntries(
      Object.entries(raw).map(([name, data]) => [
        name.replace(/\.f32$/, ''),
        new Float32Array(data.slice().buffer),
      ]),
    )
    return { memory: state.memory, run: state.run, arrays }
  } catch (error) {
    throw new Fault(
      file,
      `is no checkpoint of a flow (${(error as Error).message})`,
      'Give one that --checkpoint wrote',
    )
  }
}
