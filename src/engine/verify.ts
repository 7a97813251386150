import { verifyBlood } from '../blood'
import { checkCirculation } from '../circulation/verification'
import { Fault } from '../core/fault'
import { type Gpu, openGpu } from '../gpu'
import { verifyTissue } from '../tissue'

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

type Verify = (gpu: Gpu, long: boolean) => Promise<readonly VerificationRow[]> | readonly VerificationRow[]

const parts: Readonly<Record<string, Verify>> = {
  tissue: (gpu, long) => verifyTissue(gpu, { long }),
  blood: (gpu, long) => verifyBlood(gpu, { long }),
  circulation: () =>
    checkCirculation().map(({ value, ...row }) => ({
      ...row,
      computed: value,
      error: value / row.reference - 1,
    })),
}

/**
 * Compares the solvers with published and analytic references.
 * @param part one of tissue, blood, circulation; all when left out
 */
export async function verify(part: string | undefined, long: boolean) {
  if (part !== undefined && !Object.hasOwn(parts, part))
    throw new Fault(
      part,
      'there is nothing of this name to verify',
      `Choose one of ${Object.keys(parts).join(', ')}`,
    )
  const gpu = await openGpu()
  const names = part === undefined ? Object.keys(parts) : [part]
  const sections: { part: string; rows: readonly VerificationRow[] }[] = []
  for (const name of names) sections.push({ part: name, rows: await parts[name]!(gpu, long) })
  const device = gpu.description
  gpu.close()
  const passed = sections.every((s) => s.rows.every((r) => Math.abs(r.error) <= r.tolerance))
  return { device, passed, sections, text: verificationText(device, sections) }
}

function verificationText(
  device: string,
  sections: readonly { part: string; rows: readonly VerificationRow[] }[],
): string {
  const number = (v: number) => String(Number(v.toPrecision(5)))
  const lines = sections.flatMap(({ part, rows }) => [
    '',
    part,
    ...rows.map((r) => {
      const mark = Math.abs(r.error) <= r.tolerance ? 'ok  ' : 'FAIL'
      const values = `reference ${number(r.reference)} computed ${number(r.computed)} ${r.unit ?? ''}`
      return `  ${mark} ${r.name.padEnd(60)} ${values.padEnd(48)} error ${number(r.error)} of ${number(r.tolerance)} ${r.resolution ?? ''}`
    }),
  ])
  return `${[device, ...lines].join('\n')}\n`
}
