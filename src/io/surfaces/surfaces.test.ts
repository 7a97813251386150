import { zlibSync } from 'fflate'
import { expect, test } from 'vitest'
import { Fault } from '../../core/fault'
import { mergeMeshes, meshDefects, meshVolume } from '../../geometry/triangle-mesh'
import { exportStl, exportVtp } from '../export-surface'
import { readSurfaceFile } from './index'
import type { NamedSurface } from './named-surface'

/** A box of 20 × 30 × 40 (24 mL in mm), counter-clockwise seen from outside. */
const points = [0, 1, 2, 3, 4, 5, 6, 7].map((n) => [20 * (n & 1), 30 * ((n >> 1) & 1), 40 * (n >> 2)])
const quads = [
  [0, 2, 3, 1],
  [4, 5, 7, 6],
  [0, 1, 5, 4],
  [2, 6, 7, 3],
  [0, 4, 6, 2],
  [1, 3, 7, 5],
]
const triangles = quads.flatMap(([a, b, c, d]) => [
  [a, b, c],
  [a, c, d],
]) as number[][]
const text = (s: string) => new TextEncoder().encode(s)
const lines = (rows: readonly (readonly number[])[]) => rows.map((r) => r.join(' ')).join('\n')

function bytesOf(
  ...chunks: (string | { readonly type: string; readonly values: readonly number[] })[]
): Uint8Array {
  const parts = chunks.map((c) => {
    if (typeof c === 'string') return text(c)
    const size = { u1: 1, i4: 4, f4: 4, I4: 4, F4: 4, u8: 8 }[c.type] as number
    const view = new DataView(new ArrayBuffer(size * c.values.length))
    c.values.forEach((v, n) => {
      if (c.type === 'u1') view.setUint8(n, v)
      else if (c.type === 'u8') view.setBigUint64(8 * n, BigInt(v), true)
      else if (c.type.toLowerCase() === 'i4') view.setInt32(4 * n, v, c.type === 'i4')
      else view.setFloat32(4 * n, v, c.type === 'f4')
    })
    return new Uint8Array(view.buffer)
  })
  return Uint8Array.from(parts.flatMap((p) => [...p]))
}
const f4 = (values: readonly number[], type = 'f4') => ({ type, values })
const i4 = (values: readonly number[], type = 'i4') => ({ type, values })
const join = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((p) => [...p]))
const base64 = (b: Uint8Array) => Buffer.from(b).toString('base64')

const plyHead = (format: string) =>
  `ply\nformat ${format} 1.0\ncomment SPACE=LPS\nelement vertex 8\nproperty float x\nproperty float y\nproperty float z\nelement face 6\nproperty list uchar int vertex_indices\nend_header\n`
const plyBody = (end: 'f4' | 'F4') =>
  bytesOf(
    f4(points.flat(), end),
    ...quads.flatMap((q) => [{ type: 'u1', values: [4] }, i4(q, end === 'f4' ? 'i4' : 'I4')]),
  )
const stlText = (name: string, list: readonly (readonly number[])[]) =>
  `solid ${name}\n${list.map((t) => `facet normal 0 0 0\nouter loop\n${t.map((v) => `vertex ${points[v]!.join(' ')}`).join('\n')}\nendloop\nendfacet`).join('\n')}\nendsolid ${name}\n`
const box = {
  positions: Float32Array.from(points.flat().map((x) => x / 1e3)),
  triangles: Uint32Array.from(triangles.flat()),
}

const vtk4 = (space: string) =>
  text(
    `# vtk DataFile Version 4.2\n3D Slicer output. SPACE=${space}\nASCII\nDATASET POLYDATA\nPOINTS 8 float\n${lines(points)}\n\nPOLYGONS 6 30\n${lines(quads.map((q) => [4, ...q]))}\n\nCELL_DATA 6\n`,
  )
const vtk5 = bytesOf(
  '# vtk DataFile Version 5.1\nvtk output\nBINARY\nDATASET POLYDATA\nPOINTS 8 float\n',
  f4(points.flat(), 'F4'),
  '\nMETADATA\nINFORMATION 0\n\nPOLYGONS 13 36\nOFFSETS vtktypeint32\n',
  i4(
    Array.from({ length: 13 }, (_, n) => 3 * n),
    'I4',
  ),
  '\nCONNECTIVITY vtktypeint32\n',
  i4(triangles.flat(), 'I4'),
  '\nMETADATA\nINFORMATION 0\n\n',
)

/** A .vtp whose three arrays are stored as `store` says. */
function vtp(
  attributes: string,
  store: (values: Uint8Array, n: number) => { at: string; body: string },
  appended?: Uint8Array,
) {
  const arrays = [
    bytesOf(f4(points.flat())),
    bytesOf(i4(triangles.flat())),
    bytesOf(i4(Array.from({ length: 12 }, (_, n) => 3 * n + 3))),
  ].map(store)
  const array = (n: number, what: string) =>
    `<DataArray ${what} ${arrays[n]!.at}>${arrays[n]!.body}</DataArray>`
  const head = `<?xml version="1.0"?>\n<VTKFile type="PolyData" version="1.0" byte_order="LittleEndian" ${attributes}>\n<PolyData><FieldData><Array type="String" Name="SPACE" NumberOfTuples="1" format="ascii">76 80 83 0</Array></FieldData><Piece NumberOfPoints="8" NumberOfPolys="12">\n<Points>${array(0, 'type="Float32" NumberOfComponents="3"')}</Points>\n<Polys>${array(1, 'type="Int32" Name="connectivity"')}${array(2, 'type="Int32" Name="offsets"')}</Polys></Piece></PolyData>\n`
  if (!appended) return text(`${head}</VTKFile>`)
  return join(text(`${head}<AppendedData encoding="raw">_`), appended, text('</AppendedData></VTKFile>'))
}
const packedBlock = (b: Uint8Array) => {
  const packed = zlibSync(b)
  return { head: bytesOf(i4([1, b.length, b.length, packed.length])), packed }
}
const offsets: number[] = []
const rawBlocks = [96, 144, 48].map((size, n, all) => {
  offsets.push(all.slice(0, n).reduce((a, b) => a + b + 8, 0))
  return size
})
const rawBody = () => {
  const arrays = [
    bytesOf(f4(points.flat())),
    bytesOf(i4(triangles.flat())),
    bytesOf(i4(Array.from({ length: 12 }, (_, n) => 3 * n + 3))),
  ]
  return join(...arrays.flatMap((b, n) => [bytesOf({ type: 'u8', values: [rawBlocks[n]!] }), b]))
}

/** Two nodes of one mesh in metres, +Y up: (x, -z, y) is LPS; the second is moved 1 m up and mirrored. */
function glb(): Uint8Array {
  const up = points.flatMap(([x, y, z]) => [x! / 1e3, z! / 1e3, -y! / 1e3])
  const bin = bytesOf(f4(up), i4(triangles.flat()))
  const json = JSON.stringify({
    asset: { version: '2.0' },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [
      { name: 'heart', children: [1, 2] },
      { name: 'left ventricle', mesh: 0 },
      { name: 'right ventricle', mesh: 0, translation: [0, 1, 0], scale: [-1, 1, 1] },
    ],
    meshes: [{ primitives: [{ attributes: { POSITION: 0 }, indices: 1 }] }],
    accessors: [
      {
        bufferView: 0,
        componentType: 5126,
        count: 8,
        type: 'VEC3',
        min: [0, 0, -0.03],
        max: [0.02, 0.04, 0],
      },
      { bufferView: 1, componentType: 5125, count: 36, type: 'SCALAR' },
    ],
    bufferViews: [
      { buffer: 0, byteOffset: 0, byteLength: 96 },
      { buffer: 0, byteOffset: 96, byteLength: 144 },
    ],
    buffers: [{ byteLength: 240 }],
  }).padEnd(1200)
  return bytesOf(
    'glTF',
    i4([2, 12 + 8 + json.length + 8 + bin.length, json.length, 0x4e4f534a]),
    json,
    i4([bin.length, 0x004e4942]),
    { type: 'u1', values: [...bin] },
  )
}

const files: readonly (readonly [string, Uint8Array])[] = [
  ['binary.stl', exportStl(box)],
  ['text.stl', text(stlText('box', triangles))],
  [
    'box.obj',
    text(
      `# SPACE=LPS\no box\n${points.map((p) => `v ${p.join(' ')}`).join('\n')}\n${quads.map((q) => `f ${q.map((v) => `${v + 1}//1`).join(' ')}`).join('\n')}\n`,
    ),
  ],
  ['text.ply', text(`${plyHead('ascii')}${lines(points)}\n${lines(quads.map((q) => [4, ...q]))}\n`)],
  ['little.ply', join(text(plyHead('binary_little_endian')), plyBody('f4'))],
  ['big.ply', join(text(plyHead('binary_big_endian')), plyBody('F4'))],
  ['text.vtk', vtk4('LPS')],
  ['binary.vtk', vtk5],
  ['ours.vtp', exportVtp(box)],
  [
    'base64.vtp',
    vtp('header_type="UInt32"', (b) => ({
      at: 'format="binary"',
      body: base64(join(bytesOf(i4([b.length])), b)),
    })),
  ],
  [
    'zlib.vtp',
    vtp('header_type="UInt32" compressor="vtkZLibDataCompressor"', (b) => {
      const { head, packed } = packedBlock(b)
      return { at: 'format="binary"', body: base64(head) + base64(packed) }
    }),
  ],
  [
    'appended.vtp',
    vtp(
      'header_type="UInt64"',
      (_, n) => ({ at: `format="appended" offset="${offsets[n]}"`, body: '' }),
      rawBody(),
    ),
  ],
  ['two.glb', glb()],
]

const volume = (s: NamedSurface) => meshVolume(mergeMeshes([s], 1e-4))

// 20 · 30 · 40; positive where the triangles face outward.
test('each format gives the same closed box, facing outward, in patient space', async () => {
  for (const [name, bytes] of files) {
    const [part] = await readSurfaceFile({ name, bytes })
    const scale = part!.unit === 'm' ? 1e3 : 1
    const mesh = mergeMeshes([{ ...part!, positions: part!.positions.map((x) => x * scale) }], 1e-3)
    expect(meshDefects(mesh), name).toEqual({ open: 0, branched: 0 })
    expect(meshVolume(mesh), name).toBeCloseTo(24_000, 1)
    const high = [0, 1, 2].map((a) => Math.max(...mesh.positions.filter((_, n) => n % 3 === a)))
    high.forEach((x, a) => {
      expect(x, name).toBeCloseTo([20, 30, 40][a]!, 3)
    })
  }
})

test('no format takes a file that is cut short at any byte for a smaller surface', async () => {
  for (const [name, bytes] of files) {
    const step = Math.max(1, Math.floor(bytes.length / 60))
    for (let n = 1; n < bytes.length - 24; n += step) {
      const found = await readSurfaceFile({ name, bytes: bytes.slice(0, n) }).catch((e: unknown) => e)
      // What is cut off after the last list is no loss; OBJ alone has no count: there an opening must show.
      if (found instanceof Fault) expect(found.file).toBe(name)
      else {
        const mesh = mergeMeshes(found as NamedSurface[], 1e-3)
        const whole = mesh.triangles.length === 36 && meshDefects(mesh).open === 0
        expect(whole || (name === 'box.obj' && meshDefects(mesh).open > 0), `${name} at ${n}`).toBe(true)
      }
    }
  }
})

test('no flipped byte makes a reader crash or hang', async () => {
  for (const [name, bytes] of files)
    for (let n = 0; n < bytes.length; n += Math.max(1, Math.floor(bytes.length / 90))) {
      const broken = bytes.slice()
      broken[n] = broken[n]! ^ 0xa5
      const found = await readSurfaceFile({ name, bytes: broken }).catch((e: unknown) => e)
      if (!Array.isArray(found)) expect(found, `${name} at ${n}`).toBeInstanceOf(Fault)
    }
})

test('parts keep their names; nodes stand where the scene puts them, mirrored ones right side out', async () => {
  const names = async (name: string, bytes: Uint8Array) =>
    (await readSurfaceFile({ name, bytes })).map((p) => p.name)
  expect(await names('two.stl', text(stlText('inlet', triangles) + stlText('wall', triangles)))).toEqual([
    'inlet',
    'wall',
  ])
  const obj = `${points.map((p) => `v ${p.join(' ')}`).join('\n')}\ng LV\nf 1 2 3\ng RV\nf -1 -2 -3\n`
  expect(await names('two.obj', text(obj))).toEqual(['LV', 'RV'])
  const nodes = await readSurfaceFile({ name: 'two.glb', bytes: glb() })
  expect(nodes.map((p) => p.name)).toEqual(['left ventricle', 'right ventricle'])
  expect(volume(nodes[1]!) * 1e9).toBeCloseTo(24_000, 0)
  expect(Math.min(...nodes[1]!.positions.filter((_, n) => n % 3 === 2))).toBeCloseTo(1, 5)
})

test('RAS is turned to LPS by what the header says, and what was assumed is said', async () => {
  const [ras] = await readSurfaceFile({ name: 'ras.vtk', bytes: vtk4('RAS') })
  expect(Math.min(...ras!.positions)).toBeCloseTo(-30)
  expect(ras!.notes.join()).toMatch(/SPACE=RAS/)
  const [ours] = await readSurfaceFile({ name: 'a.stl', bytes: exportStl(box) })
  expect([ours!.unit, ours!.notes]).toEqual(['mm', []])
  const [plain] = await readSurfaceFile({ name: 'a.stl', bytes: text(stlText('box', triangles)) })
  expect(plain!.notes.join()).toMatch(/LPS\) was assumed/)
})

test('what cannot be read is refused in words', async () => {
  const fault = async (name: string, bytes: Uint8Array) => {
    const found = await readSurfaceFile({ name, bytes }).catch((e: unknown) => e)
    expect(found).toBeInstanceOf(Fault)
    return (found as Fault).message
  }
  const gltf = (more: object) => text(JSON.stringify({ asset: { version: '2.0' }, meshes: [], ...more }))
  expect(await fault('a.gltf', gltf({ extensionsRequired: ['KHR_draco_mesh_compression'] }))).toMatch(/Draco/)
  expect(await fault('a.gltf', gltf({ extensionsUsed: ['EXT_meshopt_compression'] }))).toMatch(/meshopt/)
  expect(await fault('a.gltf', gltf({ buffers: [{ uri: 'heart.bin', byteLength: 8 }] }))).toMatch(
    /heart\.bin/,
  )
  expect(
    await fault('a.vtk', text('# vtk DataFile Version 3.0\nx\nASCII\nDATASET UNSTRUCTURED_GRID\n')),
  ).toMatch(/no surface/)
  expect(await fault('a.ply', text(plyHead('ascii').replace('vertex 8', 'vertex 99999999999')))).toMatch(
    /more than can/,
  )
  expect(await fault('a.stl', text('hello'))).toMatch(/not an STL/)
  expect(await fault('a.stl', new Uint8Array(0))).toMatch(/empty/)
  const huge = exportStl(box)
  new DataView(huge.buffer).setUint32(80, 4e9, true)
  expect(await fault('a.stl', huge)).toMatch(/not an STL|cut short/)
  const uncounted = exportStl(box)
  new DataView(uncounted.buffer).setUint32(80, 0, true)
  const [mended] = await readSurfaceFile({ name: 'a.stl', bytes: uncounted })
  expect([mended!.triangles.length / 3, mended!.notes.join()]).toEqual([
    12,
    expect.stringMatching(/how many/),
  ])
})
