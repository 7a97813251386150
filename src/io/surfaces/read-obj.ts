import { Fault } from '../../core/fault'
import type { InputFile } from '../input-file'
import { type NamedSurface, namedSurfaces, pushFan, stemOf } from './named-surface'
import { conventionOf, toLps } from './patient-space'
import { latin1, TextTokens } from './text-tokens'

export const isObj = (bytes: Uint8Array): boolean => /^\s*(#|v\s|o\s|g\s|mtllib\s)/.test(firstLines(bytes))
const firstLines = (bytes: Uint8Array) => latin1(bytes.subarray(0, 256))

/** Reads a Wavefront OBJ: each object or group is a part; polygons become fans; normals and textures are left out. */
export function readObj({ name, bytes }: InputFile): NamedSurface[] {
  const tokens = new TextTokens(name, latin1(bytes).replace(/\\\r?\n/g, ' '))
  const positions: number[] = []
  const parts = new Map<string, number[]>()
  const comments: string[] = []
  let part = stemOf(name)
  while (tokens.at < tokens.text.length) {
    const line = tokens.line()
    const blank = line.search(/\s/)
    const rest = blank < 0 ? '' : line.slice(blank).trim()
    const key = blank < 0 ? line : line.slice(0, blank)
    if (key === 'v') pushPoint(name, positions, rest)
    else if (key === 'f') pushFan(partOf(parts, part), cornersOf(name, rest, positions.length / 3))
    else if ((key === 'o' || key === 'g') && rest && !/^(default|off)$/i.test(rest)) part = rest
    else if (line.startsWith('#')) comments.push(line)
  }
  if (positions.length === 0)
    throw new Fault(name, 'it is not an OBJ surface: it has no points', 'Give a Wavefront .obj file')
  const convention = conventionOf(comments.join('\n'))
  return namedSurfaces(name, {
    ...convention,
    positions: toLps(Float64Array.from(positions), convention.space),
    parts: [...parts].map(([part, triangles]) => ({ name: part, triangles })),
  })
}

function partOf(parts: Map<string, number[]>, name: string): number[] {
  const known = parts.get(name)
  if (known) return known
  const made: number[] = []
  parts.set(name, made)
  return made
}

function pushPoint(file: string, positions: number[], text: string): void {
  const numbers = text.split(/\s+/, 3).map(Number)
  if (numbers.length < 3 || numbers.some((x) => !Number.isFinite(x)))
    throw new Fault(
      file,
      `the point “${text.slice(0, 30)}” does not have three numbers`,
      'Copy or export the file again',
    )
  positions.push(...numbers)
}

/** `7/1/3 8 -1` to ids from 0; negative numbers count back from the last point so far. */
function cornersOf(file: string, text: string, points: number): number[] {
  const ids = text.split(/\s+/).map((word) => {
    const n = Number(word.split('/', 1)[0])
    return n < 0 ? points + n : n - 1
  })
  if (ids.length < 3 || ids.some((n) => !Number.isInteger(n) || n < 0))
    throw new Fault(
      file,
      `the face “${text.slice(0, 30)}” is no list of points`,
      'Copy or export the file again',
    )
  return ids
}
