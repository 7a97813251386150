import { patchMaterials, sutureTechniques } from '../../heart/edit'
import type { ToolId } from '../../tools'
import type { ToolSettings } from '../../tools/settings'

/** What the palette in the headset lets one set on the instrument in hand: its words, and the next choice. */
interface SettingButton {
  readonly label: string
  readonly next: Partial<ToolSettings>
}

const depths = [null, 1, 2, 3, 4, 6, 8, 10] as const
const widths = [12, 14, 16, 18, 20] as const

const after = <T>(choices: readonly T[], now: T): T => choices[(choices.indexOf(now) + 1) % choices.length]!
const capital = (word: string): string => word[0]!.toUpperCase() + word.slice(1)

/** One press goes to the next choice; with nothing to set in hand, the patch's material. */
export function settingButton(tool: ToolId | null, s: ToolSettings): SettingButton {
  switch (tool) {
    case 'scalpel':
      return {
        label: s.bladeDepth_mm === null ? 'Through wall' : `Depth ${s.bladeDepth_mm} mm`,
        next: { bladeDepth_mm: after<number | null>(depths, s.bladeDepth_mm) },
      }
    case 'suture':
      return { label: capital(s.technique), next: { technique: after(sutureTechniques, s.technique) } }
    case 'retractor':
      return {
        label: `Blade ${s.retractorWidth_mm} mm`,
        next: { retractorWidth_mm: after<number>(widths, s.retractorWidth_mm) },
      }
    default:
      return {
        label: `Patch: ${s.patchMaterial}`,
        next: { patchMaterial: after(patchMaterials, s.patchMaterial) },
      }
  }
}
