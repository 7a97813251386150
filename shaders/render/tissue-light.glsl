// Light that has wandered below the surface: it wraps round edges and comes through thin walls, reddened.
#if NUM_DIR_LIGHTS > 0
{
  vec3 toLight = directionalLights[0].direction;
  float facing = dot(nonPerturbedNormal, toLight);
  float wrap = 0.45 * tissue.scatter;
  float wrapped = max((facing + wrap) / ((1.0 + wrap) * (1.0 + wrap)), 0.0) - max(facing, 0.0) * 0.6;
  float through = section ? 0.0 : exp(-vBaked.y * 10.0 / 2.2) * max(-facing * 0.6 + 0.4, 0.0);
  vec3 warm = material.diffuseColor * vec3(1.0, 0.52, 0.44);
  reflectedLight.directDiffuse += directionalLights[0].color * RECIPROCAL_PI * warm
    * (max(wrapped, 0.0) * 0.7 + through * tissue.scatter * 0.5);
}
#endif
