import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  copyBandwidth,
  createKernel,
  createStorage,
  type Gpu,
  openGpu,
  readBuffer,
  runPass,
  watchTraffic,
} from './index'

describe('a kernel on whatever GPU this machine has', () => {
  let gpu: Gpu
  beforeAll(async () => {
    gpu = await openGpu()
    console.log(`GPU: ${gpu.description}`)
  })
  afterAll(() => gpu?.close())

  it('computes a x + y with a uniform filled by name and an override constant', async () => {
    const kernel = await createKernel(gpu, 'test/axpy.wgsl', { constants: { BIAS: 0.5 } })
    const x = createStorage(gpu, 'x', Float32Array.of(1, 2, 3, 4, 5))
    const y = createStorage(gpu, 'y', Float32Array.of(10, 20, 30, 40, 50))
    const params = kernel.uniform('params').set({ count: 4, a: 2 })
    params.write()
    const group = kernel.bind({ x, y, params: params.buffer })
    runPass(gpu, (pass) => kernel.dispatch(pass, group, 1))
    expect([...(await readBuffer(gpu, y, Float32Array))]).toEqual([12.5, 24.5, 36.5, 48.5, 50])
  })

  it('refuses a field that the struct does not have and a buffer that is missing', async () => {
    const kernel = await createKernel(gpu, 'test/axpy.wgsl')
    expect(() => kernel.uniform('params').set({ b: 1 })).toThrow(/no field b/)
    expect(() => kernel.bind({})).toThrow(/needs a buffer/)
  })

  it('counts the dispatches and the bytes bound to them while it is watched', async () => {
    const kernel = await createKernel(gpu, 'test/axpy.wgsl')
    const [x, y] = [createStorage(gpu, 'x', 4 * 100), createStorage(gpu, 'y', 4 * 100)]
    const params = kernel.uniform('params').set({ count: 100, a: 1 })
    const traffic = watchTraffic(gpu)
    const group = kernel.bind({ x, y, params: params.buffer })
    const work = () => runPass(gpu, (pass) => kernel.dispatch(pass, group, 2))
    work()
    work()
    expect(traffic.take()).toEqual({ dispatches: 2, bytes: 2 * (800 + params.buffer.size) })
    traffic.stop()
    work()
    expect(traffic.take()).toEqual({ dispatches: 0, bytes: 0 })
    expect(await copyBandwidth(gpu, 1 << 20)).toBeGreaterThan(1e6)
  })

  it('says when the device goes away', async () => {
    const other = await openGpu()
    const lost = new Promise<string>((resolve) => other.onLost(resolve))
    other.device.destroy()
    expect(await lost).toBeTruthy()
  })
})
