import type { Page } from '../template/page'

/** One figure of one strategy. */
export interface ReportFigure {
  readonly id: string
  readonly label: string
  readonly value: number
  readonly unit: string
  readonly band: { readonly level: 'green' | 'amber' | 'red'; readonly text: string } | null
  readonly basis: string
  readonly condition: string
  readonly answer: 'circulation' | 'flow'
  /** 0–1. */
  readonly settled: number
  readonly uncertainty?: number
  readonly warnings: readonly string[]
}

/** A figure over all strategies of the report, in their order. */
export interface ReportRow {
  readonly id: string
  readonly label: string
  readonly unit: string
  readonly answer: ReportFigure['answer']
  readonly cells: readonly {
    readonly strategy: string
    readonly finding: ReportFigure | null
    /** Against the reference; `clear`: more than its uncertainty, null where that cannot be told. */
    readonly difference: {
      readonly difference: number
      readonly uncertainty: number | null
      readonly clear: boolean | null
    } | null
  }[]
}

export interface ReportRisk {
  readonly id: string
  readonly label: string
  readonly level: 'low' | 'moderate' | 'high'
  readonly edit: string | null
  readonly text: string
  readonly rule: string
  readonly source: string
}

/** A column of the report. */
export interface ReportStrategy {
  readonly id: string
  readonly name: string
  /** Name of the strategy that it was branched from, and after how many of its edits. */
  readonly from: { readonly name: string; readonly edits: number } | null
  readonly edits: readonly {
    readonly id: string
    readonly kind: string
    /** Why it was not done, in words. */
    readonly refused: string | null
  }[]
  readonly risks: readonly ReportRisk[]
  readonly warnings: readonly string[]
  /** Patches laid flat, to print at 1 : 1. */
  readonly templates: readonly Page[]
  /** SHA-256 of its edits as JSON. */
  readonly hash: string
}

export interface ReportPicture {
  readonly title: string
  /** A `data:` address, so that the report needs no other file. */
  readonly source: string
}

/** A rehearsal as it is handed over: data only, for every form of the report. */
export interface Report {
  readonly format: 'atrium-report'
  readonly formatVersion: 1
  /** Name of the case, without what may tell who the patient is. */
  readonly case: string
  /** What the author typed about the patient; nothing else of a patient's identity is in a report. */
  readonly patient: string | null
  /** ISO 8601. */
  readonly written: string
  /** Of the program. */
  readonly version: string
  /** What computed it. */
  readonly device: string
  /** SHA-256 of the case as a file without plans. */
  readonly hash: string
  /** What was known or assumed of the patient, ready to be read. */
  readonly facts: readonly { readonly label: string; readonly value: string }[]
  /** Id of the strategy that differences are told against. */
  readonly reference: string | null
  readonly strategies: readonly ReportStrategy[]
  /** Like with like: see `answer` of each row. */
  readonly rows: readonly ReportRow[]
  /** The 3D flow's figures where only some strategies have them. */
  readonly flowRows: readonly ReportRow[]
  readonly pictures: readonly ReportPicture[]
  readonly method: readonly string[]
  readonly limits: readonly string[]
}
