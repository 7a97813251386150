import { retell, say } from '../../core/language'
import {
  defaultPhysiology,
  isMeasured,
  isMeasuredField,
  type PhysiologyField,
  physiologyFields,
  physiologyValue,
} from '../../heart/default-physiology'
import type { Physiology } from '../../heart/heart'

/** The form as it is typed: a text a field, in the field's unit. */
export type PhysiologyDraft = Readonly<Record<PhysiologyField['id'], string>>

const digits = (value: number): string => String(+value.toFixed(value < 20 ? 1 : 0))

/** What stands in the form for a patient. */
export const draftOf = (physiology: Physiology): PhysiologyDraft =>
  Object.fromEntries(
    physiologyFields.map((f) => {
      const value = physiologyValue(physiology, f.id)
      return [f.id, value === undefined ? '' : digits(value / f.toSi)]
    }),
  ) as unknown as PhysiologyDraft

/** Why a field cannot be taken as it stands; null where it can. Saturations may stay empty. */
export function faultOf(field: PhysiologyField, text: string): string | null {
  const value = Number(text.replace(',', '.'))
  if (text.trim() === '')
    return field.usual || field.id === 'ageYears'
      ? say('Fill in: {what}', { what: retell(field.label) })
      : null
  if (!Number.isFinite(value)) return say('Enter a number')
  return value >= field.low && value <= field.high
    ? null
    : say('Between {low} and {high} {unit}', { low: field.low, high: field.high, unit: retell(field.unit) })
}

/** What is usual at the age in the draft, in the field's unit; null where nothing is assumed. */
export function usualText(field: PhysiologyField, draft: PhysiologyDraft): string | null {
  const age = Number(draft.ageYears.replace(',', '.'))
  if (!field.usual || !Number.isFinite(age)) return null
  const band = field.band?.(age)
  return band
    ? say('usual {value} ({low}–{high})', {
        value: digits(field.usual(age)),
        low: digits(band[0]),
        high: digits(band[1]),
      })
    : say('usual {value}', { value: digits(field.usual(age)) })
}

/** Everything but the age as is usual at it; what was measured stays. */
export function usualDraft(draft: PhysiologyDraft): PhysiologyDraft {
  const ageYears = Number(draft.ageYears.replace(',', '.'))
  if (!Number.isFinite(ageYears)) return draft
  const kept = physiologyFields.filter(isMeasuredField).map((f) => [f.id, draft[f.id]])
  return { ...draftOf(defaultPhysiology({ ageYears }).physiology), ...Object.fromEntries(kept) }
}

/** The patient that the draft describes, or null while a field is at fault. What the form does not ask stays. */
export function physiologyOf(draft: PhysiologyDraft, before: Physiology): Physiology | null {
  if (physiologyFields.some((f) => faultOf(f, draft[f.id]))) return null
  const value = (id: PhysiologyField['id']) => {
    const field = physiologyFields.find((f) => f.id === id)!
    const text = draft[id].trim()
    return text === '' ? undefined : Number(text.replace(',', '.')) * field.toSi
  }
  const given = physiologyFields.filter(isMeasuredField).flatMap((f) => {
    const found = value(f.id)
    return found === undefined ? [] : [[f.id, found] as const]
  })
  const saturations = Object.fromEntries(given.filter(([id]) => !isMeasured(id)))
  const measured = Object.fromEntries(given.filter(([id]) => isMeasured(id)))
  const { saturations: _, measured: __, ...rest } = before
  return {
    ...rest,
    ageYears: value('ageYears')!,
    weight: value('weight')!,
    height: value('height')!,
    heartRate: value('heartRate')!,
    haemoglobin: value('haemoglobin')!,
    ...(Object.keys(saturations).length > 0 && { saturations }),
    ...(Object.keys(measured).length > 0 && { measured }),
  }
}
