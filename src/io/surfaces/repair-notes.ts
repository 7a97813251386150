import { mm } from '../../core/units'
import type { MeshRepair } from '../../geometry/repair-mesh'

const at = (centre: readonly number[]) => `(${centre.map((x) => (x / mm).toFixed(0)).join(', ')})`

/** What was mended in a surface, in words, with counts and places [mm]; empty where it was clean. */
export function repairNote(name: string, r: MeshRepair): string | undefined {
  const done: string[] = []
  const say = (count: number, one: string, many: string) => {
    if (count > 0) done.push(`${count} ${count === 1 ? one : many}`)
  }
  say(r.degenerate, 'triangle without area dropped', 'triangles without area dropped')
  say(r.duplicate, 'doubled triangle dropped', 'doubled triangles dropped')
  say(r.branched, 'edge with more than two triangles', 'edges with more than two triangles')
  say(r.turned, 'triangle turned to face as its neighbours', 'triangles turned to face as their neighbours')
  say(r.shellsTurned, 'piece turned to face outward', 'pieces turned to face outward')
  say(r.specks, 'speck left out', 'specks left out')
  const places = (rims: MeshRepair['open']) =>
    rims
      .slice(0, 4)
      .map(
        (h) =>
          `${(2 * h.radius) / mm >= 0.1 ? ((2 * h.radius) / mm).toFixed(1) : '<.1'} mm at ${at(h.centre)}`,
      )
      .join('; ')
      .concat(rims.length > 4 ? '; …' : '')
  say(
    r.bridged.length,
    'end of the wall closed between its faces',
    'ends of the wall closed between their faces',
  )
  if (r.capped.length > 0) done.push(`${r.capped.length} openings closed flat (${places(r.capped)})`)
  if (r.open.length > 0) done.push(`${r.open.length} uneven openings closed smoothly (${places(r.open)})`)
  return done.length > 0 ? `“${name}” was repaired: ${done.join(', ')}.` : undefined
}
