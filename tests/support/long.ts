/** Whether tests that take minutes run; says why not where they do not. */
export function runsLong(what: string): boolean {
  const runs = process.env['ATRIUM_LONG'] !== undefined
  if (!runs) console.log(`Skipped: ${what} takes minutes; npm run validate runs it`)
  return runs
}
