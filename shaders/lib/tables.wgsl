// What the kernels that know the tissue's law read of the model and of the substep.
struct Tables {
  gradient: array<vec4f, 48>, // 12 shapes x 4 corners, 1/m
  material: array<vec4f, 16>, // mu, lambda', fibre stiffness, active tension
  gravity: vec4f,             // m/s^2
  inverse_h2: f32,
  step_limit: f32,            // half an edge, m
}
