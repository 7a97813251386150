import {
  DataTexture,
  FloatType,
  GLSL3,
  type Matrix4,
  NearestFilter,
  RawShaderMaterial,
  RGBAFormat,
  RGBAIntegerFormat,
  type Texture,
  UnsignedIntType,
  type WebGLRenderer,
  WebGLRenderTarget,
} from 'three'
import { FullScreenQuad } from 'three/addons/postprocessing/Pass.js'
import occlusionShader from '../../shaders/render/occlusion.frag.glsl?raw'
import normalShader from '../../shaders/render/skin-normal.frag.glsl?raw'
import positionShader from '../../shaders/render/skin-position.frag.glsl?raw'
import type { EmbeddedSurface } from '../geometry/surface'
import { triangleFans } from './triangle-fans'

/** Texels in a row of the per-vertex textures: vertex v lies at (v % width, v / width). */
const skinWidth = 512
const nodeWidth = 1024

const quadShader = 'in vec3 position; void main() { gl_Position = vec4(position.xy, 0.0, 1.0); }'

/**
 * Skins the drawn surface on the GPU once a snapshot, so that the shadow pass and both eyes read finished positions
 * and normals. Textures hold one vertex a texel; see `skinWidth`.
 */
export class SurfaceSkin {
  private readonly rows: number
  private readonly ids: DataTexture
  private readonly weights: DataTexture
  private readonly fans: DataTexture
  private readonly restNormals: DataTexture
  private readonly rest: DataTexture
  private readonly nodes: DataTexture
  private readonly restFans: WebGLRenderTarget
  private readonly positionTarget: WebGLRenderTarget
  private readonly normalTarget: WebGLRenderTarget
  private readonly bakedTarget: WebGLRenderTarget
  private readonly quad = new FullScreenQuad()
  private readonly passes: { position: RawShaderMaterial; normal: RawShaderMaterial }
  private drawn: Float32Array | null = null

  constructor(surface: EmbeddedSurface, nodeCount: number) {
    const vertexCount = surface.rest.length / 3
    this.rows = Math.max(1, Math.ceil(vertexCount / skinWidth))
    this.ids = integerTexture(surface.nodes, skinWidth, this.rows)
    this.weights = floatTexture(padded(surface.weights, skinWidth * this.rows * 4), skinWidth, this.rows)
    this.fans = integerTexture(triangleFans(surface.triangles, vertexCount), skinWidth * 4, this.rows)
    this.rest = floatTexture(spread(surface.rest, skinWidth * this.rows), skinWidth, this.rows)
    this.restNormals = floatTexture(spread(surface.normals, skinWidth * this.rows), skinWidth, this.rows)
    const nodeRows = Math.max(1, Math.ceil(nodeCount / nodeWidth))
    this.nodes = floatTexture(new Float32Array(nodeWidth * nodeRows * 4), nodeWidth, nodeRows)
    const target = () => perVertexTarget(this.rows)
    this.restFans = target()
    this.positionTarget = target()
    this.normalTarget = target()
    this.bakedTarget = target()
    this.passes = { position: this.positionPass(), normal: this.normalPass(false) }
  }

  get positions(): Texture {
    return this.positionTarget.texture
  }
  get normals(): Texture {
    return this.normalTarget.texture
  }
  /** x: openness 0–1 (ambient occlusion); y: wall thickness in units of 10 mm. */
  get baked(): Texture {
    return this.bakedTarget.texture
  }

  /** Computes what stays the same while the tissue moves. */
  bake(renderer: WebGLRenderer, tissueDistance: Texture, patientToVolume: Matrix4): void {
    const fan = this.normalPass(true)
    const occlusion = pass(occlusionShader, {
      positions: this.rest,
      restNormals: this.restNormals,
      tissueDistance,
      patientToVolume,
    })
    this.draw(renderer, fan, this.restFans)
    this.draw(renderer, occlusion, this.bakedTarget)
    fan.dispose()
    occlusion.dispose()
  }

  /** Moves the surface to these node positions (xyz, metres); free when they are the ones already drawn. */
  update(renderer: WebGLRenderer, nodePositions: Float32Array): void {
    if (nodePositions === this.drawn) return
    this.drawn = nodePositions
    const texels = this.nodes.image.data as unknown as Float32Array
    const count = Math.min(nodePositions.length / 3, texels.length / 4)
    for (let n = 0; n < count; n++) {
      texels[4 * n] = nodePositions[3 * n]!
      texels[4 * n + 1] = nodePositions[3 * n + 1]!
      texels[4 * n + 2] = nodePositions[3 * n + 2]!
    }
    this.nodes.needsUpdate = true
    this.draw(renderer, this.passes.position, this.positionTarget)
    this.draw(renderer, this.passes.normal, this.normalTarget)
  }

  dispose(): void {
    for (const t of [this.ids, this.weights, this.fans, this.rest, this.restNormals, this.nodes]) t.dispose()
    for (const t of [this.restFans, this.positionTarget, this.normalTarget, this.bakedTarget]) t.dispose()
    this.passes.position.dispose()
    this.passes.normal.dispose()
    this.quad.dispose()
  }

  private positionPass(): RawShaderMaterial {
    return pass(positionShader, {
      vertexNodes: this.ids,
      vertexWeights: this.weights,
      nodePositions: this.nodes,
    })
  }

  private normalPass(restFan: boolean): RawShaderMaterial {
    const uniforms = {
      positions: restFan ? this.rest : this.positionTarget.texture,
      fans: this.fans,
      restFanNormals: restFan ? null : this.restFans.texture,
      restNormals: this.restNormals,
    }
    return pass(normalShader, uniforms, restFan ? { REST_FAN: 1 } : {})
  }

  /** Inside a headset frame the renderer draws to the eyes: it must get back exactly what it had. */
  private draw(renderer: WebGLRenderer, material: RawShaderMaterial, target: WebGLRenderTarget): void {
    const before = renderer.getRenderTarget()
    const xr = renderer.xr.enabled
    renderer.xr.enabled = false
    renderer.setRenderTarget(target)
    this.quad.material = material
    this.quad.render(renderer)
    renderer.setRenderTarget(before)
    renderer.xr.enabled = xr
  }
}

function pass(fragmentShader: string, values: Record<string, unknown>, defines: Record<string, number> = {}) {
  const uniforms = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]))
  return new RawShaderMaterial({
    vertexShader: quadShader,
    fragmentShader,
    uniforms,
    defines,
    glslVersion: GLSL3,
    depthTest: false,
    depthWrite: false,
  })
}

const perVertexTarget = (rows: number): WebGLRenderTarget =>
  new WebGLRenderTarget(skinWidth, rows, {
    type: FloatType,
    format: RGBAFormat,
    minFilter: NearestFilter,
    magFilter: NearestFilter,
    depthBuffer: false,
    generateMipmaps: false,
  })

function floatTexture(data: Float32Array, width: number, height: number): DataTexture {
  const texture = new DataTexture(data as Float32Array<ArrayBuffer>, width, height, RGBAFormat, FloatType)
  texture.needsUpdate = true
  return texture
}

function integerTexture(data: Uint32Array, width: number, height: number): DataTexture {
  const whole = new Uint32Array(width * height * 4)
  whole.set(data)
  const texture = new DataTexture(whole, width, height, RGBAIntegerFormat, UnsignedIntType)
  texture.internalFormat = 'RGBA32UI'
  texture.needsUpdate = true
  return texture
}

function padded(data: Float32Array, length: number): Float32Array {
  const whole = new Float32Array(length)
  whole.set(data)
  return whole
}

/** xyz triples to xyz0 quadruples, `count` of them. */
function spread(xyz: Float32Array, count: number): Float32Array {
  const out = new Float32Array(count * 4)
  for (let v = 0; 3 * v < xyz.length; v++) {
    out[4 * v] = xyz[3 * v]!
    out[4 * v + 1] = xyz[3 * v + 1]!
    out[4 * v + 2] = xyz[3 * v + 2]!
  }
  return out
}
