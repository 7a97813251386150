// Puts `atrium` where npx looks: npm links the commands of packages that are installed, not of the one it stands in.
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const bin = join(root, 'node_modules/.bin')
mkdirSync(bin, { recursive: true })
if (process.platform === 'win32') {
  writeFileSync(join(bin, 'atrium.cmd'), `@node "${join(root, '.launch/atrium.mjs')}" %*\r\n`)
} else {
  rmSync(join(bin, 'atrium'), { force: true })
  symlinkSync('../../.launch/atrium.mjs', join(bin, 'atrium'))
  chmodSync(join(root, '.launch/atrium.mjs'), 0o755)
}
