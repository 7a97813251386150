// What every kernel of a flow step needs. Pressure is kinematic (p / rho, m²/s²), velocity m/s, lengths m.
struct FlowParams {
  count: u32,       // entries of the lattice: stride between the arrays of one axis or direction
  ghost_start: u32, // first ghost entry
  dt: f32,
  dx: f32,
  viscosity: f32,   // kinematic, m²/s
  density: f32,
  sliding: vec3f,   // velocity of the walls that slide (a lid); at rest in a heart
}
