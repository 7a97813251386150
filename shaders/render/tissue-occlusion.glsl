// Cavities darken, and what light is left in them has bounced off red walls.
vec3 shut = pow(vec3(openness), vec3(0.9, 1.25, 1.3));
float deep = mix(0.4, 1.0, smoothstep(0.0, 0.62, openness));
reflectedLight.indirectDiffuse *= shut;
reflectedLight.directDiffuse *= mix(vec3(deep), vec3(1.0, 0.9, 0.88), openness);
reflectedLight.indirectSpecular *= openness;
reflectedLight.directSpecular *= deep;
#ifdef USE_CLEARCOAT
  clearcoatSpecularIndirect *= openness * openness;
  clearcoatSpecularDirect *= deep;
  // A wet film glints, it does not blind.
  clearcoatSpecularDirect /= 1.0 + 0.6 * max(clearcoatSpecularDirect.r, clearcoatSpecularDirect.g);
#endif
// A wall close to the lamp keeps its hue: light over half of white is pressed together, as the eye does.
float glare = max(reflectedLight.directDiffuse.r, max(reflectedLight.directDiffuse.g, reflectedLight.directDiffuse.b));
if (glare > 0.5) reflectedLight.directDiffuse *= (0.5 + 0.35 * (1.0 - exp((0.5 - glare) / 0.35))) / glare;
