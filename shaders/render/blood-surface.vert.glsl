attribute vec4 carried;       // speed, pressure, saturation, age
uniform vec2 range;           // of the value shown, SI
uniform int quantity;         // 0 oxygen, 1 speed, 2 pressure, 3 age
uniform vec4 clipPlane;
varying vec3 vNormal;
varying vec3 vEye;
varying float vValue;
varying float vKept;

void main() {
  vec4 eye = modelViewMatrix * vec4(position, 1.0);
  vEye = eye.xyz;
  vNormal = (modelViewMatrix * vec4(normal, 0.0)).xyz;
  float value = quantity == 0 ? carried.z : quantity == 1 ? carried.x : quantity == 2 ? carried.y : carried.w;
  vValue = clamp((value - range.x) / (range.y - range.x), 0.0, 1.0);
  vKept = dot(clipPlane.xyz, position) + clipPlane.w;
  gl_Position = projectionMatrix * eye;
}
