/** Nearest point of a triangle (Ericson, Real-Time Collision Detection, 5.1.5): by the Voronoi regions of its parts.
 * @param c nine corner coordinates; `out` gets the point */
export function closestOnTriangle(c: Float64Array, x: number, y: number, z: number, out: Float64Array): void {
  const ax = c[0] as number
  const ay = c[1] as number
  const az = c[2] as number
  const bx = (c[3] as number) - ax
  const by = (c[4] as number) - ay
  const bz = (c[5] as number) - az
  const cx = (c[6] as number) - ax
  const cy = (c[7] as number) - ay
  const cz = (c[8] as number) - az
  const px = x - ax
  const py = y - ay
  const pz = z - az
  const d1 = bx * px + by * py + bz * pz
  const d2 = cx * px + cy * py + cz * pz
  const bb = bx * bx + by * by + bz * bz
  const bc = bx * cx + by * cy + bz * cz
  const cc = cx * cx + cy * cy + cz * cz
  const d3 = d1 - bb
  const d4 = d2 - bc
  const d5 = d1 - bc
  const d6 = d2 - cc
  const va = d3 * d6 - d5 * d4
  const vb = d5 * d2 - d1 * d6
  const vc = d1 * d4 - d3 * d2
  let v = 0
  let w = 0
  if (d1 <= 0 && d2 <= 0) v = w = 0
  else if (d3 >= 0 && d4 <= d3) v = 1
  else if (vc <= 0 && d1 >= 0 && d3 <= 0) v = d1 / (d1 - d3)
  else if (d6 >= 0 && d5 <= d6) w = 1
  else if (vb <= 0 && d2 >= 0 && d6 <= 0) w = d2 / (d2 - d6)
  else if (va <= 0 && d4 - d3 >= 0 && d5 - d6 >= 0) {
    w = (d4 - d3) / (d4 - d3 + (d5 - d6))
    v = 1 - w
  } else {
    v = vb / (va + vb + vc)
    w = vc / (va + vb + vc)
  }
  out[0] = ax + v * bx + w * cx
  out[1] = ay + v * by + w * cy
  out[2] = az + v * bz + w * cz
}
