// #import lib/wall_link.wgsl

// Gates and ports change how freely some links lead: here on the lattice's faces and on the rows of the pieces. The
// conductance of a face is A m with m = A / V (see momentum.wgsl), so a gate's falls with the square of its openness.
const SQUARED = 0x80000000u;
struct Scaled { at: u32, full: f32, scale: u32 }
@group(0) @binding(0) var<storage, read> scaled: array<Scaled>;
@group(0) @binding(1) var<storage, read> scales: array<f32>;
@group(0) @binding(2) var<storage, read_write> opening: array<f32>;
@group(0) @binding(3) var<storage, read_write> conduct: array<f32>;
@group(0) @binding(4) var<storage, read_write> conductances: array<f32>;
@group(0) @binding(5) var<storage, read> walls: array<vec2u>;

@compute @workgroup_size(64)
fn faces(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= arrayLength(&scaled)) { return; }
  let s = scaled[id.x];
  let a = s.full * scales[s.scale];
  opening[s.at] = a;
  conduct[s.at] = a * a / face_volume(walls[s.at], a);
}

@compute @workgroup_size(64)
fn rows(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= arrayLength(&scaled)) { return; }
  let s = scaled[id.x];
  let scale = scales[s.scale & ~SQUARED];
  conductances[s.at] = s.full * scale * select(1.0, scale, (s.scale & SQUARED) != 0u);
}
