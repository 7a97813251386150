import type { BloodDomain } from '../geometry/blood-domain'
import type { Stride } from './wall-links'

/** Which port each cell lies behind (1 + its index), and which faces are a port's. */
export function markGhosts(domain: BloodDomain, n: number, stride: Stride) {
  const ghostOf = new Uint16Array(n)
  const portFace = [new Uint8Array(n), new Uint8Array(n), new Uint8Array(n)] as const
  domain.ports.forEach((port, p) => {
    for (let f = 0; f < port.cell.length; f++) {
      const axis = port.axis[f] as 0 | 1 | 2
      const cell = port.cell[f] as number
      ghostOf[(port.sign[f] as number) > 0 ? cell + stride[axis] : cell] = p + 1
      portFace[axis][cell] = 1
    }
  })
  return { ghostOf, portFace }
}

/** Open fractions with every face of a ghost closed that is not a face of its port. */
export function usableFaces(
  domain: BloodDomain,
  n: number,
  stride: Stride,
  ghostOf: Uint16Array,
  portFace: readonly Uint8Array[],
): Float32Array[] {
  return domain.open.map((source, axis) => {
    const out = source.slice()
    const step = stride[axis as 0 | 1 | 2]
    const onFace = portFace[axis] as Uint8Array
    for (let c = 0; c < n; c++) {
      if ((out[c] as number) <= 0) continue
      const a = ghostOf[c] as number
      const b = ghostOf[c + step] ?? 0
      if (a || b ? !onFace[c] || (a > 0 && b > 0) : false) out[c] = 0
    }
    return out
  })
}

/** 1 + the gate that a face belongs to, by axis and cell. */
export function markGates(domain: BloodDomain, n: number) {
  const gateFace = [new Uint8Array(n), new Uint8Array(n), new Uint8Array(n)] as const
  domain.gates.forEach((gate, g) => {
    for (let f = 0; f < gate.cell.length; f++)
      gateFace[gate.axis[f] as 0 | 1 | 2][gate.cell[f] as number] = g + 1
  })
  return gateFace
}
