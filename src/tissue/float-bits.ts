const bits = new Uint32Array(1)
const number = new Float32Array(bits.buffer)

/** The bits of a 32-bit float. */
export function floatBits(value: number): number {
  number[0] = value
  return bits[0]!
}
