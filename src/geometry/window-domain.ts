import { cellCount, type LatticeFrame, toLattice } from '../core/lattice'
import type { Vec3 } from '../core/vec3'
import type { Edit } from '../heart/edit'
import type { Heart } from '../heart/heart'
import type { BloodDomain, DomainPort } from './blood-domain'
import { applyEdits } from './resolve-anatomy'
import { baseDomain } from './resolve-anatomy-base'

/** The part of a heart inside a cube, on the heart's own lattice; ports are left out, gates that lie inside stay. */
function cropHeart(heart: Heart, centre: Vec3, halfWidth: number): Heart {
  const { frame } = heart
  const c = toLattice(frame, centre)
  const reach = Math.ceil(halfWidth / frame.spacing) + 2
  const low = c.map((v) => Math.max(0, Math.floor(v) - reach)) as [number, number, number]
  const high = c.map((v, a) => Math.min(frame.size[a]!, Math.ceil(v) + reach + 1)) as [number, number, number]
  const size: [number, number, number] = [high[0] - low[0], high[1] - low[1], high[2] - low[2]]
  const cropped: LatticeFrame = {
    size,
    spacing: frame.spacing,
    origin: [
      frame.origin[0] + low[0] * frame.spacing,
      frame.origin[1] + low[1] * frame.spacing,
      frame.origin[2] + low[2] * frame.spacing,
    ],
  }
  const labels = new Uint8Array(cellCount(cropped))
  const lumen = new Float32Array(labels.length)
  const tissue = new Float32Array(labels.length)
  for (let k = 0, row = 0; k < size[2]; k++)
    for (let j = 0; j < size[1]; j++, row += size[0]) {
      const from = low[0] + frame.size[0] * (low[1] + j + frame.size[1] * (low[2] + k))
      labels.set(heart.labels.subarray(from, from + size[0]), row)
      lumen.set(heart.lumen.subarray(from, from + size[0]), row)
      tissue.set(heart.tissue.subarray(from, from + size[0]), row)
    }
  const inside = (p: Vec3) => toLattice(cropped, p).every((v, a) => v > -1 && v < size[a]!)
  return {
    ...heart,
    frame: cropped,
    labels,
    lumen,
    tissue,
    ports: [],
    gates: heart.gates.filter((g) => inside(g.centre)),
  }
}

/**
 * A small, fine blood domain around an opening, to measure what flow it lets through at a given pressure: gates are
 * shut, and where the lumen of either side reaches the window's faces it ends in a port, `upstream` or `downstream`.
 * Other chambers that the window touches are sealed. Limits: the window must hold enough of both sides for the jet to
 * lose itself (three diameters), and nothing that lies outside of it acts on the flow.
 *
 * @param spacing of the window's lattice, metres
 * @param upstream structure ids of the side that blood comes from, `downstream` of the other
 */
export function windowDomain(
  heart: Heart,
  edits: readonly Edit[],
  window: { readonly centre: Vec3; readonly halfWidth: number; readonly spacing: number },
  upstream: readonly number[],
  downstream: readonly number[],
): BloodDomain {
  const cropped = cropHeart(heart, window.centre, window.halfWidth)
  const domain = applyEdits(baseDomain(cropped, window.spacing), cropped, [...edits])
  const open = [domain.open[0].slice(), domain.open[1].slice(), domain.open[2].slice()] as const
  for (const gate of domain.gates)
    for (let f = 0; f < gate.cell.length; f++) open[gate.axis[f]!]![gate.cell[f]!] = 0
  const side = (cell: number) => {
    const id = domain.structure[cell]!
    return upstream.includes(id) ? 'upstream' : downstream.includes(id) ? 'downstream' : null
  }
  const fill = domain.fill.slice()
  const structure = domain.structure.slice()
  const ports = (['upstream', 'downstream'] as const).map((id) => rimPort(domain, open, id, side))
  sealRim(domain.frame, open, fill, structure, ports)
  return {
    ...domain,
    open,
    fill,
    structure,
    gates: [],
    ports: ports.filter((p) => p.cell.length > 0),
    leaks: [],
  }
}

/** Which faces lie between the outermost layer of cells and the next: axis, lower cell, sign out of the window. */
function* rimFaces(frame: LatticeFrame): Generator<[axis: 0 | 1 | 2, cell: number, sign: 1 | -1]> {
  const { size } = frame
  const stride = [1, size[0], size[0] * size[1]]
  for (const axis of [0, 1, 2] as const) {
    const [u, v] = ([0, 1, 2] as const).filter((a) => a !== axis) as [0 | 1 | 2, 0 | 1 | 2]
    for (let b = 1; b < size[v] - 1; b++)
      for (let a = 1; a < size[u] - 1; a++) {
        const base = a * stride[u]! + b * stride[v]!
        yield [axis, base, -1]
        yield [axis, base + (size[axis] - 2) * stride[axis]!, 1]
      }
  }
}

function rimPort(
  domain: BloodDomain,
  open: readonly [Float32Array, Float32Array, Float32Array],
  id: 'upstream' | 'downstream',
  side: (cell: number) => string | null,
): DomainPort {
  const { size, spacing } = domain.frame
  const stride = [1, size[0], size[0] * size[1]]
  const axes: number[] = []
  const cells: number[] = []
  const signs: number[] = []
  let area = 0
  for (const [axis, cell, sign] of rimFaces(domain.frame)) {
    const inner = sign > 0 ? cell : cell + stride[axis]!
    const a = open[axis][cell]!
    if (a <= 0 || side(inner) !== id) continue
    axes.push(axis)
    cells.push(cell)
    signs.push(sign)
    area += a * spacing * spacing
  }
  return {
    id,
    part: 'none',
    area,
    axis: Uint8Array.from(axes),
    cell: Uint32Array.from(cells),
    sign: Int8Array.from(signs),
  }
}

/** Empties the outermost layer and shuts every face that touches it, but for the ports'. */
function sealRim(
  frame: LatticeFrame,
  open: readonly [Float32Array, Float32Array, Float32Array],
  fill: Float32Array,
  structure: Uint8Array,
  ports: readonly DomainPort[],
): void {
  const { size } = frame
  const stride = [1, size[0], size[0] * size[1]] as const
  const values = ports.map((p) => Float32Array.from(p.cell, (cell, f) => open[p.axis[f] as 0 | 1 | 2][cell]!))
  for (let k = 0, cell = 0; k < size[2]; k++)
    for (let j = 0; j < size[1]; j++)
      for (let i = 0; i < size[0]; i++, cell++) {
        const rim =
          i === 0 || j === 0 || k === 0 || i === size[0] - 1 || j === size[1] - 1 || k === size[2] - 1
        if (!rim) continue
        fill[cell] = 0
        structure[cell] = 0
        for (const axis of [0, 1, 2] as const) {
          open[axis][cell] = 0
          if (cell >= stride[axis]) open[axis][cell - stride[axis]] = 0
        }
      }
  ports.forEach((p, n) => {
    p.cell.forEach((cell, f) => {
      open[p.axis[f] as 0 | 1 | 2][cell] = values[n]![f]!
    })
  })
}
