import { cellCount, type LatticeFrame } from '../core/lattice'
import { add, dot, scale, subtract, type Vec3 } from '../core/vec3'
import type { Port } from '../heart/heart'
import type { DomainPort } from './blood-domain'
import { faceKey, flood, strides } from './resolve-anatomy-flood'

interface Lumen {
  readonly frame: LatticeFrame
  readonly fill: Float32Array
  readonly open: readonly [Float32Array, Float32Array, Float32Array]
  readonly structure: Uint8Array
}

/**
 * Turns a heart's ports into faces and cuts off the lumen beyond them, in place: beyond the disc `fill`, `structure`
 * and every face but the port's own become 0. Where the lumen ends in a cap just short of the disc (a label map's
 * end), the disc is moved inward, by at most four cells, until nine tenths of the port's area are open.
 * @returns the ports, cells that were cut off (1), and what a person should know
 */
export function cutAtPorts(ports: readonly Port[], lumen: Lumen) {
  const beyond = new Uint8Array(cellCount(lumen.frame))
  const warnings: string[] = []
  const found: DomainPort[] = []
  for (const port of ports) {
    const faces = bestDisc(port, lumen)
    if (faces.cell.length === 0) {
      warnings.push(`Port ${port.name} opens on no blood; it was left out`)
      continue
    }
    if (faces.area < port.area / 2)
      warnings.push(
        `Port ${port.name}: only ${Math.round((100 * faces.area) / port.area)} % of its area is open`,
      )
    if (!cutOff(port, faces, lumen, beyond))
      warnings.push(`Port ${port.name}: the lumen beyond it joins the heart again and was left as it is`)
    found.push(faces)
  }
  closeBeyond(lumen, beyond, found)
  return { ports: found, beyond, warnings }
}

function bestDisc(port: Port, lumen: Lumen): DomainPort {
  let best = discFaces(port, lumen, 0)
  for (let half = 1; half <= 8 && best.area < 0.9 * port.area; half++) {
    const next = discFaces(port, lumen, (half * lumen.frame.spacing) / 2)
    if (next.area > best.area) best = next
  }
  return best
}

/** Open faces of the port's structure that its disc, moved inward by `shift`, crosses. */
function discFaces(port: Port, lumen: Lumen, shift: number): DomainPort {
  const { frame, open } = lumen
  const h = frame.spacing
  const centre = subtract(port.centre, scale(port.normal, shift))
  const radius = port.radius * 1.15 + h
  const axis: number[] = []
  const cell: number[] = []
  const sign: number[] = []
  const step = strides(frame)
  let area = 0
  forBox(frame, centre, radius + h, (n, p) => {
    const d = dot(subtract(p, centre), port.normal)
    for (let a = 0; a < 3; a++) {
      const fraction = open[a]?.[n] as number
      if (
        !fraction ||
        (p[a] as number) + h > (frame.origin[a] as number) + h * ((frame.size[a] as number) - 0.5)
      )
        continue
      const other = d + h * (port.normal[a] as number)
      if (d < 0 === other < 0) continue
      const middle: [number, number, number] = [p[0], p[1], p[2]]
      middle[a] = (middle[a] as number) + h / 2
      const off = subtract(middle, centre)
      if (Math.sqrt(Math.max(0, dot(off, off) - dot(off, port.normal) ** 2)) > radius) continue
      if (lumen.structure[d < 0 ? n : n + (step[a] as number)] !== port.structure) continue
      axis.push(a)
      cell.push(n)
      sign.push(d < 0 ? 1 : -1)
      area += fraction * h * h * Math.abs(port.normal[a] as number)
    }
  })
  return {
    id: port.id,
    part: port.part,
    area,
    axis: Uint8Array.from(axis),
    cell: Uint32Array.from(cell),
    sign: Int8Array.from(sign),
  }
}

/** Marks the cells beyond a port; false where they lead back into the heart. */
function cutOff(port: Port, faces: DomainPort, lumen: Lumen, beyond: Uint8Array): boolean {
  const { frame, open, structure } = lumen
  const step = strides(frame)
  const blocked = new Set<number>()
  // A vessel that runs beside the end is not what lies beyond it.
  const own = (n: number) => structure[n] === port.structure || structure[n] === 0
  const outer: number[] = []
  const inner: number[] = []
  faces.cell.forEach((n, f) => {
    const a = faces.axis[f] as number
    const high = n + (step[a] as number)
    blocked.add(faceKey(a, n))
    outer.push(faces.sign[f] === 1 ? high : n)
    inner.push(faces.sign[f] === 1 ? n : high)
  })
  const reached = flood(frame, open, outer.filter(own), blocked, own)
  if (inner.some((n) => reached[n])) {
    // Only the cells in front of the disc: a rim that sampling left ajar must not cost the whole heart.
    const limit = port.radius * 1.5 + 2 * frame.spacing
    forBox(frame, add(port.centre, scale(port.normal, limit / 2)), limit, (n, p) => {
      if (reached[n] && !inner.includes(n) && dot(subtract(p, port.centre), port.normal) >= 0) beyond[n] = 1
    })
    for (const n of outer) if (own(n)) beyond[n] = 1
    return false
  }
  for (let n = 0; n < reached.length; n++) if (reached[n]) beyond[n] = 1
  return true
}

function closeBeyond(lumen: Lumen, beyond: Uint8Array, ports: readonly DomainPort[]): void {
  const { frame, open, fill, structure } = lumen
  const step = strides(frame)
  const kept = new Set<number>()
  for (const port of ports)
    port.cell.forEach((n, f) => {
      kept.add(faceKey(port.axis[f] as number, n))
    })
  for (let n = 0; n < beyond.length; n++) {
    if (!beyond[n]) continue
    fill[n] = 0
    structure[n] = 0
    for (let a = 0; a < 3; a++) {
      const s = step[a] as number
      const faces = open[a] as Float32Array
      if (!kept.has(faceKey(a, n))) faces[n] = 0
      if (n >= s && !kept.has(faceKey(a, n - s))) faces[n - s] = 0
    }
  }
}

/** Calls `visit` for each cell whose centre lies in a cube of half edge `reach` round a point. */
export function forBox(
  frame: LatticeFrame,
  centre: Vec3,
  reach: number,
  visit: (cell: number, p: Vec3) => void,
): void {
  const bound = (axis: number, side: number) => {
    const x = ((centre[axis] as number) + side * reach - (frame.origin[axis] as number)) / frame.spacing
    return Math.min(Math.max(side < 0 ? Math.ceil(x) : Math.floor(x), -1), frame.size[axis] as number)
  }
  const { origin: o, spacing: h, size } = frame
  for (let k = Math.max(0, bound(2, -1)); k <= Math.min(size[2] - 1, bound(2, 1)); k++)
    for (let j = Math.max(0, bound(1, -1)); j <= Math.min(size[1] - 1, bound(1, 1)); j++)
      for (let i = Math.max(0, bound(0, -1)); i <= Math.min(size[0] - 1, bound(0, 1)); i++)
        visit(i + size[0] * (j + size[1] * k), [o[0] + i * h, o[1] + j * h, o[2] + k * h])
}
