// A hull of fast or turning blood: clear where it is seen face on, dense at its rim, so that its core shows through.
uniform sampler2D colours;
uniform float density;        // opacity face on
varying vec3 vNormal;
varying vec3 vEye;
varying float vValue;
varying float vKept;

void main() {
  if (vKept < 0.0) discard;
  vec3 n = normalize(vNormal);
  vec3 toEye = -normalize(vEye);
  float facing = abs(dot(n, toEye));
  if (dot(n, toEye) < 0.0) n = -n;
  vec3 colour = texture2D(colours, vec2(vValue, 0.5)).rgb;
  // Light from above the eye, so that the shape is read; a soft highlight, so that it is read as wet.
  vec3 light = normalize(vec3(-0.35, 0.7, 0.6));
  float lit = 0.5 + 0.5 * dot(n, light);
  float shine = pow(max(dot(n, normalize(light + toEye)), 0.0), 40.0);
  colour = colour * (0.5 + 0.62 * lit) + 0.22 * shine;
  gl_FragColor = vec4(colour, mix(min(density + 0.55, 1.0), density, smoothstep(0.0, 0.85, facing)));
  #include <colorspace_fragment>
}
