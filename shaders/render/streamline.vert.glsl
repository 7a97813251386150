// A streamline: a ribbon that faces the eye, one instance a line. Two texels a point: place and seconds along the line;
// speed, pressure, saturation, age. Heads of comets run along it as the blood does.
attribute vec2 corner;        // x: -1, 1 across; y: point of the line
uniform sampler2D points;
uniform float last;           // last point of a line
uniform float clock;          // seconds of blood time
uniform float pixel;          // height of a pixel at unit distance
uniform vec2 range;           // of the value shown, SI
uniform int quantity;         // 0 oxygen, 1 speed, 2 pressure, 3 age
uniform vec4 clipPlane;
varying float vAcross;
varying float vValue;
varying float vGlow;
varying float vKept;

// Blood time from one comet to the next, s, and the share of it that a tail takes.
const float BETWEEN = 0.12;

vec4 texel(float point, int half_) {
  return texelFetch(points, ivec2(2 * int(clamp(point, 0.0, last)) + half_, gl_InstanceID), 0);
}

void main() {
  vec4 here = texel(corner.y, 0);
  vec4 carried = texel(corner.y, 1);
  vec3 along = texel(corner.y + 1.0, 0).xyz - texel(corner.y - 1.0, 0).xyz;
  vec3 eye = (modelViewMatrix * vec4(here.xyz, 1.0)).xyz;
  vec3 across = cross((modelViewMatrix * vec4(along, 0.0)).xyz, normalize(eye));
  across = length(across) > 1e-9 ? normalize(across) : vec3(0.0);
  float lot = fract(sin(float(gl_InstanceID) * 12.9898) * 43758.5453);
  float comet = fract((here.w - clock) / BETWEEN + lot);
  vGlow = smoothstep(0.35, 1.0, comet) * (1.0 - smoothstep(0.985, 1.0, comet));
  // Thin where it begins and ends, thick where a comet's head is and where the blood is fast.
  float ends = smoothstep(0.0, 0.12, corner.y / last) * smoothstep(0.0, 0.12, 1.0 - corner.y / last);
  float size = length(modelViewMatrix[0].xyz);
  float width = (0.00016 + 0.0002 * vGlow) * size * (0.8 + 0.4 * min(carried.x, 1.0));
  width = max(width, (1.1 + 0.7 * vGlow) * pixel * -eye.z) * (0.15 + 0.85 * ends);
  gl_Position = projectionMatrix * vec4(eye + across * corner.x * width, 1.0);
  float value = quantity == 0 ? carried.z : quantity == 1 ? carried.x : quantity == 2 ? carried.y : carried.w;
  vValue = clamp((value - range.x) / (range.y - range.x), 0.0, 1.0);
  vAcross = corner.x;
  vKept = dot(clipPlane.xyz, here.xyz) + clipPlane.w;
}
