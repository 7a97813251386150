// How open a place on the tissue is (x), and how thick the wall behind it (y, in units of 10 mm), by sampling the
// tissue's distance field along a few cones: once a surface.
precision highp float;
precision highp sampler3D;
uniform sampler2D positions; // at rest
uniform sampler2D restNormals;
uniform sampler3D tissueDistance; // mm
uniform mat4 patientToVolume;
out vec4 baked;

float distanceAt(vec3 p) {
  return texture(tissueDistance, (patientToVolume * vec4(p, 1.0)).xyz).x;
}

// Share of a cone that is not blocked: the nearest tissue seen, relative to the cone's width there.
float coneOpenness(vec3 p, vec3 direction, float halfTangent) {
  float open = 1.0;
  float t = 0.0015;
  for (int i = 0; i < 6; i++) {
    float room = distanceAt(p + direction * t) * 1e-3;
    open = min(open, clamp(room / (t * halfTangent) * 0.5 + 0.5, 0.0, 1.0));
    t *= 1.75;
  }
  return open;
}

float thicknessBehind(vec3 p, vec3 n) {
  float inside = 0.0;
  for (int i = 0; i < 14; i++) {
    float depth = 0.0007 * (float(i) + 0.5);
    if (distanceAt(p - n * depth) > 0.15) break;
    inside += 0.0007;
  }
  return inside / 0.01;
}

void main() {
  ivec2 texel = ivec2(gl_FragCoord.xy);
  vec3 p = texelFetch(positions, texel, 0).xyz;
  vec3 n = texelFetch(restNormals, texel, 0).xyz;
  vec3 u = normalize(abs(n.x) < 0.8 ? cross(n, vec3(1.0, 0.0, 0.0)) : cross(n, vec3(0.0, 1.0, 0.0)));
  vec3 v = cross(n, u);
  float open = coneOpenness(p, n, 0.55) * 2.0;
  for (int i = 0; i < 6; i++) {
    float a = 1.0472 * float(i);
    open += coneOpenness(p, normalize(0.55 * n + cos(a) * u + sin(a) * v), 0.5);
  }
  baked = vec4(open / 8.0, min(thicknessBehind(p, n), 1.0), 0.0, 1.0);
}
