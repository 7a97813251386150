import { bloodCases, verifyBlood } from '../blood'
import { checkCirculation } from '../circulation/verification'
import { Fault } from '../core/fault'
import { type Gpu, openGpu } from '../gpu'
import { tissueCases, verifyTissue } from '../tissue'
import { couplingCases, verifyCoupling } from './verify-coupling'

/** One comparison with a reference that nobody here wrote. */
interface VerificationRow {
  readonly name: string
  readonly reference: number
  readonly computed: number
  /** Relative, or absolute where the reference is 0. */
  readonly error: number
  readonly tolerance: number
  readonly unit?: string
  readonly resolution?: string
}

interface VerifyOptions {
  /** With the cases that take minutes. */
  readonly long: boolean
  /** Only the cases whose name holds this. */
  readonly only?: string | undefined
  /** Hears each line as soon as it is known. */
  readonly onLine?: (line: string) => void
}

type Verify = (
  gpu: Gpu,
  options: { long: boolean; only?: string; onRows: (rows: readonly VerificationRow[]) => void },
) => Promise<readonly VerificationRow[]> | readonly VerificationRow[]

const parts: Readonly<Record<string, Verify>> = {
  tissue: verifyTissue,
  blood: verifyBlood,
  circulation: () =>
    checkCirculation().map(({ value, ...row }) => ({
      ...row,
      computed: value,
      error: value / row.reference - 1,
    })),
  coupling: verifyCoupling,
}

/**
 * Compares the solvers with published and analytic references.
 * @param part one of tissue, blood, circulation, coupling; all when left out
 */
export async function verify(part: string | undefined, { long, only, onLine }: VerifyOptions) {
  if (part !== undefined && !Object.hasOwn(parts, part))
    throw new Fault(
      part,
      'there is nothing of this name to verify',
      `Choose one of ${Object.keys(parts).join(', ')}`,
    )
  const gpu = await openGpu()
  const names = part === undefined ? Object.keys(parts) : [part]
  const sections: { part: string; rows: readonly VerificationRow[] }[] = []
  const onRows = (rows: readonly VerificationRow[]) => {
    for (const row of rows) onLine?.(rowText(row))
  }
  const asked = { long, ...(only === undefined ? {} : { only }), onRows }
  for (const name of names) sections.push({ part: name, rows: await parts[name]!(gpu, asked) })
  const device = gpu.description
  gpu.close()
  const known = [...tissueCases(), ...bloodCases(), ...couplingCases()].join(', ')
  if (only !== undefined && sections.every((s) => s.rows.length === 0))
    throw new Fault(only, 'names nothing that is verified', `Choose one of ${known}`)
  const passed = sections.every((s) => s.rows.every((r) => Math.abs(r.error) <= r.tolerance))
  return { device, passed, sections, text: verificationText(device, sections) }
}

const number = (v: number) => String(Number(v.toPrecision(5)))

function rowText(r: VerificationRow): string {
  const mark = Math.abs(r.error) <= r.tolerance ? 'ok  ' : 'FAIL'
  const values = `reference ${number(r.reference)} computed ${number(r.computed)} ${r.unit ?? ''}`
  return `  ${mark} ${r.name.padEnd(60)} ${values.padEnd(48)} error ${number(r.error)} of ${number(r.tolerance)} ${r.resolution ?? ''}`
}

function verificationText(
  device: string,
  sections: readonly { part: string; rows: readonly VerificationRow[] }[],
): string {
  const lines = sections.flatMap(({ part, rows }) => ['', part, ...rows.map(rowText)])
  return `${[device, ...lines].join('\n')}\n`
}
