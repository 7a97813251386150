import { Fault } from '../core/fault'
import type { LatticeFrame } from '../core/lattice'
import type { Heart } from '../heart/heart'
import { anchorNodes } from './anchors'
import {
  type BccLattice,
  shapeCorners,
  siteColour,
  siteCount,
  siteHalfSteps,
  tetCode,
  tetCodeCount,
  tetShape,
  tetSites,
} from './bcc'
import { ruleBasedFibres } from './fibres'
import { sampler, wallFinder } from './field'
import { materialOf, type TissueMaterial, tissueMaterials } from './materials'

/**
 * The tissue at rest, constant: a body-centred cubic lattice of the tetrahedra that hold tissue. Lengths in metres,
 * patient space. Node n rests at `rest[3n..]`, tetrahedron t joins the nodes `tets[4t..]`.
 */
export interface TissueModel {
  readonly heart: Heart
  readonly lattice: BccLattice
  readonly nodeCount: number
  readonly tetCount: number
  readonly rest: Float32Array
  /** 0–3; no tetrahedron holds two nodes of a colour. */
  readonly colour: Uint8Array
  /** kg */
  readonly mass: Float32Array
  /** 1: does not move (where a vessel leaves the field). */
  readonly fixed: Uint8Array
  /** Stiffness of the support that pulls a node to its rest place, N/m (see `anchors.ts`). */
  readonly support: Float32Array
  readonly tets: Uint32Array
  /** 0–11: how the tetrahedron lies (see `bcc.ts`). */
  readonly shape: Uint8Array
  /** Share of the tetrahedron that is tissue, 0–1, before the floor `minFraction`. */
  readonly fraction: Float32Array
  /** Tissue volume that carries mass and stiffness, m³. */
  readonly volume: Float32Array
  /** Wall structure id. */
  readonly structure: Uint8Array
  /** Index into `materials`. */
  readonly material: Uint8Array
  readonly materials: readonly TissueMaterial[]
  /** Unit direction of the fibres as imaged, xyz a tetrahedron; zero where there are none. */
  readonly fibre: Float32Array
  /** F0, from the stress-free piece to the imaged one: three columns a tetrahedron; left out, none. */
  readonly prestretch?: Float32Array
  /** Where the springs of `support` end, xyz a node, m; left out, where the nodes rest. */
  readonly bed?: Float32Array
  /** Lattice code (see `bcc.ts`) → tetrahedron, -1 where there is none. */
  readonly tetOfCode: Int32Array
  readonly codeOfTet: Uint32Array
}

export interface TissueModelOptions {
  /** Cube edge, metres; left out, chosen so that the heart takes about `tetTarget` tetrahedra. */
  readonly edge?: number
  readonly tetTarget?: number
  /** Nodes held where a vessel ends (default true). A test may hold others by `fixed`. */
  readonly anchored?: boolean
}

/** The least share of a tetrahedron that carries mass and stiffness: a corner that tissue just touches stays light. */
export const minFraction = 0.05

/** Twenty places spread evenly over a tetrahedron, as barycentric weights. */
export const samplePlaces: readonly (readonly [number, number, number, number])[] = (() => {
  const out: [number, number, number, number][] = []
  for (let i = 0; i < 4; i++)
    for (let j = 0; i + j < 4; j++)
      for (let k = 0; i + j + k < 4; k++)
        out.push([(i + 0.25) / 4, (j + 0.25) / 4, (k + 0.25) / 4, (3 - i - j - k + 0.25) / 4])
  return out
})()

/**
 * Builds the tissue lattice of a heart from its tissue distance field.
 * @throws Fault when the heart holds no tissue
 */
export function buildTissueModel(heart: Heart, options: TissueModelOptions = {}): TissueModel {
  let edge = options.edge ?? defaultEdge(heart, options.tetTarget ?? 60_000)
  let found = findTets(heart, latticeAround(heart, edge))
  while (options.edge === undefined && found.codes.length > 100_000) {
    edge *= 1.12
    found = findTets(heart, latticeAround(heart, edge))
  }
  if (found.codes.length === 0)
    throw new Fault(heart.name, 'holds no tissue', 'Import the label of at least one wall')
  return assemble(heart, found, options.anchored ?? true)
}

/** a for which a heart of walls a few edges thick takes `target` tetrahedra: half of those touched hold tissue. */
function defaultEdge(heart: Heart, target: number): number {
  const volume = tissueVolume(heart.frame, heart.tissue)
  const edge = Math.cbrt((12 * 2 * volume) / target)
  return Math.min(Math.max(edge, 1.2e-3), 10e-3)
}

/** Volume of the cells on the negative side of a distance field, cells on the surface in part, m³. */
function tissueVolume(frame: LatticeFrame, field: Float32Array): number {
  let cells = 0
  for (const d of field) cells += Math.min(Math.max(0.5 - d / frame.spacing, 0), 1)
  return cells * frame.spacing ** 3
}

/** The smallest lattice that holds every cell of tissue with two cubes to spare. */
function latticeAround(heart: Heart, edge: number): BccLattice {
  const { frame, tissue } = heart
  const [nx, ny, nz] = frame.size
  const low = [nx, ny, nz]
  const high = [-1, -1, -1]
  for (let k = 0, n = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++, n++)
        if (tissue[n]! < frame.spacing) {
          const p = [i, j, k]
          for (let d = 0; d < 3; d++) {
            if (p[d]! < low[d]!) low[d] = p[d]!
            if (p[d]! > high[d]!) high[d] = p[d]!
          }
        }
  const origin = low.map((v, d) => frame.origin[d]! + v * frame.spacing - 2 * edge)
  const cubes = low.map((v, d) => Math.max(1, Math.ceil(((high[d]! - v) * frame.spacing) / edge) + 4))
  return { edge, origin: [origin[0]!, origin[1]!, origin[2]!], cubes: [cubes[0]!, cubes[1]!, cubes[2]!] }
}

interface FoundTets {
  readonly lattice: BccLattice
  readonly codes: Uint32Array
  readonly fractions: Float32Array
}

/** Every tetrahedron that holds tissue, with its share. */
function findTets(heart: Heart, lattice: BccLattice): FoundTets {
  const sample = sampler(heart.frame, heart.tissue)
  const { edge, origin } = lattice
  const [nx, ny, nz] = lattice.cubes
  const corners = shapeCorners()
  const codes: number[] = []
  const fractions: number[] = []
  for (let k = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++) {
        const [x, y, z] = [origin[0] + i * edge, origin[1] + j * edge, origin[2] + k * edge]
        // Tetrahedra of this cube lie within 1.42 edges of its centre; the field may overstate distance a little.
        if (sample(x + edge / 2, y + edge / 2, z + edge / 2) > 1.8 * edge) continue
        for (let shape = 0; shape < 12; shape++) {
          const axis = shape >> 2
          if ([i, j, k][axis] === 0) continue
          const fraction = tissueFraction(sample, corners, shape, [x, y, z], edge)
          if (fraction <= 0) continue
          codes.push(tetCode(lattice, i, j, k, axis, shape & 3))
          fractions.push(fraction)
        }
      }
  return { lattice, codes: Uint32Array.from(codes), fractions: Float32Array.from(fractions) }
}

export function tissueFraction(
  sample: (x: number, y: number, z: number) => number,
  corners: Float64Array,
  shape: number,
  [x, y, z]: readonly [number, number, number],
  edge: number,
): number {
  const o = shape * 12
  const h = edge / 2
  let sum = 0
  for (const w of samplePlaces) {
    const px = w[0] * corners[o]! + w[1] * corners[o + 3]! + w[2] * corners[o + 6]! + w[3] * corners[o + 9]!
    const py =
      w[0] * corners[o + 1]! + w[1] * corners[o + 4]! + w[2] * corners[o + 7]! + w[3] * corners[o + 10]!
    const pz =
      w[0] * corners[o + 2]! + w[1] * corners[o + 5]! + w[2] * corners[o + 8]! + w[3] * corners[o + 11]!
    sum += Math.min(Math.max(0.5 - sample(x + h * px, y + h * py, z + h * pz) / (0.2 * edge), 0), 1)
  }
  return sum / samplePlaces.length
}

function assemble(heart: Heart, found: FoundTets, anchored: boolean): TissueModel {
  const { lattice, codes, fractions } = found
  const tetCount = codes.length
  const { tets, sites } = numberNodes(lattice, codes)
  const nodeCount = sites.length
  const h = lattice.edge / 2
  const rest = new Float32Array(3 * nodeCount)
  const colour = new Uint8Array(nodeCount)
  sites.forEach((site, n) => {
    siteHalfSteps(lattice, site).forEach((s, d) => {
      rest[3 * n + d] = lattice.origin[d]! + s * h
    })
    colour[n] = siteColour(lattice, site)
  })
  const shape = Uint8Array.from(codes, tetShape)
  const volume = fractions.map((f) => (Math.max(f, minFraction) * lattice.edge ** 3) / 12)
  const structure = new Uint8Array(tetCount)
  const material = new Uint8Array(tetCount)
  const tetOfCode = new Int32Array(tetCodeCount(lattice)).fill(-1)
  const mass = new Float32Array(nodeCount)
  const centres = new Float32Array(3 * tetCount)
  const wallAt = wallFinder(heart)
  const materialOfStructure = new Map(heart.structures.map((s) => [s.id, materialOf(s)]))
  for (let t = 0; t < tetCount; t++) {
    tetOfCode[codes[t]!] = t
    const centre = [0, 1, 2].map((d) => {
      let sum = 0
      for (let c = 0; c < 4; c++) sum += rest[3 * tets[4 * t + c]! + d]!
      return sum / 4
    })
    centres.set(centre, 3 * t)
    structure[t] = wallAt(centre[0]!, centre[1]!, centre[2]!)
    material[t] = materialOfStructure.get(structure[t]!) ?? 0
    const share = (volume[t]! * tissueMaterials[material[t]!]!.density) / 4
    for (let c = 0; c < 4; c++) mass[tets[4 * t + c]!]! += share
  }
  const base = { heart, lattice, nodeCount, tetCount, rest, colour, mass, tets, shape, volume, structure }
  const { fixed, support } = anchored
    ? anchorNodes(heart, lattice.edge, rest)
    : { fixed: new Uint8Array(nodeCount), support: new Float32Array(nodeCount) }
  return {
    ...base,
    fraction: fractions,
    material,
    materials: tissueMaterials,
    fibre: ruleBasedFibres(heart, lattice.edge, centres, structure),
    tetOfCode,
    codeOfTet: codes,
    fixed,
    support,
  }
}

/** Gives the sites in use node numbers in lattice order. */
function numberNodes(lattice: BccLattice, codes: Uint32Array): { tets: Uint32Array; sites: number[] } {
  const tets = new Uint32Array(4 * codes.length)
  const nodeOfSite = new Int32Array(siteCount(lattice)).fill(-1)
  codes.forEach((code, t) => {
    tets.set(tetSites(lattice, code), 4 * t)
  })
  for (const site of tets) nodeOfSite[site] = 0
  const sites: number[] = []
  nodeOfSite.forEach((used, site) => {
    if (used < 0) return
    nodeOfSite[site] = sites.length
    sites.push(site)
  })
  return { tets: tets.map((site) => nodeOfSite[site]!), sites }
}
