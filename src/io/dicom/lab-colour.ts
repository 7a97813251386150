/** White point D50 and the way from D50 XYZ to linear sRGB (Bradford adapted; ICC.1, IEC 61966-2-1). */
const white = [0.9642, 1, 0.8249]
const toLinear = [
  [3.1338561, -1.6168667, -0.4906146],
  [-0.9787684, 1.9161415, 0.033454],
  [0.0719453, -0.2289914, 1.4052427],
]

/** Red, green and blue (0–1) of a colour as DICOM writes it: CIELab in 16 bits each (PS3.3 C.10.7.1.1). */
export function labColour([l, a, b]: readonly [number, number, number]): [number, number, number] {
  const lightness = (l / 65535) * 100
  const y = (lightness + 16) / 116
  const x = y + ((a / 65535) * 255 - 128) / 500
  const z = y - ((b / 65535) * 255 - 128) / 200
  const xyz = [x, y, z].map(
    (t, n) => (white[n] as number) * (t > 6 / 29 ? t ** 3 : (t - 16 / 116) * 3 * (6 / 29) ** 2),
  )
  return toLinear.map((row) => {
    const c = Math.max(
      0,
      Math.min(
        1,
        row.reduce((sum, m, n) => sum + m * (xyz[n] as number), 0),
      ),
    )
    return c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055
  }) as [number, number, number]
}
