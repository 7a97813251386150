// A slot: one connected piece of a tetrahedron. Its prestretch F0 (`prestretch`, three columns a slot) takes the
// stress-free piece to the one that was imaged, so that the elastic deformation is F F0 and each hat gradient F0^T g.
// The w of the columns: what is added to its J (`tissue/share.wgsl`), the shares of mu and of lambda' that it shares.
struct Slot {
  nodes: vec4u,
  kind: u32,    // shape | material << 8
  volume: f32,  // of the stress-free tissue, m^3
  fibre: vec2u, // unit direction in the stress-free piece as two snorm pairs (x, y), (z, -); zero where there is none
}

/// Hat gradient seen from the stress-free piece; the columns of F0.
fn prestretched(g: vec3f, c0: vec4f, c1: vec4f, c2: vec4f) -> vec3f {
  return vec3f(dot(c0.xyz, g), dot(c1.xyz, g), dot(c2.xyz, g));
}
