/** xyz to xyzw. */
export function packed(xyz: Float32Array): Float32Array {
  const out = new Float32Array((4 * xyz.length) / 3)
  for (let n = 0; n < xyz.length / 3; n++) out.set(xyz.subarray(3 * n, 3 * n + 3), 4 * n)
  return out
}

/** xyzw to xyz. */
export function unpack(packed: Float32Array): Float32Array {
  const out = new Float32Array((3 * packed.length) / 4)
  for (let n = 0; n < out.length / 3; n++) {
    out[3 * n] = packed[4 * n]!
    out[3 * n + 1] = packed[4 * n + 1]!
    out[3 * n + 2] = packed[4 * n + 2]!
  }
  return out
}
