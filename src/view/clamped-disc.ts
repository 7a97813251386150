import type { ShellMesh } from '../engine/protocol'
import type { Edit } from '../heart/edit'

/** What closes the blood off reaches so far past the lumen: only what lies within the vessel is drawn, metres. */
const past = 2.2e-3

/** Shells as they are drawn: the disc that a clamp closes a vessel by is kept within the vessel; its jaws show outside. */
export const withinVessels = (shells: readonly ShellMesh[], edits: readonly Edit[]): readonly ShellMesh[] =>
  shells.map((shell) => {
    const clamp = edits.find((e) => e.id === shell.edit)
    if (clamp?.kind !== 'clamp') return shell
    const share = Math.max(0, 1 - past / (clamp.radius_mm * 1e-3))
    const positions = shell.positions.map((v, n) => {
      const centre = clamp.centre_mm[n % 3]! * 1e-3
      return centre + share * (v - centre)
    })
    return { ...shell, positions }
  })
