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
#endif
