uniform sampler2D colours;
varying float vAcross;
varying float vValue;
varying float vGlow;
varying float vKept;

void main() {
  if (vKept < 0.0) discard;
  vec3 colour = texture2D(colours, vec2(vValue, 0.5)).rgb;
  // A tube's light: brighter along its middle.
  float round_ = sqrt(max(0.0, 1.0 - vAcross * vAcross));
  colour *= 0.62 + 0.5 * round_ + 0.4 * vGlow;
  gl_FragColor = vec4(colour, (0.72 + 0.28 * vGlow) * smoothstep(0.0, 0.45, round_));
  #include <colorspace_fragment>
}
