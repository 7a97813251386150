// Where the nearest thing seen is the tissue's back, the view ray entered it through the clip plane: what is drawn is
// the section, with the plane's normal and the place where the ray crosses it.
bool section = false;
vec3 rest = vRest;
vec3 place = vPlace;
#ifdef CLIPPED
  if (dot(clipPlane.xyz, vPlace) + clipPlane.w < 0.0) discard;
  if (!gl_FrontFacing) {
    vec3 eye = (inverse(modelViewMatrix) * vec4(0.0, 0.0, 0.0, 1.0)).xyz;
    float from = dot(clipPlane.xyz, eye) + clipPlane.w;
    float to = dot(clipPlane.xyz, vPlace) + clipPlane.w;
    if (from < 0.0) {
      section = true;
      place = mix(eye, vPlace, from / (from - to));
      rest = vRest + place - vPlace;
    }
  }
#endif
float side = section ? 2.0 : vBaked.z;
vec3 restNormal = normalize(section ? -clipPlane.xyz : vRestNormal);
Tissue tissue = tissueAt(rest, restNormal, side);
float openness = section ? 1.0 : vBaked.x;
diffuseColor.rgb = tissue.colour;
#ifdef CONDUCTION
  diffuseColor.rgb = mix(diffuseColor.rgb, vec3(0.93, 0.82, 0.30), 0.85 * conductionBand(rest));
#endif
