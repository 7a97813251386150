// `npm run validate`: the long verification, on the best GPU at hand, and every file of the shared data with its cuts.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { prepare, root, sayGpu } from './setup.mjs'

prepare({ system: true })
sayGpu()
const { status } = spawnSync(process.execPath, [join(root, '.launch/atrium.mjs'), 'verify', '--long'], {
  stdio: 'inherit',
})
const data = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--project',
    'unit',
    'tests/regression/shared-data.test.ts',
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, ATRIUM_LONG: '1' } },
)
process.exit(status || data.status || 0)
