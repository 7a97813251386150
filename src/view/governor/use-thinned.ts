import { useEffect } from 'react'
import { BufferAttribute, type BufferGeometry } from 'three'
import type { EmbeddedSurface } from '../../geometry/surface'
import { thinnedTriangles } from '../../geometry/thinned-triangles'
import { useLoad } from './load'

/** Cubes in which a thinned surface has one vertex, metres: a third of the triangles of the default lattice. */
const thinned = 2e-3

/** Draws the surface with fewer triangles while the governor asks for that; the vertices stay as they are. */
export function useThinned(geometry: BufferGeometry | null, surface: EmbeddedSurface | null): void {
  const thin = useLoad((s) => s.load.surface === 'thinned')
  useEffect(() => {
    if (!geometry || !surface || !thin) return
    const { rest, structure, triangles } = surface
    geometry.setIndex(new BufferAttribute(thinnedTriangles(rest, structure, triangles, thinned), 1))
    return () => {
      geometry.setIndex(new BufferAttribute(triangles, 1))
    }
  }, [geometry, surface, thin])
}
