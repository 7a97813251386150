import type { Physiology } from '../../heart/heart'
import { assumedAdult } from '../physiology-defaults'
import type { LabelWork } from './label-work'

export function physiologyOf(work: LabelWork): { physiology: Physiology; notes: string[] } {
  return {
    physiology: { ...assumedAdult.physiology, ...work.options.physiology },
    notes: [assumedAdult.note],
  }
}
