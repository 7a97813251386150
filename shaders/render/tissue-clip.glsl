// Where the nearest thing seen is the tissue's back, the view ray entered it through the clip plane: what is drawn is
// the section, with the plane's normal and the place where the ray crosses it. Which side is seen is told by the smooth
// normals (a small triangle may be folded over), and by the triangle itself only along an outline.
bool section = false;
float facing = dot(normalize(vNormal), normalize(vViewPosition));
bool fromBehind = abs(facing) > 0.15 ? facing < 0.0 : !gl_FrontFacing;
vec3 rest = vRest;
vec3 place = vPlace;
#ifdef CLIPPED
  if (dot(clipPlane.xyz, vPlace) + clipPlane.w < 0.0) discard;
  if (fromBehind) {
    vec3 eye = (inverse(modelViewMatrix) * vec4(0.0, 0.0, 0.0, 1.0)).xyz;
    float from = dot(clipPlane.xyz, eye) + clipPlane.w;
    float to = dot(clipPlane.xyz, vPlace) + clipPlane.w;
    vec3 entry = mix(eye, vPlace, from / (from - to));
    vec3 entryAtRest = vRest + entry - vPlace;
    // Far out in the blood nothing was cut: what shows its back there is the edge of an outline.
    section = from < 0.0 && texture(tissueDistance, (patientToVolume * vec4(entryAtRest, 1.0)).xyz).x < 2.5;
    if (section) {
      place = entry;
      rest = entryAtRest;
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
