import { type Thinning, thinnedTriangles } from '../../geometry/thinned-triangles'

/** Thins surfaces beside the page, which would miss frames over it. */
const scope = self as unknown as DedicatedWorkerGlobalScope
scope.onmessage = async ({ data }: MessageEvent<Thinning & { readonly id: number }>) => {
  const triangles = await thinnedTriangles(data)
  scope.postMessage({ id: data.id, triangles }, [triangles.buffer])
}
