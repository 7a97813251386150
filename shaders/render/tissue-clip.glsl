// Where the view ray leaves tissue through its back, it entered through the clip plane: draw the section there.
bool section = false;
vec3 rest = vRest;
vec3 place = vPlace;
#ifdef CLIPPED
  if (dot(clipPlane.xyz, vPlace) + clipPlane.w < 0.0) discard;
  gl_FragDepth = gl_FragCoord.z;
  if (!gl_FrontFacing) {
    vec3 eye = (inverse(modelViewMatrix) * vec4(0.0, 0.0, 0.0, 1.0)).xyz;
    float from = dot(clipPlane.xyz, eye) + clipPlane.w;
    float to = dot(clipPlane.xyz, vPlace) + clipPlane.w;
    if (from < 0.0) {
      section = true;
      place = mix(eye, vPlace, from / (from - to));
      rest = vRest + place - vPlace;
      vec4 clip = projectionMatrix * modelViewMatrix * vec4(place, 1.0);
      gl_FragDepth = 0.5 * clip.z / clip.w + 0.5;
    }
  }
#endif
float side = section ? 2.0 : vBaked.z;
vec3 restNormal = normalize(section ? -clipPlane.xyz : vRestNormal);
Tissue tissue = tissueAt(rest, restNormal, side);
float openness = section ? 1.0 : vBaked.x;
diffuseColor.rgb = tissue.colour;
