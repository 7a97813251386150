import type { DataSet } from 'dicom-parser'
import type { PhysiologyHints } from '../scan'
import { numberOf, textOf } from './data-values'

const inYears: Readonly<Record<string, number>> = { Y: 1, M: 1 / 12, W: 7 / 365.25, D: 1 / 365.25 }

/** Hints of one data set; figures that no body has (often zeros) are left out. */
export function physiologyHints(data: DataSet): PhysiologyHints | undefined {
  const within = (value: number | undefined, low: number, high: number) =>
    value !== undefined && value >= low && value <= high ? value : undefined
  const weight = within(numberOf(data, 'x00101030'), 0.3, 350)
  const height = within(numberOf(data, 'x00101020'), 0.2, 2.6)
  const perMinute = within(numberOf(data, 'x00181088'), 20, 300)
  const heartRate = perMinute && perMinute / 60
  const ageYears = within(ageOf(data), 0, 120)
  const hints = { ageYears, weight, height, heartRate }
  const known = Object.entries(hints).filter(([, value]) => value !== undefined)
  return known.length > 0 ? Object.fromEntries(known) : undefined
}

function ageOf(data: DataSet): number | undefined {
  const stated = /^(\d{1,3})([YMWD])$/.exec(textOf(data, 'x00101010') ?? '')
  if (stated) return rounded(Number(stated[1]) * (inYears[stated[2] as string] as number))
  const [born, seen] = [dayOf(data, 'x00100030'), dayOf(data, 'x00080020') ?? dayOf(data, 'x00080022')]
  return born !== undefined && seen !== undefined ? rounded((seen - born) / (365.25 * 864e5)) : undefined
}

function dayOf(data: DataSet, tag: string): number | undefined {
  const parts = /^(\d{4})[.]?(\d{2})[.]?(\d{2})/.exec(textOf(data, tag) ?? '')
  return parts ? Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])) : undefined
}

const rounded = (years: number) => (years < 2 ? Math.round(years * 10) / 10 : Math.floor(years))
