// The field of the blood on a plane: the lattice's own cells, linear between their centres, nothing outside of blood.
precision highp usampler3D;
uniform usampler3D entries;   // entry of each cell; 0: no blood
uniform sampler2D values;     // two texels an entry: velocity, pressure; saturation, age, fill, 0
uniform vec3 origin;          // of the lattice, m
uniform float spacing;
uniform vec2 range;           // of the value shown, SI
uniform int quantity;         // 0 oxygen, 1 speed, 2 pressure, 3 age
uniform sampler2D colours;
varying vec3 vPlace;

vec4 stored(uint entry, int half_) {
  int n = 2 * int(entry) + half_;
  int wide = textureSize(values, 0).x;
  return texelFetch(values, ivec2(n % wide, n / wide), 0);
}

void main() {
  vec3 at = (vPlace - origin) / spacing;
  vec3 base = floor(at);
  vec3 t = at - base;
  ivec3 size = textureSize(entries, 0);
  vec3 velocity = vec3(0.0);
  vec3 carried = vec3(0.0); // pressure, saturation, age
  float blood = 0.0;
  float fill = 0.0;
  for (int corner = 0; corner < 8; corner++) {
    ivec3 d = ivec3(corner & 1, (corner >> 1) & 1, corner >> 2);
    ivec3 cell = ivec3(base) + d;
    if (any(lessThan(cell, ivec3(0))) || any(greaterThanEqual(cell, size))) continue;
    uint entry = texelFetch(entries, cell, 0).r;
    if (entry == 0u) continue;
    vec3 w3 = mix(vec3(1.0) - t, t, vec3(d));
    float w = w3.x * w3.y * w3.z;
    vec4 a = stored(entry, 0);
    vec4 b = stored(entry, 1);
    velocity += w * a.xyz;
    carried += w * vec3(a.w, b.x, b.y);
    fill += w * b.z;
    blood += w;
  }
  float edge = max(fwidth(fill), 0.02);
  float inside = smoothstep(0.42 - edge, 0.42 + edge, fill);
  if (inside < 0.01) discard;
  carried /= max(blood, 1e-4);
  float value = quantity == 0 ? carried.y : quantity == 1 ? length(velocity) : quantity == 2 ? carried.x : carried.z;
  float share = clamp((value - range.x) / (range.y - range.x), 0.0, 1.0);
  vec3 colour = texture2D(colours, vec2(share, 0.5)).rgb;
  // A fine dark rim, so that the lumen's edge is seen against tissue of any colour.
  colour *= mix(0.45, 1.0, smoothstep(0.42, 0.42 + 3.0 * edge, fill));
  gl_FragColor = vec4(colour, inside);
  #include <colorspace_fragment>
}
