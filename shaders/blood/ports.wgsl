// #import lib/flow_params.wgsl
// #import lib/chunk_sum.wgsl

// Sections (ports first, then gates, then any other set of faces): flow, pressures on both sides, their integrals
// over time, and the windkessel behind a port. A port's flow is positive OUT of the lattice.
// Windkessel (Westerhof): C dPc/dt = Q - (Pc - Pd)/Rd, p = Pc + Rp Q; Pc by implicit Euler.
const FREE = 0u;
const PRESSURE = 1u;
const FLOW = 2u;
const WINDKESSEL = 3u;
const STATE = 12u;

struct SectionFace { face: u32, upstream: u32, downstream: u32, sign: f32 }
struct Control { mode: u32, value: f32, rp: f32, c: f32, rd: f32, drag: f32, first: u32, last: u32 }
// `mobility`: share of a face's control volume that is open, A / V (see momentum.wgsl).
struct PortFace { face: u32, ghost: u32, port: u32, weight: f32, mobility: f32 }

@group(0) @binding(0) var<uniform> params: FlowParams;
@group(0) @binding(1) var<storage, read> section_faces: array<SectionFace>;
@group(0) @binding(2) var<storage, read> controls: array<Control>;
@group(0) @binding(3) var<storage, read_write> states: array<f32>;
@group(0) @binding(4) var<storage, read> opening: array<f32>;
@group(0) @binding(5) var<storage, read_write> velocity: array<f32>;
@group(0) @binding(6) var<storage, read_write> pressure: array<f32>;
@group(0) @binding(7) var<storage, read> port_faces: array<PortFace>;
@group(0) @binding(8) var<storage, read_write> conduct: array<f32>;
@group(0) @binding(9) var<storage, read_write> ghost_drag: array<f32>;

// One workgroup a section. PASSIVE: measure only, no time passes.
override PASSIVE = false;

@compute @workgroup_size(128)
fn measure(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let control = controls[group.x];
  var sum = vec4f(0.0);
  for (var n = control.first + thread; n < control.last; n += 128u) {
    let f = section_faces[n];
    let a = opening[f.face];
    sum += a * vec4f(f.sign * velocity[f.face], pressure[f.upstream], pressure[f.downstream], 1.0);
  }
  sum = chunk_sum(thread, sum);
  if (thread != 0u) { return; }
  let s = STATE * group.x;
  let flow = sum.x * params.dx * params.dx;
  let low = params.density * sum.y / max(sum.w, 1e-9);
  let high = params.density * sum.z / max(sum.w, 1e-9);
  states[s] = flow;
  states[s + 1u] = low;
  states[s + 2u] = high;
  states[s + 3u] = sum.w * params.dx * params.dx;
  if (PASSIVE) { return; }
  states[s + 4u] += flow * params.dt;
  states[s + 5u] += low * params.dt;
  states[s + 6u] += high * params.dt;
  states[s + 7u] += params.dt;
  if (control.mode == PRESSURE) { states[s + 9u] = control.value; }
  if (control.mode == WINDKESSEL) {
    let pd = control.value;
    let leak = params.dt / (control.c * control.rd);
    let pc = (states[s + 8u] + params.dt * flow / control.c + leak * pd) / (1.0 + leak);
    states[s + 8u] = pc;
    states[s + 9u] = pc + control.rp * flow;
  }
}

// Hands each port's pressure to its ghosts, or its flow to its faces (`weight`: m/s along +axis for 1 m³/s out).
@compute @workgroup_size(64)
fn hold(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= arrayLength(&port_faces)) { return; }
  let f = port_faces[id.x];
  let control = controls[f.port];
  let ghost = f.ghost - params.ghost_start;
  if (control.mode == FLOW) {
    ghost_drag[ghost] = -1.0;
    conduct[f.face] = 0.0;
    velocity[f.face] = control.value * f.weight;
    return;
  }
  ghost_drag[ghost] = control.drag;
  conduct[f.face] = opening[f.face] * f.mobility / (1.0 + f.mobility * control.drag);
  pressure[f.ghost] = states[STATE * f.port + 9u] / params.density;
}
