// `npm run validate`: the long verification, on the best GPU at hand.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { prepare, root, sayGpu } from './setup.mjs'

prepare({ system: true })
sayGpu()
const { status } = spawnSync(process.execPath, [join(root, '.launch/atrium.mjs'), 'verify', '--long'], {
  stdio: 'inherit',
})
process.exit(status ?? 1)
