import { Fault } from '../core/fault'
import type { TriangleMesh } from '../geometry/triangle-mesh'
import type { Heart } from '../heart/heart'
export function heartFromSurfaces(surfaces: readonly TriangleMesh[], _options: object): Heart {
  throw new Fault(surfaces[0]?.name ?? '', 'surfaces are not read yet', 'Wait')
}
