// #import lib/neo_hookean.wgsl

// Vertex block descent over the nodes of one colour (Chen et al. 2024): each node moves to the minimum of its own
// implicit Euler energy, (m/h^2 I + sum H) dx = m/h^2 (y - x) + f, the others held.
struct Tables {
  gradient: array<vec4f, 48>, // 12 shapes x 4 corners, 1/m
  material: array<vec4f, 8>,  // mu, lambda', -, -
  gravity: vec4f,             // m/s^2
  inverse_h2: f32,
  step_limit: f32,            // half an edge, m
}
struct Colour {
  first: u32,
  count: u32,
}

@group(0) @binding(0) var<uniform> tables: Tables;
@group(0) @binding(1) var<uniform> colour: Colour;
@group(0) @binding(2) var<storage, read_write> position: array<vec4f>;
@group(0) @binding(3) var<storage, read> inertia: array<vec4f>;
@group(0) @binding(4) var<storage, read> tets: array<vec4u>;
@group(0) @binding(5) var<storage, read> tet_data: array<vec2u>; // shape | material << 8, volume
@group(0) @binding(6) var<storage, read> rows: array<vec2u>;     // first entry, count
@group(0) @binding(7) var<storage, read> entries: array<u32>;    // slot * 4 + corner
@group(0) @binding(8) var<storage, read> colour_nodes: array<u32>;
@group(0) @binding(9) var<storage, read> ties: array<vec4f>;     // three a node: force and Hessian of its ties

fn corner_response(entry: u32) -> CornerResponse {
  let slot = entry >> 2u;
  let ids = tets[slot];
  let data = tet_data[slot];
  let shape = (data.x & 255u) * 4u;
  let material = tables.material[data.x >> 8u];
  let x = array<vec3f, 4>(position[ids.x].xyz, position[ids.y].xyz, position[ids.z].xyz, position[ids.w].xyz);
  let g = array<vec3f, 4>(
    tables.gradient[shape].xyz,
    tables.gradient[shape + 1u].xyz,
    tables.gradient[shape + 2u].xyz,
    tables.gradient[shape + 3u].xyz,
  );
  let f = deformation_gradient(x, g);
  let own = tables.gradient[shape + (entry & 3u)].xyz;
  return neo_hookean(f, own, bitcast<f32>(data.y), material.x, material.y);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= colour.count) {
    return;
  }
  let n = colour_nodes[colour.first + id.x];
  let y = inertia[n];
  if (y.w <= 0.0) {
    return;
  }
  let x = position[n];
  let own = y.w * tables.inverse_h2;
  let t0 = ties[3u * n];
  let t1 = ties[3u * n + 1u];
  let t2 = ties[3u * n + 2u];
  var force = own * (y.xyz - x.xyz) + y.w * tables.gravity.xyz + t0.xyz;
  var hessian = Symmetric3(vec3f(t0.w, t1.xy) + vec3f(own), vec3f(t1.zw, t2.x));
  let row = rows[n];
  for (var e = row.x; e < row.x + row.y; e++) {
    let r = corner_response(entries[e]);
    force += r.force;
    hessian = add_symmetric(hessian, r.hessian);
  }
  var dx = solve_symmetric(hessian, force);
  let length = length(dx);
  if (length > tables.step_limit) {
    dx *= tables.step_limit / length;
  }
  position[n] = vec4f(x.xyz + dx, x.w);
}
