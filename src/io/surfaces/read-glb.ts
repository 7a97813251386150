import type { Accessor, Node, Primitive } from '@gltf-transform/core'
import { Fault } from '../../core/fault'
import type { InputFile } from '../input-file'
import { cutShort, type NamedSurface, namedSurfaces, stemOf } from './named-surface'
import { gltfToLps } from './patient-space'
import { latin1 } from './text-tokens'

const magic = 0x46546c67
const binaryChunk = 0x004e4942
const jsonChunk = 0x4e4f534a

export const isGlb = (bytes: Uint8Array): boolean => latin1(bytes.subarray(0, 4)) === 'glTF'
export const isGltf = (bytes: Uint8Array, name: string): boolean =>
  /\.gltf$/i.test(name) ||
  (/^\s*\{/.test(latin1(bytes.subarray(0, 64))) &&
    /"asset"\s*:/.test(latin1(bytes.subarray(0, 4096))) &&
    /"meshes"|"scenes"|"buffers"/.test(latin1(bytes)))

/** Extensions that change how triangles are stored, in words. */
const packed: Readonly<Record<string, string>> = {
  KHR_draco_mesh_compression: 'Draco',
  EXT_meshopt_compression: 'meshopt',
  KHR_meshopt_compression: 'meshopt',
}

/**
 * Reads a binary or text glTF 2.0: each node with a mesh is a part, under the node's name, where its transforms put it.
 * glTF is in metres, its +Y up and its +Z the front: it is turned to LPS.
 */
export async function readGlb(file: InputFile): Promise<NamedSurface[]> {
  const { name } = file
  const { json, binary } = chunksOf(file)
  checkHeader(name, json, binary)
  const { WebIO, Logger } = await import('@gltf-transform/core')
  const io = new WebIO().setLogger(new Logger(Logger.Verbosity.SILENT))
  const resources: Record<string, Uint8Array> = binary
    ? { '@glb.bin': binary as Uint8Array<ArrayBuffer> }
    : {}
  const document = await io
    .readJSON({ json: json as never, resources: resources as never })
    .catch((reason: unknown) => {
      throw broken(name, reason)
    })
  const positions: number[] = []
  const parts: { name: string; triangles: number[] }[] = []
  try {
    for (const node of document.getRoot().listNodes()) {
      const mesh = node.getMesh()
      if (!mesh) continue
      const triangles: number[] = []
      for (const p of mesh.listPrimitives()) addPrimitive(name, p, node, positions, triangles)
      parts.push({ name: uniqueName(parts, node.getName() || mesh.getName() || stemOf(name)), triangles })
    }
  } catch (reason) {
    throw reason instanceof Fault ? reason : broken(name, reason)
  }
  return namedSurfaces(name, {
    positions: gltfToLps(Float64Array.from(positions)),
    parts,
    unit: 'm',
    notes: ['glTF is in metres with +Y up and +Z to the front: it was turned to patient space (LPS).'],
  })
}

const broken = (file: string, reason: unknown) =>
  new Fault(
    file,
    `its contents contradict each other (${reason instanceof Error ? reason.message.slice(0, 120) : 'unknown'})`,
    'Copy or export the file again',
  )

type Json = { readonly [key: string]: unknown }

function chunksOf({ name, bytes }: InputFile): { json: Json; binary?: Uint8Array } {
  if (!isGlb(bytes)) return { json: jsonOf(name, bytes) }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 20) throw cutShort(name, 'it ends in its header')
  if (view.getUint32(0, true) !== magic || view.getUint32(4, true) !== 2)
    throw new Fault(name, `it is glTF ${view.getUint32(4, true)}`, 'Export it as glTF 2.0')
  const length = view.getUint32(8, true)
  if (length > bytes.length) throw cutShort(name, `${bytes.length} of ${length} bytes`)
  let json: Json | undefined
  let binary: Uint8Array | undefined
  for (let at = 12; at + 8 <= length; ) {
    const size = view.getUint32(at, true)
    const kind = view.getUint32(at + 4, true)
    if (at + 8 + size > length) throw cutShort(name, 'a chunk runs past its end')
    const chunk = bytes.slice(at + 8, at + 8 + size)
    if (kind === jsonChunk && !json) json = jsonOf(name, chunk)
    if (kind === binaryChunk && !binary) binary = chunk
    at += 8 + size
  }
  if (!json) throw new Fault(name, 'it has no scene', 'Export it again')
  return binary ? { json, binary } : { json }
}

function jsonOf(file: string, bytes: Uint8Array): Json {
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(bytes))
    if (json && typeof json === 'object' && !Array.isArray(json)) return json as Json
  } catch {
    throw cutShort(file, 'its description is no JSON')
  }
  throw new Fault(file, 'it is no glTF', 'Export it again')
}

const rows = (json: Json, key: string) => (Array.isArray(json[key]) ? (json[key] as Json[]) : [])

/** What the library would trip over: packing, files elsewhere, arrays that reach past the bytes that are there. */
function checkHeader(file: string, json: Json, binary: Uint8Array | undefined): void {
  const used = [json['extensionsUsed'], json['extensionsRequired']].flat().map(String)
  const unusable = used.find((e) => e in packed)
  if (unusable)
    throw new Fault(
      file,
      `its triangles are packed by ${packed[unusable]}`,
      'Export it without mesh compression',
    )
  const buffers = rows(json, 'buffers')
  const elsewhere = buffers.find((b) => typeof b['uri'] === 'string' && !String(b['uri']).startsWith('data:'))
  if (elsewhere)
    throw new Fault(
      file,
      `it needs the file ${String(elsewhere['uri']).slice(0, 60)} as well`,
      'Export one .glb file',
    )
  if (
    buffers.some(
      (b, n) => b['uri'] === undefined && (n > 0 || !binary || Number(b['byteLength']) > binary.length),
    )
  )
    throw cutShort(file, 'its arrays are not in it')
  for (const v of rows(json, 'bufferViews')) {
    const size = Number(buffers[Number(v['buffer'])]?.['byteLength'] ?? -1)
    if (!(Number(v['byteOffset'] ?? 0) + Number(v['byteLength']) <= size))
      throw cutShort(file, 'an array runs past its end')
  }
  checkAccessors(file, json)
}

const componentBytes: Readonly<Record<number, number>> = {
  5120: 1,
  5121: 1,
  5122: 2,
  5123: 2,
  5125: 4,
  5126: 4,
}
const widths: Readonly<Record<string, number>> = {
  SCALAR: 1,
  VEC2: 2,
  VEC3: 3,
  VEC4: 4,
  MAT2: 4,
  MAT3: 9,
  MAT4: 16,
}

function checkAccessors(file: string, json: Json): void {
  const views = rows(json, 'bufferViews')
  for (const a of rows(json, 'accessors')) {
    const element = (componentBytes[Number(a['componentType'])] ?? 0) * (widths[String(a['type'])] ?? 0)
    const count = Number(a['count'])
    if (!element || !(Number.isInteger(count) && count >= 0 && count <= 60e6))
      throw new Fault(file, 'one of its arrays is not described as glTF says', 'Export it again')
    if (a['bufferView'] === undefined) continue
    const view = views[Number(a['bufferView'])]
    const stride = Number(view?.['byteStride'] ?? element)
    if (
      count > 0 &&
      !(Number(a['byteOffset'] ?? 0) + stride * (count - 1) + element <= Number(view?.['byteLength']))
    )
      throw cutShort(file, 'an array runs past its end')
  }
}

function uniqueName(parts: readonly { name: string }[], name: string): string {
  let n = 1
  while (parts.some((p) => p.name === (n === 1 ? name : `${name} ${n}`))) n++
  return n === 1 ? name : `${name} ${n}`
}

/** Triangles, strips and fans of one primitive, at their place in the scene. */
function addPrimitive(
  file: string,
  p: Primitive,
  node: Node,
  positions: number[],
  triangles: number[],
): void {
  const mode = p.getMode()
  const points = p.getAttribute('POSITION')
  if (!points || mode < 4) return
  if (points.getElementSize() !== 3) throw new Fault(file, 'its points have no x, y and z', 'Export it again')
  const matrix = node.getWorldMatrix()
  const first = positions.length / 3
  const q = [0, 0, 0]
  for (let v = 0; v < points.getCount(); v++) {
    points.getElement(v, q)
    for (let a = 0; a < 3; a++)
      positions.push(
        (matrix[a] as number) * (q[0] as number) +
          (matrix[4 + a] as number) * (q[1] as number) +
          (matrix[8 + a] as number) * (q[2] as number) +
          (matrix[12 + a] as number),
      )
  }
  const own: number[] = []
  pushMode(own, indicesOf(p.getIndices(), points.getCount()), mode, first)
  if (mirrored(matrix)) turn(own)
  for (const id of own) triangles.push(id)
}

const indicesOf = (indices: Accessor | null, count: number): ArrayLike<number> =>
  indices?.getArray() ?? Uint32Array.from({ length: count }, (_, n) => n)

function pushMode(triangles: number[], ids: ArrayLike<number>, mode: number, first: number): void {
  const at = (n: number) => first + (ids[n] as number)
  if (mode === 4) for (let n = 0; n + 2 < ids.length; n += 3) triangles.push(at(n), at(n + 1), at(n + 2))
  else
    for (let n = 2; n < ids.length; n++) {
      if (mode === 6) triangles.push(at(0), at(n - 1), at(n))
      else triangles.push(at(n % 2 ? n - 1 : n - 2), at(n % 2 ? n - 2 : n - 1), at(n))
    }
}

/** A transform with a negative determinant turns triangles inside out. */
const mirrored = (m: ArrayLike<number>): boolean => {
  const [a, b, c, , d, e, f, , g, h, i] = Array.from(m) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  return a * (e * i - f * h) - d * (b * i - c * h) + g * (b * f - c * e) < 0
}

function turn(triangles: number[]): void {
  for (let t = 0; t < triangles.length; t += 3) {
    const held = triangles[t + 1] as number
    triangles[t + 1] = triangles[t + 2] as number
    triangles[t + 2] = held
  }
}
