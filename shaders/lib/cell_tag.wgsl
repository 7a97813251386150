// A lattice entry's tag: structure (8 bits), compartment (8), parity (1), fluid (1), fill (8).
fn tag_structure(tag: u32) -> u32 { return tag & 0xffu; }
fn tag_compartment(tag: u32) -> u32 { return (tag >> 8u) & 0xffu; }
fn tag_parity(tag: u32) -> u32 { return (tag >> 16u) & 1u; }
fn tag_is_fluid(tag: u32) -> bool { return (tag & 0x20000u) != 0u; }
fn tag_fill(tag: u32) -> f32 { return f32((tag >> 18u) & 0xffu) / 255.0; }
