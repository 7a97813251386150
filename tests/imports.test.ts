import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

/** The import table of the design: what each folder of src may import, beside itself. */
const base = ['core', 'heart', 'geometry', 'gpu']
const solvers = [...base, 'tissue', 'blood', 'circulation']
const below = [...solvers, 'io', 'engine', 'findings', 'procedures']
const table: Record<string, readonly string[]> = {
  core: [],
  heart: ['core'],
  geometry: ['core', 'heart'],
  io: ['core', 'heart', 'geometry'],
  gpu: ['core'],
  tissue: base,
  blood: base,
  circulation: base,
  engine: [...solvers, 'io', 'findings'],
  findings: ['core', 'heart'],
  procedures: ['core', 'heart', 'geometry', 'findings'],
  session: below,
  tools: [...below, 'session'],
  props: [...below, 'session', 'tools'],
  input: [...below, 'session', 'tools', 'view'],
  view: [...below, 'session', 'tools', 'ui', 'props', 'input'],
  ui: [...below, 'session', 'tools', 'view'],
}
const drawing = ['view', 'ui', 'props', 'input']
/** Types alone may be taken from these by folders above the solvers' line: the words of the answer. */
const typesFrom: Record<string, readonly string[]> = {
  findings: ['engine', 'geometry', 'circulation'],
  circulation: ['engine'],
  blood: ['engine'],
  tissue: ['engine'],
  procedures: ['engine'],
}

const src = resolve(import.meta.dirname, '../src')
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
  (f) => /\.tsx?$/.test(f) && !/\.test\.tsx?$/.test(f),
)

interface Import {
  readonly file: string
  readonly room: string
  readonly target: string
  readonly typeOnly: boolean
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(src, file), 'utf8')
  const room = file.includes('/') ? (file.split('/')[0] as string) : ''
  return [
    ...text.matchAll(/^\s*(?:import|export)\s+(type\s+)?[^'"\n]*?(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]/gm),
  ].map((m) => ({
    file,
    room,
    target: m[2] as string,
    typeOnly: Boolean(m[1]),
  }))
}

const all = files.flatMap(importsOf)
const roomOf = (i: Import) => relative(src, resolve(src, dirname(i.file), i.target)).split('/')[0] as string

describe('the import table of the design', () => {
  it('is not vacuous: files and imports are found', () => {
    expect(files.length).toBeGreaterThan(30)
    expect(all.length).toBeGreaterThan(100)
  })

  it('lets every folder import only what lies below it', () => {
    const wrong = all
      .filter((i) => i.room && i.target.startsWith('.'))
      .filter((i) => {
        const room = roomOf(i)
        if (room === '..' || room === i.room) return false
        const allowed = table[i.room] ?? []
        return !allowed.includes(room) && !(i.typeOnly && typesFrom[i.room]?.includes(room))
      })
      .map((i) => `${i.file} imports ${i.target}`)
    expect(wrong).toEqual([])
  })

  it('keeps three and React to the folders that draw', () => {
    const wrong = all
      .filter(
        (i) => i.room && !drawing.includes(i.room) && /^(three|react|@react-three|@pmndrs)/.test(i.target),
      )
      .map((i) => `${i.file} imports ${i.target}`)
    expect(wrong).toEqual([])
  })

  it('gives each folder a README of at most 30 lines', () => {
    for (const room of readdirSync(src, { withFileTypes: true }).filter((d) => d.isDirectory())) {
      const lines = readFileSync(join(src, room.name, 'README.md'), 'utf8')
        .trimEnd()
        .split('\n')
      expect(lines.length, room.name).toBeLessThanOrEqual(30)
    }
  })
})
