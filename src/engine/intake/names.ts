import { Fault } from '../../core/fault'
import type { Refused } from './source'

/** “folder/scan.nii.gz” → “folder”; '' where there is none. */
export const folderOf = (file: string): string => file.split(/[\\/]/).slice(0, -1).join('/')

/** “folder/scan.nii.gz” → “scan”. */
export const plainName = (file: string): string =>
  (file.split(/[\\/]/).at(-1) ?? file).replace(/\.(gz|zip)$/i, '').replace(/(\.seg)?\.\w{2,6}$/i, '') || file

/** Why a file can become nothing. What is no fault of the file is said as it is, so that it is not hidden. */
export function refusal(file: string, problem: unknown): Refused {
  if (problem instanceof Fault) return { file, fault: `${problem.wrong}. ${problem.remedy}.` }
  const text = problem instanceof Error ? problem.message : String(problem)
  return { file, fault: `it could not be read (${text}). Check that it is complete.` }
}
