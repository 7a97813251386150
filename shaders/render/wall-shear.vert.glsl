attribute vec3 shear;         // now, TAWSS, OSI; below 0: unknown
uniform int quantity;         // 1 TAWSS, 2 OSI
uniform vec2 range;
uniform vec4 clipPlane;
uniform float inset;          // drawn this far inside of the wall, m
varying vec3 vNormal;
varying vec3 vEye;
varying float vValue;
varying float vKnown;
varying float vKept;

void main() {
  vec3 place = position - normal * inset;
  vec4 eye = modelViewMatrix * vec4(place, 1.0);
  vEye = eye.xyz;
  vNormal = (modelViewMatrix * vec4(normal, 0.0)).xyz;
  float value = quantity == 1 ? shear.y : shear.z;
  vKnown = shear.x < 0.0 ? 0.0 : 1.0;
  vValue = clamp((value - range.x) / (range.y - range.x), 0.0, 1.0);
  vKept = dot(clipPlane.xyz, position) + clipPlane.w;
  gl_Position = projectionMatrix * eye;
}
