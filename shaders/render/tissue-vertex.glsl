// Shared by the tissue's colour and shadow passes: reads the skinned vertex.
uniform sampler2D skinPositions;
uniform sampler2D skinNormals;
uniform sampler2D skinBaked;
attribute float side;
varying vec3 vRest;       // metres, patient space at rest
varying vec3 vRestNormal;
varying vec3 vPlace;      // metres, patient space now
varying vec3 vBaked;      // openness, thickness / 10 mm, side

ivec2 skinTexel() {
  int width = textureSize(skinPositions, 0).x;
  return ivec2(gl_VertexID % width, gl_VertexID / width);
}
