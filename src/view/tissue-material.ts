import {
  DoubleSide,
  FrontSide,
  Matrix4,
  MeshDepthMaterial,
  MeshPhysicalMaterial,
  ShaderChunk,
  Vector3,
  Vector4,
} from 'three'
import grazingGlsl from '../../shaders/render/grazing-normal.glsl?raw'
import clipGlsl from '../../shaders/render/tissue-clip.glsl?raw'
import lightGlsl from '../../shaders/render/tissue-light.glsl?raw'
import occlusionGlsl from '../../shaders/render/tissue-occlusion.glsl?raw'
import parsGlsl from '../../shaders/render/tissue-pars.glsl?raw'
import vertexGlsl from '../../shaders/render/tissue-vertex.glsl?raw'
import type { Vec3 } from '../core/vec3'
import { noiseVolume } from './noise-volume'
import type { SurfaceSkin } from './surface-skin'
import type { TissueVolumes } from './tissue-volumes'

/** Pieces of lines that the shader has room for. */
const axisPieces = 24

type Uniforms = Record<string, { value: unknown }>

/** The wet, soft material of the heart, and the one that casts its shadow; both read the skinned surface. */
export class TissueMaterial {
  readonly surface: MeshPhysicalMaterial
  readonly shadow: MeshDepthMaterial
  private readonly noise = noiseVolume()
  private readonly uniforms: Uniforms

  constructor() {
    this.uniforms = uniforms(this.noise)
    this.surface = new MeshPhysicalMaterial({
      roughness: 0.5,
      metalness: 0,
      clearcoat: 1,
      clearcoatRoughness: 0.2,
      specularIntensity: 0.5,
    })
    this.surface.onBeforeCompile = (shader) => {
      Object.assign(shader.uniforms, this.uniforms)
      shader.vertexShader = skinnedVertex(shader.vertexShader)
      shader.fragmentShader = tissueFragment(shader.fragmentShader)
    }
    this.shadow = new MeshDepthMaterial()
    this.shadow.onBeforeCompile = (shader) => {
      Object.assign(shader.uniforms, this.uniforms)
      shader.vertexShader = skinnedVertex(shader.vertexShader)
      shader.fragmentShader = clippedShadow(shader.fragmentShader)
    }
  }

  draw(skin: SurfaceSkin): void {
    this.uniforms['skinPositions']!.value = skin.positions
    this.uniforms['skinNormals']!.value = skin.normals
    this.uniforms['skinBaked']!.value = skin.baked
  }

  place(volumes: TissueVolumes): void {
    this.uniforms['tissueDistance']!.value = volumes.distance
    this.uniforms['tissueKinds']!.value = volumes.kinds
    this.uniforms['tissueRegions']!.value = volumes.zones
    ;(this.uniforms['patientToVolume']!.value as Matrix4).copy(volumes.patientToVolume)
    ;(this.uniforms['fibreAxis']!.value as Vector3).set(...volumes.zoneData.axis)
  }

  /** A plane in patient space: what lies where n·p + d < 0 is cut away; null shows everything. */
  clip(plane: readonly [number, number, number, number] | null): void {
    if (plane) (this.uniforms['clipPlane']!.value as Vector4).set(...plane)
    const clipped = plane !== null
    if (clipped === (this.surface.side === DoubleSide)) return
    for (const material of [this.surface, this.shadow]) {
      material.defines = { ...material.defines }
      if (clipped) material.defines['CLIPPED'] = 1
      else delete material.defines['CLIPPED']
      material.side = clipped ? DoubleSide : FrontSide
      material.needsUpdate = true
    }
  }

  /** Lets the blood be seen through the wall: only its edges stay, as in wet glass. */
  glass(on: boolean): void {
    this.surface.transparent = on
    this.surface.depthWrite = !on
    const defines = { ...this.surface.defines }
    if (on) defines['GLASS'] = 1
    else delete defines['GLASS']
    this.surface.defines = defines
    this.surface.needsUpdate = true
  }

  /** Simple and soft, without the look of cut muscle: for families. */
  calm(on: boolean): void {
    const defines = { ...this.surface.defines }
    if (on) defines['CALM'] = 1
    else delete defines['CALM']
    this.surface.defines = defines
    this.surface.needsUpdate = true
  }

  /** Draws where the conduction axis may be, as a soft band round the lines of its landmarks; none: nothing is drawn. */
  conduction(lines: readonly (readonly Vec3[])[], width: number): void {
    const pieces = lines.flatMap((points) =>
      points.length === 1 ? [[points[0]!, points[0]!]] : points.slice(1).map((to, n) => [points[n]!, to]),
    )
    const ends = (which: 0 | 1) =>
      Array.from({ length: axisPieces }, (_, n) => new Vector3(...(pieces[n]?.[which] ?? [0, 0, 0])))
    this.uniforms['axisFrom']!.value = ends(0)
    this.uniforms['axisTo']!.value = ends(1)
    this.uniforms['axisCount']!.value = Math.min(pieces.length, axisPieces)
    this.uniforms['axisWidth']!.value = width
    const defines = { ...this.surface.defines }
    delete defines['CONDUCTION']
    if (pieces.length > 0) Object.assign(defines, { CONDUCTION: 1, AXIS_PIECES: axisPieces })
    this.surface.defines = defines
    this.surface.needsUpdate = true
  }

  dispose(): void {
    this.noise.dispose()
    this.surface.dispose()
    this.shadow.dispose()
  }
}

const uniforms = (noise: unknown): Uniforms => ({
  skinPositions: { value: null },
  skinNormals: { value: null },
  skinBaked: { value: null },
  tissueDistance: { value: null },
  tissueKinds: { value: null },
  tissueRegions: { value: null },
  noiseVolume: { value: noise },
  patientToVolume: { value: new Matrix4() },
  fibreAxis: { value: new Vector3(0, 0, 1) },
  clipPlane: { value: new Vector4(0, 0, 0, 1) },
  axisFrom: { value: [] },
  axisTo: { value: [] },
  axisCount: { value: 0 },
  axisWidth: { value: 1 },
})

function skinnedVertex(shader: string): string {
  return replaceAll(shader, {
    '#include <common>': `#include <common>\n${vertexGlsl}`,
    '#include <beginnormal_vertex>': 'vec3 objectNormal = texelFetch(skinNormals, skinTexel(), 0).xyz;',
    '#include <begin_vertex>': `
      vec3 transformed = texelFetch(skinPositions, skinTexel(), 0).xyz;
      vRest = position;
      vRestNormal = normal;
      vPlace = transformed;
      vBaked = vec3(texelFetch(skinBaked, skinTexel(), 0).xy, side);`,
  })
}

function tissueFragment(shader: string): string {
  const lights = ShaderChunk.lights_fragment_begin.replaceAll(
    '&& receiveShadow',
    '&& receiveShadow && !section',
  )
  return replaceAll(shader, {
    '#include <clearcoat_pars_fragment>': `#include <clearcoat_pars_fragment>\n${parsGlsl}`,
    '#include <color_fragment>': clipGlsl,
    '#include <roughnessmap_fragment>': 'float roughnessFactor = clamp(tissue.roughness, 0.1, 1.0);',
    '#include <normal_fragment_maps>': `
      if (section) {
        normal = normalize(normalMatrix * -clipPlane.xyz);
        nonPerturbedNormal = normal;
      } else {
        normal = normalize(vNormal) * (facing < -0.15 ? -1.0 : 1.0);
        ${grazingGlsl}
        nonPerturbedNormal = normal;
      }
      vec3 relief = normalMatrix * tissue.relief;
      normal = normalize(normal - (relief - normal * dot(relief, normal)));
      ${grazingGlsl}`,
    '#include <clearcoat_normal_fragment_begin>':
      'vec3 clearcoatNormal = normalize(mix(nonPerturbedNormal, normal, 0.42));',
    '#include <lights_physical_fragment>':
      '#include <lights_physical_fragment>\nmaterial.clearcoat *= tissue.wet;',
    '#include <lights_fragment_begin>': lights,
    '#include <lights_fragment_end>': `#include <lights_fragment_end>\n${lightGlsl}`,
    '#include <aomap_fragment>': occlusionGlsl,
    '#include <opaque_fragment>': `
      #ifdef GLASS
        float rim = 1.0 - abs(section ? dot(nonPerturbedNormal, geometryViewDir) : facing);
        diffuseColor.a = section ? 0.9 : mix(0.06, 0.6, pow(rim, 2.2));
        if (!section) outgoingLight = mix(outgoingLight, vec3(0.62, 0.44, 0.41), 0.5 * rim);
        #ifdef CALM
          diffuseColor.a = mix(0.05, 0.75, pow(rim, 1.7));
          outgoingLight = mix(outgoingLight, vec3(1.0, 0.80, 0.68), 0.6);
        #endif
      #endif
      #include <opaque_fragment>`,
  })
}

function clippedShadow(shader: string): string {
  return replaceAll(shader, {
    '#include <common>': '#include <common>\nuniform vec4 clipPlane;\nvarying vec3 vPlace;',
    '#include <map_fragment>': `
      #ifdef CLIPPED
        if (dot(clipPlane.xyz, vPlace) + clipPlane.w < 0.0) discard;
      #endif`,
  })
}

/** Fails when three no longer has a marker, rather than drawing the wrong thing. */
function replaceAll(shader: string, parts: Readonly<Record<string, string>>): string {
  let out = shader
  for (const [marker, text] of Object.entries(parts)) {
    if (!out.includes(marker)) throw new Error(`three's shader has no ${marker}`)
    out = out.replace(marker, () => text)
  }
  return out
}
