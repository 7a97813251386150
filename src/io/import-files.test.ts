import { existsSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { Fault } from '../core/fault'
import { cellCentre, sampleField } from '../core/lattice'
import { distance, dot, subtract, type Vec3 } from '../core/vec3'
import { surfaceOfField } from '../geometry/surface-of-field'
import { vesselSections } from '../geometry/vessel-sections'
import type { Plan } from '../heart/edit'
import type { Heart } from '../heart/heart'
import { readCase, writeCase } from './case-file'
import { exportNrrd } from './export-nrrd'
import { exportStl } from './export-surface'
import { importFiles } from './import-files'
import { inspectHeart } from './inspect-heart'
import { readNrrd } from './read-nrrd'

const data = `${process.cwd()}/../shared/data`
const labelMap = `${data}/whole-heart-labels/kit_wholeheart_1p5mm.seg.nrrd`
const bytesOf = (path: string) => new Uint8Array(readFileSync(path))
const present = existsSync(labelMap)
if (!present) console.warn(`Skipped: ${data} is not there, so the real heart and aorta are not read.`)

const faultOf = async (work: Promise<unknown>): Promise<Fault> => {
  const problem = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(problem).toBeInstanceOf(Fault)
  return problem as Fault
}

describe.runIf(present)('the whole heart of the label map', () => {
  let heart: Heart
  beforeAll(async () => {
    heart = await importFiles([{ name: 'kit.seg.nrrd', bytes: bytesOf(labelMap) }])
  })

  // Known facts of the data, mL.
  test('keeps the volumes of its cavities within 2 %', () => {
    const volume = (part: string, kind: string) =>
      inspectHeart(heart).structures.find((s) => s.part === part && s.kind === kind)?.volume_mL as number
    for (const [part, mL] of [
      ['LV', 200.6],
      ['RV', 188.5],
      ['RA', 98.5],
      ['LA', 70.4],
    ] as const)
      expect(Math.abs(volume(part, 'blood') / mL - 1), part).toBeLessThan(0.02)
    expect(Math.abs(volume('LV', 'wall') / 212 - 1)).toBeLessThan(0.02)
  })

  test('has four gates between the right structures, forward, with an annulus of adult size', () => {
    const parts = heart.gates.map((g) => {
      const part = (id: number) => heart.structures.find((s) => s.id === id)?.part
      return `${g.id}: ${part(g.from)} → ${part(g.to)}`
    })
    expect(parts.sort()).toEqual([
      'aortic: LV → aorta',
      'mitral: LA → LV',
      'pulmonary: RV → pulmonary-artery',
      'tricuspid: RA → RV',
    ])
    for (const gate of heart.gates) {
      const h = heart.frame.spacing
      const beside = (s: number) =>
        gate.centre.map((x, a) => x + 5 * h * s * (gate.normal[a] as number)) as unknown as Vec3
      for (const s of [-1, 1]) expect(sampleField(heart.frame, heart.lumen, beside(s))).toBeLessThan(0)
      expect(gate.area).toBeGreaterThan(3e-4)
      expect(gate.area).toBeLessThan(13e-4)
    }
  })

  test('has eight ports, named by where they lie, each open and facing out', () => {
    expect(heart.ports.map((p) => p.id).sort()).toEqual([
      'aorta',
      'inferior-vena-cava',
      'pulmonary-artery',
      'pulmonary-vein-left-inferior',
      'pulmonary-vein-left-superior',
      'pulmonary-vein-right-inferior',
      'pulmonary-vein-right-superior',
      'superior-vena-cava',
    ])
    for (const port of heart.ports) {
      const at = (s: number) =>
        port.centre.map((x, a) => x + s * (port.normal[a] as number)) as unknown as Vec3
      expect(sampleField(heart.frame, heart.lumen, at(-2e-3)), port.id).toBeLessThan(0)
      expect(sampleField(heart.frame, heart.lumen, at(4e-3)), port.id).toBeGreaterThan(0)
      expect(port.area).toBeGreaterThan(0.8e-4)
    }
  })

  test('bleeds nowhere: lumen meets the outside only at ports', () => {
    const { frame, lumen, tissue } = heart
    const [nx, ny, nz] = frame.size
    const outside = (o: number) => (lumen[o] as number) >= 0 && (tissue[o] as number) >= 0
    const leaks: Vec3[] = []
    lumen.forEach((d, o) => {
      if (d >= 0) return
      const at = [o % nx, Math.floor(o / nx) % ny, Math.floor(o / (nx * ny))] as const
      if (at.some((x, a) => x === 0 || x === ([nx, ny, nz][a] as number) - 1))
        leaks.push(cellCentre(frame, ...at))
      if (![1, -1, nx, -nx, nx * ny, -nx * ny].some((s) => outside(o + s))) return
      const p = cellCentre(frame, ...at)
      const atPort = heart.ports.some((port) => {
        const height = dot(subtract(p, port.centre), port.normal)
        return height > -1.2 * frame.spacing && height < 4e-3 && distance(p, port.centre) < port.radius + 4e-3
      })
      if (!atPort) leaks.push(p)
    })
    expect(leaks).toEqual([])
  })

  test('joins no two lumens but through a valve or a vein’s mouth', () => {
    const { frame, labels, structures } = heart
    const [nx, ny] = frame.size
    const lumen = new Map(structures.filter((s) => s.kind !== 'wall').map((s) => [s.id, s]))
    const chamber = new Set(['LV', 'RV', 'LA', 'RA', 'aorta', 'pulmonary-artery'])
    const found = new Set<string>()
    labels.forEach((a, o) => {
      if (!lumen.has(a)) return
      for (let k = -1; k <= 1; k++)
        for (let j = -1; j <= 1; j++)
          for (let i = -1; i <= 1; i++) {
            const b = labels[o + i + nx * (j + ny * k)] as number
            const [p, q] = [lumen.get(a), lumen.get(b)]
            if (p && q && p !== q && chamber.has(p.part) && chamber.has(q.part))
              found.add(`${p.name} | ${q.name}`)
          }
    })
    expect([...found]).toEqual([])
  })

  test('keeps lumen and tissue volumes in its distance fields', () => {
    const { frame, labels, structures } = heart
    const walls = new Set(structures.filter((s) => s.kind === 'wall').map((s) => s.id))
    const volume = (field: Float32Array) =>
      field.reduce((v, d) => v + Math.min(1, Math.max(0, 0.5 - d / frame.spacing)), 0)
    const lumenCells = labels.reduce((n, v) => n + (v > 0 && !walls.has(v) ? 1 : 0), 0)
    const wallCells = labels.reduce((n, v) => n + (walls.has(v) ? 1 : 0), 0)
    expect(Math.abs(volume(heart.lumen) / lumenCells - 1)).toBeLessThan(0.01)
    expect(Math.abs(volume(heart.tissue) / wallCells - 1)).toBeLessThan(0.02)
  })

  test('marks a place for a septal hole with the left ventricle on one side and the right on the other', () => {
    for (const id of ['septum-centre', 'perimembranous']) {
      const mark = heart.landmarks.find((l) => l.id === id)
      const part = (p: Vec3) => {
        const [i, j, k] = p.map((x, a) =>
          Math.round((x - (heart.frame.origin[a] as number)) / heart.frame.spacing),
        ) as [number, number, number]
        const label = heart.labels[i + heart.frame.size[0] * (j + heart.frame.size[1] * k)]
        const s = heart.structures.find((t) => t.id === label)
        return `${s?.part} ${s?.kind}`
      }
      const [centre, left, right] = (mark?.points ?? []) as [Vec3, Vec3, Vec3]
      expect(part(centre)).toMatch(/wall/)
      expect([part(left), part(right)]).toEqual(['LV blood', 'RV blood'])
    }
    expect(heart.landmarks.some((l) => l.id === 'conduction-axis' && /estimated/.test(l.name))).toBe(true)
  })

  test('goes through a case file unchanged, in less than 3 MB', () => {
    const plan: Plan = {
      name: 'Close the hole',
      edits: [{ kind: 'clamp', id: 'clamp-1', centre_mm: [1, 2, 3], normal: [0, 0, 1], radius_mm: 8 }],
    }
    const bytes = writeCase(heart, [plan])
    expect(bytes.length).toBeLessThan(3e6)
    expect(Buffer.compare(writeCase(heart, [plan]), bytes)).toBe(0)
    const back = readCase(bytes, 'kit.atrium')
    expect(back.plans).toEqual([plan])
    const { labels, lumen, tissue, ...rest } = back.heart
    expect(rest).toEqual(Object.fromEntries(Object.entries(heart).filter(([key]) => key in rest)))
    expect(Buffer.compare(labels, heart.labels)).toBe(0)
    for (const [a, b] of [
      [lumen, heart.lumen],
      [tissue, heart.tissue],
    ] as const)
      expect(a.every((v, o) => v === b[o])).toBe(true)
  })

  test('opens its case wholly or not at all', () => {
    const bytes = writeCase(heart)
    for (let n = 0; n < 20; n++)
      expect(() => readCase(bytes.slice(0, Math.floor((bytes.length * n) / 20)), 'cut.atrium')).toThrow(Fault)
    for (let n = 1; n < 20; n++) {
      const broken = bytes.slice()
      const at = Math.floor((bytes.length * n) / 20)
      broken[at] = (broken[at] as number) ^ 0x55
      expect(() => readCase(broken, 'broken.atrium')).toThrow(Fault)
    }
  })

  test('exports a segmentation that reads back cell for cell, with the same names', async () => {
    const again = await readNrrd({ name: 'again.seg.nrrd', bytes: exportNrrd(heart) })
    expect(again.segments.map((s) => [s.value, s.name])).toEqual(heart.structures.map((s) => [s.id, s.name]))
    expect(Buffer.compare(Uint8Array.from(again.values), heart.labels)).toBe(0)
    expect(distance(again.origin, heart.frame.origin)).toBeLessThan(1e-8)
  })

  test('refuses the file cut short at any of forty places, by name', async () => {
    const whole = bytesOf(labelMap)
    for (let n = 0; n < 40; n++) {
      const cut = whole.slice(0, Math.floor((whole.length * (n + 0.5)) / 40))
      const fault = await faultOf(importFiles([{ name: 'cut.seg.nrrd', bytes: cut }]))
      expect(fault.file).toBe('cut.seg.nrrd')
    }
  })

  test('refuses lengths that are no heart’s, and voxels that are no labels', async () => {
    const name = 'kit.seg.nrrd'
    const wrong = await faultOf(importFiles([{ name, bytes: bytesOf(labelMap) }], { units: 'm' }))
    expect(wrong.message).toMatch(/no heart.*unit/)
    const text = Buffer.from(bytesOf(labelMap)).toString('latin1')
    const huge = Buffer.from(text.replace('sizes: 107 85 86', 'sizes: 99999 9999 999'), 'latin1')
    expect((await faultOf(importFiles([{ name, bytes: huge }]))).message).toMatch(/more than can be opened/)
    const bare = Buffer.from(text.replace(/Segment\d+_\w+:=.*\n/g, ''), 'latin1')
    expect((await faultOf(importFiles([{ name, bytes: bare }]))).message).toMatch(/no chamber/)
  })
})

const vesselFiles = ['wall_aorta', 'inlet', 'outlet1', 'outlet2', 'outlet3', 'outlet4']

describe.runIf(present)('the narrowed aorta of the surfaces', () => {
  const files = () =>
    vesselFiles.map((n) => ({ name: `${n}.stl`, bytes: bytesOf(`${data}/coarctation/${n}.stl`) }))
  let vessel: Heart
  beforeAll(async () => {
    vessel = await importFiles(files(), { spacing: 0.6e-3 })
  })

  // 10.712 mL: volume enclosed by the triangles themselves.
  test('holds 10.7 mL and five ports with the areas of their discs', () => {
    const report = inspectHeart(vessel)
    expect(report.structures[0]?.volume_mL).toBeGreaterThan(10.5)
    expect(report.structures[0]?.volume_mL).toBeLessThan(10.92)
    expect(report.ports.map((p) => [p.id, Math.round(p.area_mm2)])).toEqual([
      ['inlet', 100],
      ['outlet1', 29],
      ['outlet2', 11],
      ['outlet3', 18],
      ['outlet4', 40],
    ])
    expect(report.warnings.join(' ')).toMatch(/unit was taken to be mm/)
    for (const p of vessel.ports) {
      const ahead = p.centre.map((x, a) => x + 4e-3 * (p.normal[a] as number)) as unknown as Vec3
      expect(sampleField(vessel.frame, vessel.lumen, ahead)).toBeGreaterThan(0)
      expect(sampleField(vessel.frame, vessel.tissue, ahead)).toBeGreaterThan(0)
    }
  })

  // Areas of plane cuts through the triangles: 7.4 mm² at the throat at right angles to the line, 95 mm² beyond it.
  test('is narrowest where the mesh is, and widens beyond', () => {
    const sections = vesselSections(vessel)
    const throat = sections.reduce((a, b) => (b.area < a.area ? b : a))
    expect(throat.area * 1e6).toBeGreaterThan(7.4 * 0.9)
    expect(throat.area * 1e6).toBeLessThan(7.4 * 1.1)
    expect(distance(throat.centre, [0.4e-3, 0.8e-3, 0])).toBeLessThan(1.5e-3)
    const beyond = sections.filter((s) => s.s > throat.s).reduce((a, b) => (b.area > a.area ? b : a))
    expect(beyond.area * 1e6).toBeGreaterThan(95 * 0.95)
    expect(beyond.area * 1e6).toBeLessThan(95 * 1.05)
  })

  test('has a wall of 1.2 mm that is open at the ports', () => {
    const mesh = surfaceOfField(vessel.frame, vessel.tissue)
    expect(mesh.triangles.length).toBeGreaterThan(10_000)
    const inWall = vessel.tissue.filter((d) => d < 0).length * vessel.frame.spacing ** 3
    // The mesh's own wall area is 4940 mm²: 1.2 mm outside of it is a little more than 5.9 mL.
    expect(inWall * 1e6).toBeGreaterThan(5.9)
    expect(inWall * 1e6).toBeLessThan(7.5)
  })

  test('has a port at an end whose disc is missing, and says so; is refused cut short or as another unit', async () => {
    const open = await importFiles(files().slice(0, 5), { spacing: 1e-3 })
    expect(Math.round((open.ports.find((p) => p.id === 'end-1')?.area ?? 0) * 1e6)).toBe(40)
    expect(open.warnings.join(' ')).toMatch(/1 open end .* became ports: Open end 1/)
    const inlet = bytesOf(`${data}/coarctation/inlet.stl`)
    for (const share of [0, 0.001, 0.003, 0.3, 0.999]) {
      const cut = { name: 'inlet.stl', bytes: inlet.slice(0, Math.floor(inlet.length * share)) }
      expect((await faultOf(importFiles([cut]))).file).toBe('inlet.stl')
    }
    expect((await faultOf(importFiles(files(), { units: 'm' }))).message).toMatch(/no heart or vessel/)
  })

  test('exports an STL that reads back as the same closed surface', async () => {
    const bytes = exportStl(surfaceOfField(vessel.frame, vessel.lumen))
    const again = await importFiles([{ name: 'lumen.stl', bytes }], { spacing: 1e-3 })
    expect(again.ports).toEqual([])
    expect(inspectHeart(again).structures[0]?.volume_mL).toBeGreaterThan(10.4)
  })
})

test('what is no heart is refused by name', async () => {
  const file = (name: string, text: string) => ({ name, bytes: new TextEncoder().encode(text) })
  expect((await faultOf(importFiles([]))).message).toMatch(/no file/)
  expect((await faultOf(importFiles([file('a.nrrd', '')]))).message).toMatch(/a\.nrrd: the file is empty/)
  expect((await faultOf(importFiles([file('a.docx', 'x')]))).message).toMatch(/type is not known/)
  expect((await faultOf(importFiles([file('a.nrrd', 'hello')]))).message).toMatch(/not a NRRD/)
  expect((await faultOf(importFiles([file('a.stl', 'hello')]))).message).toMatch(/not an STL/)
  expect((await faultOf(importFiles([file('a.stl', 'x'), file('b.nrrd', 'x')]))).message).toMatch(/together/)
  expect(() => readCase(new TextEncoder().encode('hello'), 'x.atrium')).toThrow(
    /x\.atrium.*not an Atrium case/,
  )
})
