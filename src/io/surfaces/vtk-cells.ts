import { Fault } from '../../core/fault'

/**
 * Polygons as fans of triangles.
 * @param ends where each cell ends in `connectivity`
 */
export function pushPolygons(
  file: string,
  connectivity: ArrayLike<number>,
  ends: ArrayLike<number>,
  out: number[],
): void {
  eachCell(file, connectivity, ends, (start, end) => {
    for (let n = start + 2; n < end; n++)
      out.push(connectivity[start] as number, connectivity[n - 1] as number, connectivity[n] as number)
  })
}

/** Triangle strips: every second triangle is turned, so that all face the same way. */
export function pushStrips(
  file: string,
  connectivity: ArrayLike<number>,
  ends: ArrayLike<number>,
  out: number[],
): void {
  eachCell(file, connectivity, ends, (start, end) => {
    for (let n = start + 2; n < end; n++) {
      const odd = (n - start) % 2
      const [a, b] = odd ? [n - 1, n - 2] : [n - 2, n - 1]
      out.push(connectivity[a] as number, connectivity[b] as number, connectivity[n] as number)
    }
  })
}

function eachCell(
  file: string,
  connectivity: ArrayLike<number>,
  ends: ArrayLike<number>,
  visit: (start: number, end: number) => void,
): void {
  let start = 0
  for (let c = 0; c < ends.length; c++) {
    const end = ends[c] as number
    if (!(end >= start && end <= connectivity.length))
      throw new Fault(file, 'the lists of its cells contradict each other', 'Copy or export the file again')
    visit(start, end)
    start = end
  }
}
