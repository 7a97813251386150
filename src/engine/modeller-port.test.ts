import { describe, expect, it } from 'vitest'
import { readHeartCase } from '../geometry/parametric/heart-case'
import { modelPicture } from './model-picture'
import { type ModellerChannel, workerModeller } from './modeller-port'
import type { ToModeller } from './modeller-protocol'

const story = { family: 'a', surgeon: 'b' }
const caseNamed = (name: string) => readHeartCase({ name, story }, 'test')

function quietWorker() {
  const asked: ToModeller[] = []
  const channel: ModellerChannel = {
    postMessage: (m) => asked.push(m),
    terminate: () => {},
    onmessage: null,
    onerror: null,
  }
  return { channel, asked }
}

describe('the modeller', () => {
  it('makes only the newest of the pictures that wait', async () => {
    const { channel, asked } = quietWorker()
    const modeller = workerModeller(() => channel)
    const first = modeller.picture(caseNamed('first'))
    const second = modeller.picture(caseNamed('second'))
    const third = modeller.picture(caseNamed('third'))
    expect(await second).toBeNull()
    expect(asked.map((m) => m.from.name)).toEqual(['first'])
    const picture = { volumes: {} } as never
    channel.onmessage?.({ data: { id: 1, picture } })
    expect(await first).toBe(picture)
    expect(asked.map((m) => m.from.name)).toEqual(['first', 'third'])
    channel.onmessage?.({ data: { id: 2, failed: 'no such number' } })
    await expect(third).rejects.toThrow('no such number')
  })

  it('draws every vertex as some tissue, and measures the chambers', () => {
    const { positions, triangles, owners, structures, volumes } = modelPicture(caseNamed('normal'))
    expect(triangles.length).toBeGreaterThan(3000)
    expect(triangles.reduce((a, b) => Math.max(a, b))).toBeLessThan(positions.length / 3)
    const walls = new Set(structures.filter((s) => s.kind !== 'blood').map((s) => s.id))
    const owned = owners.filter((o) => walls.has(o)).length
    expect(owned / owners.length).toBeGreaterThan(0.97)
    // A six-year-old's left ventricle holds some 40–75 mL at end-diastole.
    expect(volumes['Left ventricle']! * 1e6).toBeGreaterThan(35)
    expect(volumes['Left ventricle']! * 1e6).toBeLessThan(80)
  })
})
