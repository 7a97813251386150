import { type BccLattice, tetCode, tetShape, tetSites } from './bcc'
import type { TissueModel } from './model'

/** What lies beside what in a model's lattice; constant. */
export interface LatticeAdjacency {
  /** First of a node's tetrahedra in `tets`; one more entry than nodes. */
  readonly start: Uint32Array
  /** Tetrahedra of each node in ascending order, as tetrahedron · 4 + corner. */
  readonly entries: Uint32Array
  /** Tetrahedron beyond the face that lies opposite each corner, -1 where there is none: 4 t + corner. */
  readonly beyond: Int32Array
}

const known = new WeakMap<Uint32Array, LatticeAdjacency>()

/** Finds (once per lattice) which tetrahedra meet at each node and across each face. */
export function latticeAdjacency(model: TissueModel): LatticeAdjacency {
  const found = known.get(model.tets) ?? { ...tetsAtNodes(model), beyond: tetsBeyond(model) }
  known.set(model.tets, found)
  return found
}

function tetsAtNodes({ tets, nodeCount }: TissueModel): Pick<LatticeAdjacency, 'start' | 'entries'> {
  const start = new Uint32Array(nodeCount + 1)
  for (const node of tets) start[node + 1]! += 1
  for (let n = 0; n < nodeCount; n++) start[n + 1]! += start[n]!
  const next = start.slice()
  const entries = new Uint32Array(tets.length)
  for (let e = 0; e < tets.length; e++) entries[next[tets[e]!]!++] = e
  return { start, entries }
}

/** Steps in cubes, and shape, to the tetrahedron opposite each corner of each shape: 12 × 4 × (i, j, k, shape). */
const steps: Int8Array = (() => {
  const lattice: BccLattice = { edge: 1, origin: [0, 0, 0], cubes: [4, 4, 4] }
  const codes: number[] = []
  for (let k = 1; k < 4; k++)
    for (let j = 1; j < 4; j++)
      for (let i = 1; i < 4; i++)
        for (let shape = 0; shape < 12; shape++) codes.push(tetCode(lattice, i, j, k, shape >> 2, shape & 3))
  const sites = codes.map((code) => tetSites(lattice, code))
  const out = new Int8Array(12 * 4 * 4)
  for (let shape = 0; shape < 12; shape++) {
    const own = codes.indexOf(tetCode(lattice, 2, 2, 2, shape >> 2, shape & 3))
    for (let c = 0; c < 4; c++) {
      const face = sites[own]!.filter((_, n) => n !== c)
      const other = sites.findIndex((s, n) => n !== own && face.every((site) => s.includes(site)))
      const cube = Math.floor(codes[other]! / 12)
      const step = [(cube % 4) - 2, ((cube >> 2) % 4) - 2, (cube >> 4) - 2, tetShape(codes[other]!)]
      out.set(step, 4 * (4 * shape + c))
    }
  }
  return out
})()

function tetsBeyond(model: TissueModel): Int32Array {
  const { lattice, tetCount, codeOfTet, tetOfCode } = model
  const [nx, ny, nz] = lattice.cubes
  const out = new Int32Array(4 * tetCount).fill(-1)
  for (let t = 0; t < tetCount; t++) {
    const code = codeOfTet[t]!
    const cube = Math.floor(code / 12)
    const [i, j, k] = [cube % nx, Math.floor(cube / nx) % ny, Math.floor(cube / (nx * ny))]
    for (let c = 0; c < 4; c++) {
      const o = 4 * (4 * (code % 12) + c)
      const [x, y, z] = [i + steps[o]!, j + steps[o + 1]!, k + steps[o + 2]!]
      if (x < 0 || y < 0 || z < 0 || x >= nx || y >= ny || z >= nz) continue
      const shape = steps[o + 3]!
      out[4 * t + c] = tetOfCode[tetCode(lattice, x, y, z, shape >> 2, shape & 3)]!
    }
  }
  return out
}
