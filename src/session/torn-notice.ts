/** What is said when stitches tear out, counted since the last edit: `3 stitches of suture-1 tore out …`. */
export function tornNotice(torn: Readonly<Record<string, number>>): string {
  const parts = Object.entries(torn).map(([edit, n]) => `${n} ${n === 1 ? 'stitch' : 'stitches'} of ${edit}`)
  return `${parts.join(' and ')} tore out of the tissue: take a wider bite or a closer pitch, or pull less`
}
