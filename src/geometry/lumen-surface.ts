import { add, dot, length, scale, subtract, type Vec3 } from '../core/vec3'
import type { Port } from '../heart/heart'
import type { BloodDomain } from './blood-domain'
import { surfaceOfField } from './surface-of-field'

export interface LumenSurface {
  /** Metres, xyz per vertex; triangles counter-clockwise seen from the wall. */
  readonly positions: Float32Array
  readonly triangles: Uint32Array
  /** Of each triangle: 0 the wall, n the n-th port. */
  readonly face: Uint16Array
}

/**
 * The surface of the blood of a domain, closed by a flat face at every port: what a mesher for an offline solver needs.
 * Patches and shut valves are sheets without thickness and no part of it. A port's face is a fan about its middle, so
 * that an end must be star-shaped.
 * @param ports the vessel ends in the order in which their faces are numbered
 */
export function lumenSurface(domain: BloodDomain, ports: readonly Port[]): LumenSurface {
  const discs = ports.map((port) => discOf(port, domain))
  const clip = new PlaneClip(surfaceOfField(domain.frame, fieldWithin(domain, discs)))
  discs.forEach((disc, n) => {
    clip.cut(disc, disc.radius + 2 * domain.frame.spacing, n + 1)
  })
  return clip.finish()
}

interface Disc {
  readonly centre: Vec3
  readonly normal: Vec3
  readonly radius: number
}

/** Where the lattice has the port: its disc may have been moved inward to where the lumen is open. */
function discOf(port: Port, { ports, frame }: BloodDomain): Disc {
  const faces = ports.find((p) => p.id === port.id)
  if (!faces?.cell.length) return port
  const [nx, ny] = frame.size
  let sum = 0
  faces.cell.forEach((cell, f) => {
    const place = [cell % nx, Math.floor(cell / nx) % ny, Math.floor(cell / (nx * ny))]
    const middle = place.map(
      (n, a) => frame.origin[a]! + frame.spacing * (n + (faces.axis[f] === a ? 0.5 : 0)),
    ) as unknown as Vec3
    sum += dot(subtract(middle, port.centre), port.normal)
  })
  return { ...port, centre: add(port.centre, scale(port.normal, sum / faces.cell.length)) }
}

/** Distance to the wall, with the lumen that was cut off beyond a port closed some cells behind its disc. */
function fieldWithin({ phi, structure, frame }: BloodDomain, discs: readonly Disc[]): Float32Array {
  const field = phi.slice()
  const [nx, ny] = frame.size
  for (let cell = 0; cell < field.length; cell++) {
    if (structure[cell] !== 0 || field[cell]! >= 0) continue
    const p = [cell % nx, Math.floor(cell / nx) % ny, Math.floor(cell / (nx * ny))].map(
      (n, a) => frame.origin[a]! + frame.spacing * n,
    ) as unknown as Vec3
    const near = discs.some(
      (disc) => Math.abs(dot(subtract(p, disc.centre), disc.normal)) < 2.5 * frame.spacing,
    )
    if (!near) field[cell] = -field[cell]!
  }
  return field
}

/** Cuts a mesh by planes, one after the other, and closes it there. */
class PlaneClip {
  private readonly positions: number[]
  private triangles: number[]
  private face: number[]

  constructor(mesh: { readonly positions: Float32Array; readonly triangles: Uint32Array }) {
    this.positions = Array.from(mesh.positions)
    this.triangles = Array.from(mesh.triangles)
    this.face = new Array(this.triangles.length / 3).fill(0)
  }

  /**
   * Takes away the stub beyond a disc and lays a face of this number over the cut. The cut is the one closed loop in the
   * disc's plane that lies round it; where there is none, or what lies beyond leads back, nothing is cut.
   */
  cut(disc: Disc, reach: number, number: number): void {
    const loop = this.loopOf(disc, reach)
    const stub = loop && this.stubBehind(loop, disc, reach)
    if (!loop || !stub) return
    const before = { triangles: this.triangles, face: this.face }
    this.triangles = []
    this.face = []
    const rim: [number, number][] = []
    const onEdge = new Map<string, number>()
    before.face.forEach((face, t) => {
      const ids = before.triangles.slice(3 * t, 3 * t + 3)
      if (loop.has(t)) {
        const beyond = ids.map((v) => this.beyond(v, disc))
        this.split(ids, beyond, face, onEdge, rim)
      } else if (!stub.has(t)) this.add(ids, face)
    })
    this.close(rim, number)
  }

  /** Triangles of the loop round a disc; null where no loop lies within `reach` of its middle. */
  private loopOf(disc: Disc, reach: number): Set<number> | null {
    const byEdge = new Map<string, number[]>()
    const edgesOf = new Map<number, string[]>()
    for (let t = 0; t < this.face.length; t++) {
      const ids = this.triangles.slice(3 * t, 3 * t + 3)
      const beyond = ids.map((v) => this.beyond(v, disc))
      if (beyond.every((d) => d > 0) || beyond.every((d) => d <= 0)) continue
      const crossed = [0, 1, 2].flatMap((n) => {
        const [a, b] = [ids[n]!, ids[(n + 1) % 3]!]
        return beyond[n]! > 0 === beyond[(n + 1) % 3]! > 0 ? [] : [a < b ? `${a},${b}` : `${b},${a}`]
      })
      edgesOf.set(t, crossed)
      for (const edge of crossed) byEdge.set(edge, [...(byEdge.get(edge) ?? []), t])
    }
    let best: { loop: Set<number>; off: number } | null = null
    const seen = new Set<number>()
    for (const first of edgesOf.keys()) {
      if (seen.has(first)) continue
      const loop = spread([first], (t) => edgesOf.get(t)!.flatMap((edge) => byEdge.get(edge)!))
      for (const t of loop) seen.add(t)
      const offs = [...loop].map((t) => length(subtract(this.at(this.triangles[3 * t]!), disc.centre)))
      const off = offs.reduce((sum, d) => sum + d, 0) / offs.length
      if (Math.max(...offs) < 1.5 * reach && off < (best?.off ?? Number.POSITIVE_INFINITY))
        best = { loop, off }
    }
    return best?.loop ?? null
  }

  /** Triangles behind a loop; null where they lead far from the disc. */
  private stubBehind(loop: ReadonlySet<number>, disc: Disc, reach: number): Set<number> | null {
    const touching = new Map<number, number[]>()
    for (let t = 0; t < this.face.length; t++)
      if (!loop.has(t))
        for (const v of this.triangles.slice(3 * t, 3 * t + 3))
          touching.set(v, [...(touching.get(v) ?? []), t])
    const behind = (t: number) =>
      this.triangles.slice(3 * t, 3 * t + 3).filter((v) => this.beyond(v, disc) > 0)
    const seeds = [...loop].flatMap((t) => behind(t).flatMap((v) => touching.get(v) ?? []))
    const stub = spread(seeds, (t) =>
      this.triangles.slice(3 * t, 3 * t + 3).flatMap((v) => touching.get(v) ?? []),
    )
    const far = [...stub].some(
      (t) => length(subtract(this.at(this.triangles[3 * t]!), disc.centre)) > 4 * reach,
    )
    return far ? null : stub
  }

  /** What hangs together with a port: what was cut off beyond one may leave a rest. All of it where no port was cut. */
  finish(): LumenSurface {
    const kept = this.joinedToPorts()
    const id = new Map<number, number>()
    const triangles: number[] = []
    const face = this.face.filter((_, t) => kept.has(t))
    for (const t of [...kept].sort((p, q) => p - q))
      for (const v of this.triangles.slice(3 * t, 3 * t + 3)) {
        if (!id.has(v)) id.set(v, id.size)
        triangles.push(id.get(v)!)
      }
    const positions = new Float32Array(3 * id.size)
    for (const [from, to] of id) positions.set(this.positions.slice(3 * from, 3 * from + 3), 3 * to)
    return { positions, triangles: Uint32Array.from(triangles), face: Uint16Array.from(face) }
  }

  private joinedToPorts(): Set<number> {
    const all = [...this.face.keys()]
    const seeds = all.filter((t) => this.face[t]! > 0)
    if (seeds.length === 0) return new Set(all)
    const touching = new Map<number, number[]>()
    for (const t of all)
      for (const v of this.triangles.slice(3 * t, 3 * t + 3)) {
        const at = touching.get(v)
        if (at) at.push(t)
        else touching.set(v, [t])
      }
    return spread(seeds, (t) => this.triangles.slice(3 * t, 3 * t + 3).flatMap((v) => touching.get(v)!))
  }

  private add(ids: readonly number[], face: number): void {
    this.triangles.push(...ids)
    this.face.push(face)
  }

  /** Distance beyond a disc's plane, never quite 0. */
  private beyond(v: number, disc: Disc): number {
    return dot(subtract(this.at(v), disc.centre), disc.normal) || -1e-12
  }

  private at(v: number): Vec3 {
    return [this.positions[3 * v]!, this.positions[3 * v + 1]!, this.positions[3 * v + 2]!]
  }

  /** Keeps the part of a triangle on the near side; the edge of the cut goes to the rim. */
  private split(
    ids: readonly number[],
    beyond: readonly number[],
    face: number,
    onEdge: Map<string, number>,
    rim: [number, number][],
  ): void {
    const alone = beyond.findIndex((d) => beyond.filter((e) => e > 0 === d > 0).length === 1)
    const [a, b, c] = [0, 1, 2].map((n) => ids[(alone + n) % 3]!) as [number, number, number]
    const d = [0, 1, 2].map((n) => beyond[(alone + n) % 3]!) as [number, number, number]
    const ab = this.between(a, b, d[0] / (d[0] - d[1]), onEdge)
    const ac = this.between(a, c, d[0] / (d[0] - d[2]), onEdge)
    if (d[0] <= 0) {
      this.add([a, ab, ac], face)
      rim.push([ac, ab])
    } else {
      this.add([ab, b, c], face)
      this.add([ab, c, ac], face)
      rim.push([ab, ac])
    }
  }

  private between(a: number, b: number, t: number, onEdge: Map<string, number>): number {
    const key = a < b ? `${a},${b}` : `${b},${a}`
    const known = onEdge.get(key)
    if (known !== undefined) return known
    const [p, q] = [this.at(a), this.at(b)]
    onEdge.set(key, this.positions.length / 3)
    this.positions.push(...add(scale(p, 1 - t), scale(q, t)))
    return onEdge.get(key)!
  }

  private close(rim: readonly [number, number][], number: number): void {
    if (rim.length < 3) return
    const middle = this.positions.length / 3
    const sum = rim.reduce<Vec3>((s, [v]) => add(s, this.at(v)), [0, 0, 0])
    this.positions.push(...scale(sum, 1 / rim.length))
    for (const [from, to] of rim) this.add([from, to, middle], number)
  }
}

/** All that is reached from a few by going to neighbours. */
function spread(seeds: readonly number[], neighbours: (n: number) => readonly number[]): Set<number> {
  const reached = new Set(seeds)
  const queue = [...reached]
  for (let n = queue.pop(); n !== undefined; n = queue.pop())
    for (const next of neighbours(n))
      if (!reached.has(next)) {
        reached.add(next)
        queue.push(next)
      }
  return reached
}
