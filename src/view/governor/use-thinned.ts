import { useEffect } from 'react'
import { BufferAttribute, type BufferGeometry } from 'three'
import type { EmbeddedSurface } from '../../geometry/surface'
import { useLoad } from './load'
import { thinnedBeside } from './thinner'

/** A third of the triangles; the surface of the default lattice moves by about .1 mm for it. */
const thinned = { share: 1 / 3, tolerance: 0.4e-3 }

/** Draws the surface with fewer triangles while the governor asks for that; the vertices stay as they are. */
export function useThinned(geometry: BufferGeometry | null, surface: EmbeddedSurface | null): void {
  const thin = useLoad((s) => s.load.surface === 'thinned')
  useEffect(() => {
    if (!geometry || !surface || !thin) return
    const { rest, triangles } = surface
    let over = false
    thinnedBeside({ rest, triangles, ...thinned }).then((few) => {
      if (!over) geometry.setIndex(new BufferAttribute(few, 1))
    })
    return () => {
      over = true
      geometry.setIndex(new BufferAttribute(triangles, 1))
    }
  }, [geometry, surface, thin])
}
