/** A tube of blood along z in a wall of muscle, with air round it: 25 × 25 × 41 voxels of 2 mm; its axis is x = y = 24 mm. */
export function tubeScan(): Uint8Array {
  const size = [25, 25, 41] as const
  const voxels = new Int16Array(size[0] * size[1] * size[2])
  for (let k = 0, o = 0; k < size[2]; k++)
    for (let j = 0; j < size[1]; j++)
      for (let i = 0; i < size[0]; i++, o++) {
        const away = Math.hypot(2 * i - 24, 2 * j - 24)
        const noise = (i + 2 * j + k) % 3
        voxels[o] = away < 9 ? 400 + noise : away < 12 ? 100 + noise : -900
      }
  const head = new TextEncoder().encode(
    [
      'NRRD0004',
      'type: short',
      'dimension: 3',
      'space: left-posterior-superior',
      `sizes: ${size.join(' ')}`,
      'space directions: (2,0,0) (0,2,0) (0,0,2)',
      'kinds: domain domain domain',
      'endian: little',
      'encoding: raw',
      'space origin: (0,0,0)',
      '',
      '',
    ].join('\n'),
  )
  const file = new Uint8Array(head.length + voxels.byteLength)
  file.set(head)
  file.set(new Uint8Array(voxels.buffer), head.length)
  return file
}
