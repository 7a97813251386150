// #import lib/slot.wgsl
// #import lib/tables.wgsl
// #import lib/neo_hookean.wgsl

// Linear tetrahedra lock: each has but one strain and one volume. So of the energy of slots alone is taken what lies in
// how neighbours differ, with F from the imaged piece, J that of the whole elastic deformation, J0 its imaged value:
//   E = E_alone - 1/2 sum V mu (|F - F_A|^2 + |F - F_B|^2)/3 - sum V lambda' mean over its corners of H(J - J0 - D_k)
// F_A and F_B are the means of F over the slots round its A-A and its B-B link, by weight V mu (half of an edge-based
// smoothed element, Nguyen-Thoi et al. 2009), D_k that of J - J0 over the slots at corner k, by weight V lambda' (Bonet &
// Burton 1998). H(u) is u^2/2 up to SHARED_DILATION and straight beyond (Huber): a slot that is crushed or turned inside
// out alone is pushed back alone. A piece at rest in the imaged shape, moved rigidly or deformed alike throughout, is as
// without. V mu and V lambda' here are what a slot shares of its own (`StressFree.share`): all in a body of one stiffness
// imaged unloaded, less where F0 or softer neighbours press, nothing where a blade has taken corners away, since a
// thread that holds one node of a lip would else pull a fold out of it. A third of |F F0|^2 and most of (J - 1)^2 are
// always left: E is bounded below whatever the tissue is crumpled to.
// What is taken away is convex in F and J, so that its slope where a substep starts bounds it from below: descending
// E_alone with that slope descends E from there (Yuille & Rangarajan 2003), the sweeps' Hessians stay as they are, and
// implicit Euler takes energy away as before. Once a substep each slot so gets a dilation (`prestretch`, w of the first
// column) and each node a force on top of its body load.
struct Extent {
  slots: u32,
  nodes: u32,
}
const NO_SLOT = 0xffffffffu;
/// As in `lib/tissue.wgsl`: a law that is not quadratic in F shares J alone.
override LAW: u32 = 0u;
/// Share of a slot's V mu that lies in how it differs from each of its two rings.
const SHARED_STRAIN = 1.0 / 3.0;
/// A slot whose J is further than this from those round about is not locked but crushed.
const SHARED_DILATION = 0.2;

@group(0) @binding(0) var<uniform> tables: Tables;
@group(0) @binding(1) var<uniform> extent: Extent;
@group(0) @binding(2) var<storage, read> previous: array<vec4f>; // places at the start of the substep
@group(0) @binding(3) var<storage, read> slots: array<Slot>;
@group(0) @binding(4) var<storage, read_write> prestretch: array<vec4f>;
@group(0) @binding(5) var<storage, read> rows: array<vec2u>;
@group(0) @binding(6) var<storage, read> entries: array<u32>;
@group(0) @binding(7) var<storage, read_write> rings: array<vec4u>;  // two a slot: those round its A-A and its B-B link
@group(0) @binding(8) var<storage, read_write> strain: array<vec4f>; // F by columns, w: J - J0, V mu, V lambda'
@group(0) @binding(9) var<storage, read_write> node_dilation: array<vec2f>; // D_k, mean of H' round it
@group(0) @binding(10) var<storage, read_write> excess: array<vec4f>; // V mu (F_A + F_B - 2 F)/3, by columns
@group(0) @binding(11) var<storage, read> body_load: array<vec4f>;
@group(0) @binding(12) var<storage, read_write> ties: array<vec4f>; // load: yzw of the third of each node

/// The slots that share a long link, in fours by ascending number: the four that slot n is among.
fn ring_of(n: u32, a: u32, b: u32) -> vec4u {
  var ring = vec4u(NO_SLOT);
  var count = 0u;
  var found = false;
  let row = rows[a];
  for (var e = row.x; e < row.x + row.y; e++) {
    let other = entries[e] >> 2u;
    // The corners 0, 1 and 2, 3 are the ends of a slot's long links.
    if (slots[other].nodes[(entries[e] & 3u) ^ 1u] != b) {
      continue;
    }
    if (count == 4u) {
      if (found) {
        break;
      }
      ring = vec4u(NO_SLOT);
      count = 0u;
    }
    ring[count] = other;
    found = found || other == n;
    count++;
  }
  return ring;
}

// After every change of the topology.
@compute @workgroup_size(64)
fn find_rings(@builtin(global_invocation_id) id: vec3u) {
  let n = id.x;
  if (n >= extent.slots) {
    return;
  }
  let ids = slots[n].nodes;
  rings[2u * n] = ring_of(n, ids.z, ids.w);
  rings[2u * n + 1u] = ring_of(n, ids.x, ids.y);
}

@compute @workgroup_size(64)
fn measure(@builtin(global_invocation_id) id: vec3u) {
  let n = id.x;
  if (n >= extent.slots) {
    return;
  }
  let slot = slots[n];
  let ids = slot.nodes;
  let shape = (slot.kind & 255u) * 4u;
  let material = tables.material[slot.kind >> 8u];
  let imaged = dot(prestretch[3u * n].xyz, cross(prestretch[3u * n + 1u].xyz, prestretch[3u * n + 2u].xyz));
  let f = deformation_gradient(
    array<vec3f, 4>(previous[ids.x].xyz, previous[ids.y].xyz, previous[ids.z].xyz, previous[ids.w].xyz),
    array<vec3f, 4>(
      tables.gradient[shape].xyz,
      tables.gradient[shape + 1u].xyz,
      tables.gradient[shape + 2u].xyz,
      tables.gradient[shape + 3u].xyz,
    ),
  );
  strain[3u * n] = vec4f(f[0], imaged * (dot(f[0], cross(f[1], f[2])) - 1.0));
  strain[3u * n + 1u] = vec4f(f[1], slot.volume * material.x * prestretch[3u * n + 1u].w);
  strain[3u * n + 2u] = vec4f(f[2], slot.volume * material.y * prestretch[3u * n + 2u].w);
}

@compute @workgroup_size(64)
fn average(@builtin(global_invocation_id) id: vec3u) {
  let n = id.x;
  if (n >= extent.nodes) {
    return;
  }
  var sum = vec2f(0.0);
  let row = rows[n];
  for (var e = row.x; e < row.x + row.y; e++) {
    let s = 3u * (entries[e] >> 2u);
    sum += strain[s + 2u].w * vec2f(strain[s].w, 1.0);
  }
  if (sum.y <= 0.0) {
    return;
  }
  let mean = sum.x / sum.y;
  var slope = 0.0;
  for (var e = row.x; e < row.x + row.y; e++) {
    let s = 3u * (entries[e] >> 2u);
    slope += strain[s + 2u].w * huber_slope(strain[s].w - mean);
  }
  node_dilation[n] = vec2f(mean, slope / sum.y);
}

fn huber_slope(apart: f32) -> f32 {
  return clamp(apart, -SHARED_DILATION, SHARED_DILATION);
}

/// What corner k makes of a dilation: minus the slope of what is taken away.
fn corner_dilation(k: u32, dilation: f32) -> f32 {
  return node_dilation[k].y - huber_slope(dilation - node_dilation[k].x);
}

fn strain_of(n: u32) -> mat3x3f {
  return mat3x3f(strain[3u * n].xyz, strain[3u * n + 1u].xyz, strain[3u * n + 2u].xyz);
}

fn mean_strain(ring: vec4u) -> mat3x3f {
  var sum = mat3x3f();
  var weight = 0.0;
  for (var k = 0u; k < 4u; k++) {
    if (ring[k] != NO_SLOT) {
      let w = strain[3u * ring[k] + 1u].w;
      sum += w * strain_of(ring[k]);
      weight += w;
    }
  }
  return sum * (1.0 / weight);
}

@compute @workgroup_size(64)
fn share(@builtin(global_invocation_id) id: vec3u) {
  let n = id.x;
  if (n >= extent.slots) {
    return;
  }
  let stiffness = strain[3u * n + 1u].w;
  if (stiffness <= 0.0) {
    prestretch[3u * n].w = 0.0;
    for (var k = 0u; k < 3u; k++) {
      excess[3u * n + k] = vec4f(0.0);
    }
    return;
  }
  let ids = slots[n].nodes;
  let own = strain[3u * n].w;
  prestretch[3u * n].w = 0.25 * prestretch[3u * n + 2u].w * (corner_dilation(ids.x, own) + corner_dilation(ids.y, own)
    + corner_dilation(ids.z, own) + corner_dilation(ids.w, own));
  if (LAW != 0u) {
    return;
  }
  let apart = mean_strain(rings[2u * n]) + mean_strain(rings[2u * n + 1u]) - 2.0 * strain_of(n);
  excess[3u * n] = vec4f(apart[0] * (stiffness * SHARED_STRAIN), 0.0);
  excess[3u * n + 1u] = vec4f(apart[1] * (stiffness * SHARED_STRAIN), 0.0);
  excess[3u * n + 2u] = vec4f(apart[2] * (stiffness * SHARED_STRAIN), 0.0);
}

@compute @workgroup_size(64)
fn press(@builtin(global_invocation_id) id: vec3u) {
  let n = id.x;
  if (n >= extent.nodes) {
    return;
  }
  var force = body_load[n].xyz;
  let row = rows[n];
  for (var e = row.x; e < row.x + row.y; e++) {
    let s = entries[e] >> 2u;
    let kind = slots[s].kind;
    let g = tables.gradient[(kind & 255u) * 4u + (entries[e] & 3u)].xyz;
    force -= g.x * excess[3u * s].xyz + g.y * excess[3u * s + 1u].xyz + g.z * excess[3u * s + 2u].xyz;
  }
  ties[3u * n + 2u] = vec4f(ties[3u * n + 2u].x, force);
}
