precision highp sampler3D;
uniform sampler3D tissueDistance; // mm
uniform sampler3D tissueKinds;    // arterial, pulmonary-arterial, venous, leaflet
uniform sampler3D tissueRegions;  // atrium, fat seen from outside, coronary artery, modelled fat
uniform sampler3D noiseVolume;
uniform mat4 patientToVolume;
uniform vec3 fibreAxis;           // base to apex
uniform vec4 clipPlane;           // patient space; kept where dot(n, p) + d >= 0
#ifdef CONDUCTION
uniform vec3 axisFrom[AXIS_PIECES]; // pieces of the conduction axis' landmark, patient space at rest
uniform vec3 axisTo[AXIS_PIECES];
uniform int axisCount;
uniform float axisWidth;            // one standard deviation of its place, metres
#endif
uniform mat4 modelViewMatrix;
uniform mat3 normalMatrix;
varying vec3 vRest;
varying vec3 vRestNormal;
varying vec3 vPlace;
varying vec3 vBaked;

struct Tissue {
  vec3 colour;
  vec3 relief;     // gradient of height, patient space
  float roughness;
  float wet;
  float scatter;   // how far light spreads below the surface
};

// xyz: gradient, w: value 0-1.
vec4 noiseAt(vec3 p) {
  vec4 t = texture(noiseVolume, p);
  return vec4(t.xyz * 2.0 - 1.0, t.w);
}

// Noise drawn out along a direction: fibres. p in mm.
vec4 streaks(vec3 p, vec3 along) {
  vec4 sum = vec4(0.0);
  for (int i = 0; i < 5; i++) sum += noiseAt((p + along * (float(i) - 2.0) * 1.1) / 11.0);
  sum *= 0.2;
  sum.xyz -= along * dot(sum.xyz, along);
  sum.w = clamp((sum.w - 0.5) * 1.9 + 0.5, 0.0, 1.0);
  return sum;
}

// Myofibres wind round the long axis: about -60 degrees outside, +60 degrees inside (Streeter).
vec3 fibreDirection(vec3 n, float helix) {
  vec3 round = cross(fibreAxis, n);
  round /= max(length(round), 1e-3);
  return normalize(round * cos(helix) + cross(n, round) * sin(helix));
}

Tissue muscle(vec3 p, vec3 n, float endocardium, float atrium) {
  vec4 fibre = streaks(p, fibreDirection(n, mix(-1.05, 1.05, endocardium)));
  vec4 broad = noiseAt(p / 46.0);
  vec4 fine = noiseAt(p / 4.3);
  vec3 outer = mix(vec3(0.150, 0.047, 0.039), vec3(0.305, 0.115, 0.092), fibre.w);
  outer = mix(outer, mix(vec3(0.30, 0.112, 0.094), vec3(0.43, 0.195, 0.160), fibre.w), atrium);
  vec3 inner = mix(vec3(0.40, 0.170, 0.135), vec3(0.56, 0.290, 0.235), fibre.w);
  inner = mix(inner, vec3(0.64, 0.36, 0.30), atrium * 0.55);
  Tissue t;
  t.colour = mix(outer, inner, endocardium) * (0.82 + 0.36 * broad.w);
  t.colour *= 0.94 + 0.12 * fine.w;
  t.relief = fibre.xyz * mix(0.22, 0.10, endocardium) + fine.xyz * 0.06 + broad.xyz * 0.10;
  t.roughness = mix(0.54, 0.44, endocardium) + 0.16 * (fibre.w - 0.5);
  t.wet = mix(0.75, 1.0, endocardium);
  t.scatter = mix(0.35, 0.5, endocardium);
  return t;
}

Tissue vesselWall(vec3 p, vec4 kinds) {
  vec4 broad = noiseAt(p / 31.0);
  vec4 fine = noiseAt(p / 5.0);
  vec3 aorta = vec3(0.70, 0.52, 0.39);
  vec3 pulmonary = vec3(0.55, 0.44, 0.42);
  vec3 vein = vec3(0.27, 0.225, 0.30);
  vec3 leaflet = vec3(0.74, 0.62, 0.50);
  float sum = max(dot(kinds, vec4(1.0)), 1e-3);
  Tissue t;
  t.colour = (aorta * kinds.x + pulmonary * kinds.y + vein * kinds.z + leaflet * kinds.w) / sum;
  t.colour *= 0.86 + 0.22 * broad.w + 0.1 * fine.w;
  t.colour = mix(t.colour, t.colour * vec3(1.05, 0.72, 0.66), smoothstep(0.55, 0.9, broad.w) * 0.5);
  t.relief = fine.xyz * 0.06 + broad.xyz * 0.1;
  t.roughness = 0.5;
  t.wet = 0.8;
  t.scatter = 0.55;
  return t;
}

Tissue fat(vec3 p) {
  vec4 lobes = noiseAt(p / 21.0);
  vec4 fine = noiseAt(p / 6.5);
  Tissue t;
  t.colour = mix(vec3(0.60, 0.41, 0.18), vec3(0.80, 0.65, 0.38), 0.6 * lobes.w + 0.4 * fine.w);
  t.relief = lobes.xyz * 0.32 + fine.xyz * 0.2;
  t.roughness = 0.42;
  t.wet = 0.9;
  t.scatter = 0.7;
  return t;
}

// Pinkish tubes, smoother than the fat they lie in.
Tissue coronary(vec3 p) {
  vec4 fine = noiseAt(p / 7.0);
  return Tissue(mix(vec3(0.46, 0.17, 0.14), vec3(0.60, 0.30, 0.24), fine.w), fine.xyz * 0.06, 0.42, 1.0, 0.5);
}

Tissue blend(Tissue a, Tissue b, float s) {
  return Tissue(
    mix(a.colour, b.colour, s), mix(a.relief, b.relief, s), mix(a.roughness, b.roughness, s),
    mix(a.wet, b.wet, s), mix(a.scatter, b.scatter, s));
}

// Way out of the wall at a place inside it, from the slope of the distance to its surface.
vec3 outOfWall(vec3 rest) {
  vec3 slope = vec3(0.0);
  for (int axis = 0; axis < 3; axis++) {
    vec3 h = vec3(0.0);
    h[axis] = 1e-3;
    slope[axis] = texture(tissueDistance, (patientToVolume * vec4(rest + h, 1.0)).xyz).x
      - texture(tissueDistance, (patientToVolume * vec4(rest - h, 1.0)).xyz).x;
  }
  return slope / max(length(slope), 1e-4);
}

// Deep muscle: bundles whose direction turns through the wall, drawn out where they lie in the cut and end-on where
// they cross it, with pale sheets of connective tissue between them. depth in mm.
Tissue cutMuscle(vec3 p, vec3 outward, float depth, float atrium) {
  vec4 fibre = streaks(p, fibreDirection(outward, 1.05 * cos(0.5 * depth)));
  vec4 bundle = noiseAt(p / 3.1);
  vec4 broad = noiseAt(p / 19.0);
  vec3 colour = mix(vec3(0.150, 0.034, 0.030), vec3(0.370, 0.112, 0.086), fibre.w * 0.7 + bundle.w * 0.3);
  colour = mix(colour, vec3(0.46, 0.155, 0.125) * (0.8 + 0.4 * fibre.w), atrium * 0.55);
  float sheet = smoothstep(0.60, 0.84, fibre.w) * smoothstep(0.4, 0.7, bundle.w);
  colour = mix(colour, vec3(0.60, 0.34, 0.28), 0.30 * sheet);
  colour *= 0.86 + 0.28 * broad.w;
  return Tissue(colour, fibre.xyz * 0.30 + bundle.xyz * 0.10, 0.5, 0.65, 0.3);
}

// The media of an artery in fine layers along the wall; a vein is thin and plain; a leaflet is pale and clear.
Tissue cutVessel(vec3 p, float depth, vec4 kinds) {
  vec4 fine = noiseAt(p / 4.1);
  float sum = max(dot(kinds, vec4(1.0)), 1e-3);
  vec3 colour = (vec3(0.80, 0.63, 0.46) * kinds.x + vec3(0.72, 0.55, 0.49) * kinds.y
    + vec3(0.52, 0.40, 0.43) * kinds.z + vec3(0.84, 0.74, 0.63) * kinds.w) / sum;
  float layered = (kinds.x + kinds.y) / sum;
  float layers = 0.5 + 0.5 * sin(depth * 15.0 + 5.0 * (fine.w - 0.5));
  colour *= 1.0 - 0.16 * layered * layers - 0.10 * (1.0 - fine.w);
  return Tissue(colour, fine.xyz * 0.08, 0.48, 0.7, 0.6);
}

// A face that a blade made shows what was cut, with a thin lighter rim where it meets the surface.
Tissue cutFace(vec3 rest, vec4 kinds, vec4 regions) {
  vec3 p = rest * 1e3;
  float depth = -texture(tissueDistance, (patientToVolume * vec4(rest, 1.0)).xyz).x;
  float vessel = smoothstep(0.25, 0.7, dot(kinds, vec4(1.0)));
  float fatty = smoothstep(0.4, 0.7, regions.w) * (1.0 - vessel);
  Tissue t = cutMuscle(p, outOfWall(rest), depth, regions.x);
  t = blend(t, fat(p), fatty);
  t = blend(t, coronary(p), smoothstep(0.3, 0.6, regions.z));
  t = blend(t, cutVessel(p, depth, kinds), vessel);
  vec3 rim = mix(vec3(0.66, 0.38, 0.31), vec3(0.88, 0.77, 0.65), max(vessel, fatty));
  float inside = smoothstep(0.08, mix(0.5, 0.3, vessel), depth);
  t.colour = mix(mix(t.colour, rim, 0.8), t.colour, inside);
  t.relief *= inside;
  return t;
}

// For families: a cut face looks like the lining beside it, colours are even, nothing glistens.
Tissue calmed(Tissue t) {
  float light = dot(t.colour, vec3(0.35, 0.45, 0.20));
  return Tissue(mix(t.colour, vec3(0.52, 0.27, 0.22) * (0.75 + light), 0.6), t.relief * 0.15, 0.78, 0.15, 0.8);
}

Tissue tissueAs(vec3 rest, vec3 n, float side) {
  vec3 at = (patientToVolume * vec4(rest, 1.0)).xyz;
  vec4 kinds = texture(tissueKinds, at);
  vec4 regions = texture(tissueRegions, at);
  if (side > 1.5) return cutFace(rest, kinds, regions);
  vec3 p = rest * 1e3;
  float endocardium = smoothstep(0.25, 0.75, side);
  Tissue t = muscle(p, n, endocardium, regions.x);
  float lobes = noiseAt(p / 27.0).w * 0.6 + noiseAt(p / 9.0).w * 0.4;
  float broad = noiseAt(p / 60.0).w;
  float groove = regions.y + 0.34 * (lobes - 0.5) + 0.5 * (broad - 0.5) + 0.3 * (1.0 - vBaked.x);
  // A thin film of fat tints the muscle before it hides it.
  float cover = 0.28 * smoothstep(0.35, 0.8, groove) + 0.72 * smoothstep(0.66, 1.0, groove);
  t = blend(t, fat(p), cover * (1.0 - endocardium));
  t = blend(t, coronary(p), smoothstep(0.2, 0.55, regions.z) * (1.0 - endocardium));
  return blend(t, vesselWall(p, kinds), smoothstep(0.25, 0.7, dot(kinds, vec4(1.0))));
}

#ifdef CONDUCTION
// How likely the conduction axis is here, relative to the line of its landmark.
float conductionBand(vec3 rest) {
  float least = 1e3;
  for (int i = 0; i < AXIS_PIECES; i++) {
    if (i >= axisCount) break;
    vec3 along = axisTo[i] - axisFrom[i];
    float t = clamp(dot(rest - axisFrom[i], along) / max(dot(along, along), 1e-12), 0.0, 1.0);
    least = min(least, distance(rest, axisFrom[i] + t * along));
  }
  float s = least / axisWidth;
  return exp(-0.5 * s * s);
}
#endif

Tissue tissueAt(vec3 rest, vec3 n, float side) {
  #ifdef CALM
    return calmed(tissueAs(rest, n, min(side, 1.0)));
  #else
    return tissueAs(rest, n, side);
  #endif
}
