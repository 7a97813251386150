// `npm run validate`: the long verification, on the best GPU at hand, every file of the shared data
// with its cuts, and the tests that take minutes.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
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
/** Test files with something in them that only runs here. */
const long = ['src', 'tests']
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((file) => join(folder, file)))
  .filter(
    (file) =>
      /\.test\.tsx?$/.test(file) && readFileSync(join(root, file), 'utf8').match(/runsLong\(|ATRIUM_LONG/),
  )
const isApp = (file) => file.startsWith(join('tests', 'app'))
const isGpu = (file) => file.endsWith('.gpu.test.ts')
const results = [
  status,
  tests('unit', '--project', 'pure', ...long.filter((file) => !isApp(file) && !isGpu(file))),
  tests('gpu', ...long.filter(isGpu)),
  tests('app', ...long.filter(isApp)),
]
process.exit(results.find((code) => code !== 0) ?? 0)
