import type { ByteArrayParser, DataSet, Element } from 'dicom-parser'
import * as namespace from 'dicom-parser'

type Parser = typeof namespace & {
  /** Exported, but missing in the package's types. */
  readonly DataSet: new (
    parser: ByteArrayParser,
    bytes: Uint8Array,
    elements: Record<string, Element>,
  ) => DataSet
}

export type ByteStream = namespace.ByteStream

/** dicom-parser is a bundle of the older kind: Node gives it as `default`, bundlers by its names. */
export const dicomParser = ((namespace as unknown as { default?: Parser }).default ?? namespace) as Parser
