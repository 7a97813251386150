import type { Sheet } from './blood-domain'

/**
 * A patch as it is cut and sewn: a sheet without its skirt, which only keeps blood from passing between a sewn rim and
 * the wall. Positions xyz a vertex, metres, at rest; triangles by vertex.
 */
export function ownSheet({
  edit,
  positions,
  triangles,
  ownCount,
}: Omit<Sheet, 'leaks'>): Pick<Sheet, 'edit' | 'positions' | 'triangles'> {
  const own: number[] = []
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [triangles[t] as number, triangles[t + 1] as number, triangles[t + 2] as number]
    if (Math.max(a, b, c) < ownCount) own.push(a, b, c)
  }
  return { edit, positions: positions.slice(0, 3 * ownCount), triangles: Uint32Array.from(own) }
}
