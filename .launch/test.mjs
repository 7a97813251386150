// `npm test`: formatting and lint, types, unused code, then every test; on a fresh machine too.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { prepare, root, sayGpu } from './setup.mjs'

prepare({ system: true })
sayGpu()

const bin = (name) => join(root, 'node_modules/.bin', name)
const steps = [
  ['biome', ['check', '.']],
  ['tsc', ['-p', '.']],
  ['knip', []],
  ['vitest', ['run', ...process.argv.slice(2)]],
]
let failed = 0
for (const [name, args] of steps) {
  const { status } = spawnSync(bin(name), args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, NO_COLOR: '1' },
  })
  if (status !== 0) {
    process.stderr.write(`${name} found something to mend (exit status ${status})\n`)
    failed = 1
  }
}
process.exit(failed)
