// #import lib/membrane.wgsl
// #import lib/tie.wgsl

// Force and Hessian of the ties (springs, stitches, shells, loads) on the nodes of one colour, just before its sweep.
// A pass of its own: two nodes of one colour may share a stitch, and both must see it as it was.
struct Colour {
  first: u32,
  count: u32,
}
// A running thread: its segments are ties that follow one another.
struct Thread {
  first: u32,
  count: u32,
  stiffness: f32, // of the whole thread, N/m
  length: f32,    // drawn in to, m
  cap: f32,       // N
}

const TIE_NUMBERS = 20u;

@group(0) @binding(0) var<uniform> colour: Colour;
@group(0) @binding(1) var<storage, read> position: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> ties: array<vec4f>;
@group(0) @binding(3) var<storage, read> tied_nodes: array<vec4u>; // node, first entry, count, -
@group(0) @binding(4) var<storage, read> tie_entries: array<u32>;  // tie * 8 + k
@group(0) @binding(5) var<storage, read> tie_nodes: array<u32>;    // eight a tie
@group(0) @binding(6) var<storage, read> tie_data: array<f32>;     // TIE_NUMBERS a tie: eight weights, anchor, k, L, cap, factor, mode, normal, mu
@group(0) @binding(7) var<storage, read_write> thread_tension: array<f32>;
@group(0) @binding(8) var<storage, read> threads: array<Thread>;

fn tie_vector(tie: u32) -> vec3f {
  let d = tie * TIE_NUMBERS;
  var q = -vec3f(tie_data[d + 8u], tie_data[d + 9u], tie_data[d + 10u]);
  for (var k = 0u; k < 8u; k++) {
    let w = tie_data[d + k];
    if (w != 0.0) {
      q += w * position[tie_nodes[tie * 8u + k]].xyz;
    }
  }
  return q;
}

fn response_of(tie: u32, mode: u32, weight: f32) -> TieResponse {
  let q = tie_vector(tie);
  let d = tie * TIE_NUMBERS;
  let k = tie_data[d + 11u];
  var rest = tie_data[d + 12u];
  let factor = tie_data[d + 14u];
  if (mode == PUSH) {
    let normal = vec3f(tie_data[d + 16u], tie_data[d + 17u], tie_data[d + 18u]);
    return push_response(q, weight, k, rest, normal, tie_data[d + 19u], factor);
  }
  if (mode == RUNNING) {
    rest = thread_tension[u32(rest)];
  }
  return tie_response(mode, q, weight, k, rest, tie_data[d + 13u], factor);
}

fn membrane_of(tie: u32, corner: u32) -> MembraneForce {
  let d = tie * TIE_NUMBERS;
  let n = tie * 8u;
  let x = array<vec3f, 3>(
    position[tie_nodes[n]].xyz, position[tie_nodes[n + 1u]].xyz, position[tie_nodes[n + 2u]].xyz,
  );
  let squares = vec3f(tie_data[d], tie_data[d + 1u], tie_data[d + 2u]);
  let diagonal = vec3f(tie_data[d + 3u], tie_data[d + 4u], tie_data[d + 5u]);
  let across = vec3f(tie_data[d + 6u], tie_data[d + 7u], tie_data[d + 8u]);
  return membrane_force(x, corner, squares, diagonal, across);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= colour.count) {
    return;
  }
  let item = tied_nodes[colour.first + id.x];
  var force = vec3f(0.0);
  var hessian = scaled_identity(0.0);
  for (var e = item.y; e < item.y + item.z; e++) {
    let tie = tie_entries[e] >> 3u;
    let d = tie * TIE_NUMBERS;
    let mode = u32(tie_data[d + 15u]);
    if (mode == LOAD) {
      force += vec3f(tie_data[d + 8u], tie_data[d + 9u], tie_data[d + 10u]);
      continue;
    }
    if (mode == MEMBRANE) {
      let m = membrane_of(tie, tie_entries[e] & 7u);
      force += m.force;
      hessian = add_symmetric(hessian, m.hessian);
      continue;
    }
    let weight = tie_data[d + (tie_entries[e] & 7u)];
    let r = response_of(tie, mode, weight);
    force += r.force;
    hessian = add_symmetric(hessian, r.hessian);
  }
  let n = 3u * item.x;
  ties[n] = vec4f(force, hessian.diagonal.x);
  ties[n + 1u] = vec4f(hessian.diagonal.yz, hessian.off.xy);
  // The rest of the third vector is the node's load, which is not ours.
  ties[n + 2u] = vec4f(hessian.off.z, ties[n + 2u].yzw);
}

var<workgroup> partial: array<f32, 64>;

// The tension of each running thread, T = K (sum |q_j| - L) within 0 and its cap: one workgroup a thread.
@compute @workgroup_size(64)
fn tensions(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let thread = threads[group.x];
  var sum = 0.0;
  for (var s = lane; s < thread.count; s += 64u) {
    sum += length(tie_vector(thread.first + s));
  }
  partial[lane] = sum;
  workgroupBarrier();
  for (var half = 32u; half > 0u; half /= 2u) {
    if (lane < half) {
      partial[lane] += partial[lane + half];
    }
    workgroupBarrier();
  }
  if (lane == 0u) {
    thread_tension[group.x] = clamp(thread.stiffness * (partial[0] - thread.length), 0.0, thread.cap);
  }
}
