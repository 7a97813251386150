/** What a made-up NIfTI file says; lengths in its own unit, RAS. */
export interface MadeNifti {
  readonly version?: 1 | 2
  readonly big?: boolean
  readonly size: readonly number[]
  readonly type?: number
  readonly values: ArrayLike<number>
  readonly pixdim?: readonly number[]
  readonly sform?: readonly number[]
  readonly qform?: readonly number[]
  readonly slope?: readonly [number, number]
  readonly units?: number
}

const stored: Record<
  number,
  { bytes: number; set: (v: DataView, o: number, x: number, little: boolean) => void }
> = {
  2: { bytes: 1, set: (v, o, x) => v.setUint8(o, x) },
  4: { bytes: 2, set: (v, o, x, little) => v.setInt16(o, x, little) },
  16: { bytes: 4, set: (v, o, x, little) => v.setFloat32(o, x, little) },
  1024: { bytes: 8, set: (v, o, x, little) => v.setBigInt64(o, BigInt(x), little) },
}

/** Bytes of a .nii file by the layouts of nifti1.h and nifti2.h. */
export function makeNifti(made: MadeNifti): Uint8Array {
  const { version = 1, size, type = 4, values, pixdim = [1, 2, 2, 2] } = made
  const little = !made.big
  const start = version === 1 ? 352 : 544
  const { bytes, set } = stored[type] as (typeof stored)[number]
  const out = new Uint8Array(start + values.length * bytes)
  const view = new DataView(out.buffer)
  const dim = [size.length, ...size, ...Array(7 - size.length).fill(1)]
  const [slope, intercept] = made.slope ?? [1, 0]
  const one = version === 1
  const real = (o: number, x: number): void => {
    if (one) view.setFloat32(o, x, little)
    else view.setFloat64(o, x, little)
  }
  const code = (o: number, x: number) => (one ? view.setInt16(o, x, little) : view.setInt32(o, x, little))
  view.setInt32(0, one ? 348 : 540, little)
  out.set(new TextEncoder().encode(one ? 'n+1\0' : 'n+2\0\r\n\u001a\n'), one ? 344 : 4)
  dim.forEach((n, i) => {
    if (one) view.setInt16(40 + 2 * i, n, little)
    else view.setBigInt64(16 + 8 * i, BigInt(n), little)
  })
  view.setInt16(one ? 70 : 12, type, little)
  view.setInt16(one ? 72 : 14, bytes * 8, little)
  const step = one ? 4 : 8
  pixdim.forEach((x, i) => {
    real((one ? 76 : 104) + step * i, x)
  })
  if (one) view.setFloat32(108, start, little)
  else view.setBigInt64(168, BigInt(start), little)
  real(one ? 112 : 176, slope)
  real(one ? 116 : 184, intercept)
  if (one) view.setUint8(123, made.units ?? 2)
  else view.setInt32(500, made.units ?? 2, little)
  code(one ? 252 : 344, made.qform ? 1 : 0)
  code(one ? 254 : 348, made.sform ? 1 : 0)
  made.qform?.forEach((x, i) => {
    real((one ? 256 : 352) + step * i, x)
  })
  made.sform?.forEach((x, i) => {
    real((one ? 280 : 400) + step * i, x)
  })
  for (let o = 0; o < values.length; o++) set(view, start + o * bytes, values[o] as number, little)
  return out
}
