import type { ToolId } from '../tools'
import type { ToolSettings } from '../tools/settings'
import type { Item } from './tray-world'

/** A thing on the tray and what a hand that takes it can do with it. */
export interface TrayItem extends Item {
  readonly tool: ToolId
  /** A piece of patch: its material. */
  readonly material?: ToolSettings['patchMaterial']
}

const instrument = (tool: ToolId, n: number): TrayItem => ({
  id: tool,
  tool,
  halfSize: [0.007, 0.004, 0.068],
  mass: 0.03,
  home: [-0.13 + n * 0.032, 0.005, 0.005],
})

const piece = (material: NonNullable<TrayItem['material']>, n: number): TrayItem => ({
  id: `piece-${material}`,
  tool: 'patch',
  material,
  halfSize: [0.017, 0.0015, 0.017],
  mass: 0.004,
  home: [0.115, 0.003, -0.055 + n * 0.055],
})

/** What lies on the tray, from left to right. */
export const trayItems: readonly TrayItem[] = [
  ...(['forceps', 'scalpel', 'scissors', 'suture', 'resect', 'clamp', 'probe'] as const).map(instrument),
  ...(['pericardium', 'ePTFE', 'dacron'] as const).map(piece),
]
