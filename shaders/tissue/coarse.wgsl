// #import lib/slot.wgsl
// #import lib/tables.wgsl
// #import lib/tissue.wgsl

// Coarse correction: a vertex of a coarse level moves all its nodes by weight * dx to the minimum along them of the
// same implicit Euler energy the sweeps descend. With G = sum w_k g_k over a tetrahedron's corners the formulas of one
// corner hold unchanged. Three passes a colour, without barriers: `gather` sums chunks of a vertex's tetrahedra and
// nodes, `solve` adds a vertex's chunks and solves, `apply` moves the nodes.
struct Level {
  first: u32,      // first vertex of this level and colour
  vertex_count: u32,
  first_chunk: u32,
  chunk_count: u32,
  node_base: u32,  // first entry of this level and colour in of_node
  node_count: u32,
}
const NO_VERTEX = 0xffffffffu;
// A stitch's or grasp's point is held by four nodes that move together here: bound of (sum w)^2 by sum w^2.
const TIE_BOUND = 4.0;

@group(0) @binding(0) var<uniform> tables: Tables;
@group(0) @binding(1) var<uniform> level: Level;
@group(0) @binding(2) var<storage, read_write> position: array<vec4f>;
@group(0) @binding(3) var<storage, read> inertia: array<vec4f>;
@group(0) @binding(4) var<storage, read> slots: array<Slot>;
@group(0) @binding(5) var<storage, read> prestretch: array<vec4f>;
@group(0) @binding(6) var<storage, read> of_node: array<vec2u>; // vertex, weight
@group(0) @binding(7) var<storage, read> lists: array<u32>;       // chunks (vertex, first item, slots, nodes), then items
@group(0) @binding(8) var<storage, read> ties: array<vec4f>;
@group(0) @binding(9) var<storage, read_write> partial: array<vec4f>; // three a chunk
@group(0) @binding(10) var<storage, read> vertex_chunks: array<vec4u>; // first chunk, count; the same of chunks added by cuts
@group(0) @binding(11) var<storage, read_write> coarse_step: array<vec4f>;

fn weight_of(node: u32, vertex: u32) -> f32 {
  let entry = of_node[level.node_base + node];
  return select(0.0, bitcast<f32>(entry.y), entry.x == vertex);
}

fn slot_response(n: u32, vertex: u32) -> CornerResponse {
  let slot = slots[n];
  let ids = slot.nodes;
  let shape = (slot.kind & 255u) * 4u;
  let material = tables.material[slot.kind >> 8u];
  let c0 = prestretch[3u * n];
  let c1 = prestretch[3u * n + 1u];
  let c2 = prestretch[3u * n + 2u];
  let x = array<vec3f, 4>(position[ids.x].xyz, position[ids.y].xyz, position[ids.z].xyz, position[ids.w].xyz);
  let g = array<vec3f, 4>(
    prestretched(tables.gradient[shape].xyz, c0, c1, c2),
    prestretched(tables.gradient[shape + 1u].xyz, c0, c1, c2),
    prestretched(tables.gradient[shape + 2u].xyz, c0, c1, c2),
    prestretched(tables.gradient[shape + 3u].xyz, c0, c1, c2),
  );
  let sum = weight_of(ids.x, vertex) * g[0] + weight_of(ids.y, vertex) * g[1]
    + weight_of(ids.z, vertex) * g[2] + weight_of(ids.w, vertex) * g[3];
  return tissue_response(slot, material, deformation_gradient(x, g), sum, c0.w);
}

fn node_response(node: u32, vertex: u32) -> CornerResponse {
  let w = weight_of(node, vertex);
  let y = inertia[node];
  let own = y.w * tables.inverse_h2;
  let t0 = ties[3u * node];
  let t1 = ties[3u * node + 1u];
  let t2 = ties[3u * node + 2u];
  let force = own * (y.xyz - position[node].xyz) + y.w * tables.gravity.xyz + t0.xyz + t2.yzw;
  let bound = TIE_BOUND * w * w;
  return CornerResponse(
    w * force,
    Symmetric3(bound * vec3f(t0.w, t1.xy) + vec3f(w * w * own), bound * vec3f(t1.zw, t2.x)),
  );
}

@compute @workgroup_size(64)
fn gather(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= level.chunk_count) {
    return;
  }
  let own = level.first_chunk + id.x;
  let chunk = vec4u(lists[4u * own], lists[4u * own + 1u], lists[4u * own + 2u], lists[4u * own + 3u]);
  var force = vec3f(0.0);
  var hessian = scaled_identity(0.0);
  for (var e = chunk.y; e < chunk.y + chunk.z; e++) {
    let r = slot_response(lists[e], chunk.x);
    force += r.force;
    hessian = add_symmetric(hessian, r.hessian);
  }
  for (var e = chunk.y + chunk.z; e < chunk.y + chunk.z + chunk.w; e++) {
    let r = node_response(lists[e], chunk.x);
    force += r.force;
    hessian = add_symmetric(hessian, r.hessian);
  }
  partial[3u * own] = vec4f(force, hessian.diagonal.x);
  partial[3u * own + 1u] = vec4f(hessian.diagonal.yz, hessian.off.xy);
  partial[3u * own + 2u] = vec4f(hessian.off.z, 0.0, 0.0, 0.0);
}

@compute @workgroup_size(64)
fn solve(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= level.vertex_count) {
    return;
  }
  let vertex = level.first + id.x;
  let range = vertex_chunks[vertex];
  var a = vec4f(0.0);
  var b = vec4f(0.0);
  var c = 0.0;
  for (var n = 0u; n < range.y + range.w; n++) {
    let e = 3u * select(range.z + n - range.y, range.x + n, n < range.y);
    a += partial[e];
    b += partial[e + 1u];
    c += partial[e + 2u].x;
  }
  var dx = solve_symmetric(Symmetric3(vec3f(a.w, b.xy), vec3f(b.zw, c)), a.xyz);
  let length = length(dx);
  if (length > tables.step_limit) {
    dx *= tables.step_limit / length;
  }
  coarse_step[vertex] = vec4f(dx, 0.0);
}

// A pass of its own: tetrahedra between two vertices of a colour are read by both.
@compute @workgroup_size(64)
fn apply(@builtin(global_invocation_id) id: vec3u) {
  let node = id.x;
  if (node >= level.node_count) {
    return;
  }
  let entry = of_node[level.node_base + node];
  if (entry.x == NO_VERTEX) {
    return;
  }
  position[node] = vec4f(position[node].xyz + bitcast<f32>(entry.y) * coarse_step[entry.x].xyz, position[node].w);
}
