uniform mat4 toPatient;       // the plane's own coordinates to patient space, m
varying vec3 vPlace;

void main() {
  vPlace = (toPatient * vec4(position, 1.0)).xyz;
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
}
