// Normal of a moved vertex: its rest normal, turned as the fan of triangles round it has turned.
// (The rest normal comes from the distance field and is smoother than the fan's own.)
precision highp float;
precision highp int;
precision highp usampler2D;
uniform sampler2D positions;
uniform usampler2D fans; // four texels a vertex: up to eight pairs (b, c) of the triangles (vertex, b, c)
uniform sampler2D restFanNormals;
uniform sampler2D restNormals;
out vec4 normal;

vec3 vertexAt(uint id) {
  int width = textureSize(positions, 0).x;
  return texelFetch(positions, ivec2(int(id) % width, int(id) / width), 0).xyz;
}

vec3 fanNormal(ivec2 texel) {
  vec3 centre = texelFetch(positions, texel, 0).xyz;
  vec3 sum = vec3(0.0);
  for (int i = 0; i < 4; i++) {
    uvec4 pair = texelFetch(fans, ivec2(texel.x * 4 + i, texel.y), 0);
    sum += cross(vertexAt(pair.x) - centre, vertexAt(pair.y) - centre);
    sum += cross(vertexAt(pair.z) - centre, vertexAt(pair.w) - centre);
  }
  return sum / max(length(sum), 1e-20);
}

// v turned by the least rotation that takes unit vector a to unit vector b.
vec3 turn(vec3 v, vec3 a, vec3 b) {
  vec3 axis = cross(a, b);
  float c = dot(a, b);
  if (c < -0.999) return -v;
  return v * c + cross(axis, v) + axis * dot(axis, v) / (1.0 + c);
}

void main() {
  ivec2 texel = ivec2(gl_FragCoord.xy);
  vec3 fan = fanNormal(texel);
#ifdef REST_FAN
  normal = vec4(fan, 1.0);
#else
  vec3 restFan = texelFetch(restFanNormals, texel, 0).xyz;
  normal = vec4(normalize(turn(texelFetch(restNormals, texel, 0).xyz, restFan, fan)), 1.0);
#endif
}
