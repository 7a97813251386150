import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/** Where the shared data lies, when it is there. */
export const sharedFolder = join(import.meta.dirname, '../../../shared/data')

/** Path of a file of the shared data, which is beside the project and never part of it; null where it is absent. */
export function sharedFile(path: string): string | null {
  const file = join(sharedFolder, path)
  if (existsSync(file)) return file
  console.warn(`Skipped: ../shared/data/${path} is not here`)
  return null
}

export const inputFile = (path: string) => ({
  name: basename(path),
  bytes: new Uint8Array(readFileSync(path)),
})
