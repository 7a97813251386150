/**
 * The drawn surface of the tissue: vertices embedded in lattice nodes, so that a vertex shader can skin it.
 * Position of vertex v = Σ_k weight[4v+k] · node(nodes[4v+k]).
 */
export interface EmbeddedSurface {
  /** Four lattice node ids a vertex (repeat one with weight 0 where fewer are needed). */
  readonly nodes: Uint32Array
  readonly weights: Float32Array
  /** Rest position of each vertex, metres. */
  readonly rest: Float32Array
  readonly normals: Float32Array
  /** Structure id of the tissue a vertex belongs to. */
  readonly structure: Uint8Array
  /** 0 outside of the heart, 1 facing blood, 2 a face made by a cut. */
  readonly side: Uint8Array
  readonly triangles: Uint32Array
}

export interface SurfaceHit {
  /** Where on the deformed surface, metres. */
  readonly position: readonly [number, number, number]
  /** The same material point at rest. */
  readonly rest: readonly [number, number, number]
  readonly normal: readonly [number, number, number]
  readonly distance: number
  readonly triangle: number
  readonly structure: number
  readonly side: number
}
