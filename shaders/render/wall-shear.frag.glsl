// The inner wall as the blood sees it, painted with its shear; what is not known is grey.
uniform sampler2D colours;
varying vec3 vNormal;
varying vec3 vEye;
varying float vValue;
varying float vKnown;
varying float vKept;

void main() {
  if (vKept < 0.0) discard;
  vec3 colour = mix(vec3(0.16, 0.155, 0.15), texture2D(colours, vec2(vValue, 0.5)).rgb, smoothstep(0.6, 1.0, vKnown));
  // Light at the eye and from above, so that the shape is read but no colour is hidden in shade.
  vec3 inward = -normalize(vNormal);
  float facing = abs(dot(inward, normalize(vEye)));
  float above = 0.5 + 0.5 * dot(inward, normalize(vec3(-0.3, 0.8, 0.4)));
  gl_FragColor = vec4(colour * (0.35 + 0.4 * facing + 0.4 * above), 1.0);
  #include <colorspace_fragment>
}
