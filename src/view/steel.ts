/** Polished surgical steel, of what stands in the field. */
export const steel = { color: '#dde1e6', metalness: 0.5, roughness: 0.3 } as const
