// Gates and ports change how freely some links lead: here on the lattice's faces and on the rows of the pieces.
struct Scaled { at: u32, full: f32, scale: u32 }
@group(0) @binding(0) var<storage, read> scaled: array<Scaled>;
@group(0) @binding(1) var<storage, read> scales: array<f32>;
@group(0) @binding(2) var<storage, read_write> opening: array<f32>;
@group(0) @binding(3) var<storage, read_write> conduct: array<f32>;
@group(0) @binding(4) var<storage, read_write> conductances: array<f32>;

@compute @workgroup_size(64)
fn faces(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= arrayLength(&scaled)) { return; }
  let s = scaled[id.x];
  opening[s.at] = s.full * scales[s.scale];
  conduct[s.at] = s.full * scales[s.scale];
}

@compute @workgroup_size(64)
fn rows(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= arrayLength(&scaled)) { return; }
  let s = scaled[id.x];
  conductances[s.at] = s.full * scales[s.scale];
}
