// A tracer: a comet stroke that faces the eye, its head at the tracer, its tail where it was a moment ago.
attribute vec2 corner;        // x: -1, 1 across; y: 0 tail, 1 head
attribute vec4 placeOxygen;   // metres; saturation 0-1, or age [s]
attribute vec4 flow;          // m/s; pressure, Pa
uniform float ahead;          // seconds of blood time since these places were computed
uniform float trail;          // seconds of blood time that a tail shows
uniform float pixel;          // height of a pixel at unit distance
uniform vec2 range;           // of the value shown
uniform int quantity;          // 0 oxygen, 1 speed, 2 pressure; 3 age, which then stands in for the saturation
uniform vec4 clipPlane;
varying vec2 vCorner;
varying float vValue;
varying float vFade;
varying float vKept;

void main() {
  float speed = length(flow.xyz);
  // Never guessed far enough to leave through a wall.
  vec3 place = placeOxygen.xyz + flow.xyz * min(ahead, 0.0015 / max(speed, 1e-6));
  float size = length(modelViewMatrix[0].xyz);
  vec3 head = (modelViewMatrix * vec4(place, 1.0)).xyz;
  float width = max(0.00028 * size, 0.9 * pixel * -head.z);
  float reach = clamp(speed * trail, 0.0, 0.009) * size + width;
  vec3 along = (modelViewMatrix * vec4(flow.xyz, 0.0)).xyz;
  along = length(along) > 1e-9 ? normalize(along) : vec3(0.0, 1.0, 0.0);
  vec3 across = cross(along, normalize(head));
  across = length(across) > 1e-4 ? normalize(across) : vec3(1.0, 0.0, 0.0);
  float taper = mix(0.15, 1.0, corner.y);
  vec3 p = head + along * (width - (1.0 - corner.y) * (reach + width)) + across * corner.x * width * taper;
  gl_Position = projectionMatrix * vec4(p, 1.0);
  vCorner = corner;
  float value = quantity == 1 ? speed : quantity == 2 ? flow.w : placeOxygen.w;
  vValue = clamp((value - range.x) / (range.y - range.x), 0.0, 1.0);
  vFade = 0.35 + 0.65 * smoothstep(0.02, 0.25, speed);
  vKept = dot(clipPlane.xyz, place) + clipPlane.w;
}
