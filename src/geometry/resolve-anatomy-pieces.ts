import { cellCount, type LatticeFrame, sampleField } from '../core/lattice'
import { dot, type Vec3 } from '../core/vec3'
import type { Gate, Heart } from '../heart/heart'
import type { DomainGate } from './blood-domain'
import { domainFromDistance, type LumenPieces } from './domain-from-distance'
import { spreadLabels, strides } from './resolve-anatomy-flood'

/** The same box of space as the heart's lattice, cut into cells of another size. */
export function frameAtSpacing(frame: LatticeFrame, spacing: number): LatticeFrame {
  if (Math.abs(spacing - frame.spacing) < 1e-9) return frame
  const size = frame.size.map((n) => Math.max(1, Math.ceil((n * frame.spacing) / spacing - 1e-6)))
  const origin = frame.origin.map((o) => o + (spacing - frame.spacing) / 2)
  return {
    size: size as unknown as LatticeFrame['size'],
    spacing,
    origin: origin as unknown as Vec3,
  }
}

/**
 * Fill, distance, open fractions and structures of the unedited heart. Every cell that blood can reach carries a
 * chamber or vessel: a valve's slab is divided by its gate's plane, the rest goes to the nearest label over open
 * faces.
 */
export function lumenPieces(heart: Heart, frame: LatticeFrame): LumenPieces {
  const label = labelsOnFrame(heart, frame)
  // On another lattice every face asks the heart's own field: through the new cells' centres it would be rounded twice.
  const distance =
    frame === heart.frame ? heart.lumen.slice() : (p: Vec3) => sampleField(heart.frame, heart.lumen, p)
  const pieces = domainFromDistance(frame, distance, label)
  const { structure, open, fill } = pieces
  const cells = Array.from(structure.keys()).filter((n) => structure[n])
  const reached = (n: number) => (fill[n] as number) > 0
  spreadLabels(frame, open, structure, cells, reached)
  return pieces
}

/** The chamber or vessel of each cell, 0 where the nearest label is not blood. */
function labelsOnFrame(heart: Heart, frame: LatticeFrame): Uint8Array {
  const kind = new Uint8Array(256)
  for (const s of heart.structures) kind[s.id] = s.kind === 'blood' ? 1 : s.kind === 'valve' ? 2 : 0
  const [nx, ny, nz] = frame.size
  const { size, origin, spacing } = heart.frame
  const nearest = (axis: number, n: number) => {
    const x = ((frame.origin[axis] as number) + n * frame.spacing - (origin[axis] as number)) / spacing
    return Math.min(Math.max(Math.round(x), 0), (size[axis] as number) - 1)
  }
  const out = new Uint8Array(cellCount(frame))
  for (let k = 0, n = 0; k < nz; k++)
    for (let j = 0; j < ny; j++) {
      const row = size[0] * (nearest(1, j) + size[1] * nearest(2, k))
      for (let i = 0; i < nx; i++, n++) {
        const id = heart.labels[row + nearest(0, i)] as number
        if (kind[id] === 1) out[n] = id
        else if (kind[id] === 2) out[n] = sideOfGate(heart.gates, cellAt(frame, i, j, k))
      }
    }
  return out
}

const cellAt = (f: LatticeFrame, i: number, j: number, k: number): Vec3 => [
  f.origin[0] + i * f.spacing,
  f.origin[1] + j * f.spacing,
  f.origin[2] + k * f.spacing,
]

/** A valve's slab belongs to the gate whose disc is nearest; its plane says to which side. */
function sideOfGate(gates: readonly Gate[], p: Vec3): number {
  let best = Number.POSITIVE_INFINITY
  let id = 0
  for (const g of gates) {
    const d: Vec3 = [p[0] - g.centre[0], p[1] - g.centre[1], p[2] - g.centre[2]]
    const along = dot(d, g.normal)
    const away = Math.hypot(Math.max(0, Math.sqrt(Math.max(0, dot(d, d) - along * along)) - g.radius), along)
    if (away >= best) continue
    best = away
    id = along < 0 ? g.from : g.to
  }
  return id
}

/**
 * The faces a closed valve closes: every open face between a cell of its upstream and a cell of its downstream
 * structure. Because each cell belongs to one structure, these faces separate the two by construction; the gate's
 * plane decides only where they lie.
 */
export function domainGates(heart: Heart, pieces: LumenPieces): DomainGate[] {
  const { frame, open, structure } = pieces
  const step = strides(frame)
  return heart.gates.map((gate) => {
    const axis: number[] = []
    const cell: number[] = []
    const sign: number[] = []
    let area = 0
    for (let a = 0; a < 3; a++) {
      const faces = open[a] as Float32Array
      for (let n = 0; n < faces.length; n++) {
        if (!faces[n]) continue
        const low = structure[n]
        const high = structure[n + (step[a] as number)]
        if (low === high) continue
        const forward = low === gate.from && high === gate.to
        if (!forward && !(low === gate.to && high === gate.from)) continue
        axis.push(a)
        cell.push(n)
        sign.push(forward ? 1 : -1)
        area += (forward ? 1 : -1) * (faces[n] as number) * (gate.normal[a] as number) * frame.spacing ** 2
      }
    }
    return {
      id: gate.id,
      from: gate.from,
      to: gate.to,
      area,
      axis: Uint8Array.from(axis),
      cell: Uint32Array.from(cell),
      sign: Int8Array.from(sign),
    }
  })
}
