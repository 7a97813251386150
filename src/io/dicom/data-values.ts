import type { DataSet } from 'dicom-parser'

/** A text value, trimmed; undefined where it is absent, empty or cannot be read. */
export function textOf(data: DataSet, tag: string, index?: number): string | undefined {
  try {
    return data.string(tag, index)?.replaceAll('\0', '').trim() || undefined
  } catch {
    return undefined
  }
}

/** All numbers of a decimal or integer string; empty where one of them is no number. */
export function numbersOf(data: DataSet, tag: string): readonly number[] {
  const parts = textOf(data, tag)?.split('\\') ?? []
  const numbers = parts.map((part) => (part.trim() ? Number(part) : Number.NaN))
  return numbers.every(Number.isFinite) ? numbers : []
}

/** The first number of a decimal or integer string. */
export const numberOf = (data: DataSet, tag: string): number | undefined => {
  const value = Number.parseFloat(textOf(data, tag)?.split('\\')[0] ?? '')
  return Number.isFinite(value) ? value : undefined
}

type BinaryNumber = 'uint16' | 'int16' | 'uint32' | 'int32' | 'float' | 'double'

/** A binary number; undefined where it is absent or shorter than its kind. */
export function binaryOf(data: DataSet, tag: string, kind: BinaryNumber, index = 0): number | undefined {
  try {
    return data[kind](tag, index)
  } catch {
    return undefined
  }
}

/** Items of a sequence. */
export const itemsOf = (data: DataSet | undefined, tag: string): readonly DataSet[] =>
  (data?.elements[tag]?.items ?? []).flatMap((item) => (item.dataSet ? [item.dataSet] : []))
