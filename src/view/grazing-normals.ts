import { ShaderChunk } from 'three'
import grazingGlsl from '../../shaders/render/grazing-normal.glsl?raw'

/** Bends normals that turn away from the eye, in every lit material that is compiled from now on. */
export function bendGrazingNormals(): void {
  if (ShaderChunk.normal_fragment_maps.includes(grazingGlsl)) return
  ShaderChunk.normal_fragment_maps += `\n${grazingGlsl}`
}
