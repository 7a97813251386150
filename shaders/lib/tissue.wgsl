// #import lib/fibre.wgsl
// #import lib/guccione.wgsl
// #import lib/neo_hookean.wgsl
// #import lib/slot.wgsl

/// 0: neo-Hookean ground with fibres; 1: Guccione's law, material (C, kappa).
override LAW: u32 = 0u;

/// What a slot does to a corner of hat gradient g: its ground substance, and its fibres where it has any.
/// `material` is (mu, lambda', fibre stiffness, active tension), Pa; F and g are seen from the stress-free piece;
/// `dilation` is how much greater J is round about than in the slot itself.
fn tissue_response(slot: Slot, material: vec4f, f: mat3x3f, g: vec3f, dilation: f32) -> CornerResponse {
  if (LAW == 1u) {
    return guccione(f, g, fibre_direction(slot.fibre), slot.volume, material.x, material.y, dilation);
  }
  let ground = neo_hookean(f, g, slot.volume, material.x, material.y, dilation);
  if (all(slot.fibre == vec2u(0u))) {
    return ground;
  }
  let fibre = fibre_response(f, g, fibre_direction(slot.fibre), slot.volume, material.z, material.w);
  return CornerResponse(ground.force + fibre.force, add_symmetric(ground.hessian, fibre.hessian));
}
