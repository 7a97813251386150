// #import lib/chunk_sum.wgsl

// The exact rigid translation of each piece of tissue that nothing holds: a vertex of weight 1 over the whole piece. Its
// G = sum g is zero, so that the minimum of the implicit Euler energy is sum m/h^2 dx = sum m/h^2 (y - x) + f: elastic
// forces, shared ones too, and ties within the piece cancel, and momentum is kept to rounding.
struct Fall {
  gravity: vec4f, // m/s^2
  inverse_h2: f32,
  node_count: u32,
}

@group(0) @binding(0) var<uniform> fall: Fall;
@group(0) @binding(1) var<storage, read_write> position: array<vec4f>;
@group(0) @binding(2) var<storage, read> inertia: array<vec4f>;
@group(0) @binding(3) var<storage, read> ties: array<vec4f>;
@group(0) @binding(4) var<storage, read> pieces: array<vec2u>;      // first entry in piece_nodes, count
@group(0) @binding(5) var<storage, read> piece_nodes: array<vec2u>; // node, piece
@group(0) @binding(6) var<storage, read_write> piece_step: array<vec4f>;
@group(0) @binding(7) var<storage, read> body_load: array<vec4f>;   // N

// One workgroup a piece.
@compute @workgroup_size(128)
fn gather(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let piece = pieces[group.x];
  var total = vec4f(0.0);
  for (var e = thread; e < piece.y; e += 128u) {
    let n = piece_nodes[piece.x + e].x;
    let y = inertia[n];
    let own = y.w * fall.inverse_h2;
    let force = own * (y.xyz - position[n].xyz) + y.w * fall.gravity.xyz + ties[3u * n].xyz + body_load[n].xyz;
    total += vec4f(force, own);
  }
  let sum = chunk_sum(thread, total);
  if (thread == 0u) {
    piece_step[group.x] = vec4f(sum.xyz / max(sum.w, 1e-30), 0.0);
  }
}

@compute @workgroup_size(64)
fn apply(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= fall.node_count) {
    return;
  }
  let entry = piece_nodes[id.x];
  position[entry.x] = vec4f(position[entry.x].xyz + piece_step[entry.y].xyz, position[entry.x].w);
}
