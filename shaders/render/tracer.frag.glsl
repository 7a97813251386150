uniform sampler2D colours;
varying vec2 vCorner;
varying float vValue;
varying float vFade;
varying float vKept;

void main() {
  if (vKept < 0.0) discard;
  vec3 colour = texture2D(colours, vec2(vValue, 0.5)).rgb;
  float edge = 1.0 - smoothstep(0.55, 1.0, abs(vCorner.x));
  float alpha = edge * vCorner.y * vCorner.y * vFade;
  colour *= 1.0 + 0.45 * smoothstep(0.75, 1.0, vCorner.y);
  gl_FragColor = vec4(colour, alpha);
  #include <colorspace_fragment>
}
