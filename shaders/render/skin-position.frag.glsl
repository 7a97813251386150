// Position of a surface vertex: sum of weight times lattice node. One texel a vertex.
precision highp float;
precision highp int;
precision highp usampler2D;
uniform usampler2D vertexNodes;
uniform sampler2D vertexWeights;
uniform sampler2D nodePositions;
out vec4 position;

vec3 node(uint id) {
  int width = textureSize(nodePositions, 0).x;
  return texelFetch(nodePositions, ivec2(int(id) % width, int(id) / width), 0).xyz;
}

void main() {
  ivec2 texel = ivec2(gl_FragCoord.xy);
  uvec4 ids = texelFetch(vertexNodes, texel, 0);
  vec4 w = texelFetch(vertexWeights, texel, 0);
  position = vec4(w.x * node(ids.x) + w.y * node(ids.y) + w.z * node(ids.z) + w.w * node(ids.w), 1.0);
}
