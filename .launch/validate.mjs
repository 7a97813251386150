// `npm run validate`: the long verification, on the best GPU at hand, every file of the shared data
// with its cuts, and the tests that take minutes.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { prepare, root, sayGpu } from './setup.mjs'

prepare({ system: true })
sayGpu()
const { status } = spawnSync(process.execPath, [join(root, '.launch/atrium.mjs'), 'verify', '--long'], {
  stdio: 'inherit',
})
const tests = (project, ...files) =>
  spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--project',
      project,
      '--testTimeout',
      '7200000',
      ...files,
    ],
    { cwd: root, stdio: 'inherit', env: { ...process.env, ATRIUM_LONG: '1' } },
  ).status
const results = [
  status,
  tests('unit', 'tests/regression/shared-data.test.ts', 'tests/verification/tissue-cut.test.ts'),
  tests(
    'gpu',
    'tests/verification/tissue-cut.gpu.test.ts',
    'tests/verification/tissue-patch.gpu.test.ts',
    'tests/verification/tissue-replay.gpu.test.ts',
    'src/tissue/contact/drag.gpu.test.ts',
    'src/engine/beat-tissue.gpu.test.ts',
    'src/engine/coupled-shunt.gpu.test.ts',
  ),
  tests('app', 'tests/app/rehearsal.test.ts', 'tests/app/room.test.ts'),
]
process.exit(results.find((code) => code !== 0) ?? 0)
