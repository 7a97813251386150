// Brings a fresh machine to where the program runs. Plain Node, no packages: it runs before any are there.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '..')
const say = (text) => process.stderr.write(`${text}\n`)

function runIn(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], ...options })
  return error ? 127 : (status ?? 1)
}

const works = (command, args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  say(
    `Atrium needs Node 20.19 or newer; this is ${process.versions.node}. Install it and run the command again.`,
  )
  process.exit(2)
}

/**
 * npm packages in the locked versions; done again only when the lock file has changed. Not `npm ci`: it refuses a lock
 * file that does not list the binaries of every other operating system, which some registries do not carry.
 */
function installPackages() {
  const stamp = join(root, 'node_modules/.atrium-lock')
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return
  say('Installing packages from the lock file …')
  if (runIn('npm', ['install', '--no-save', '--no-fund', '--no-audit', '--ignore-scripts']) !== 0) {
    say(
      'The packages could not be installed. Check the network and that this folder can be written, then try again.',
    )
    process.exit(1)
  }
  runIn(process.execPath, [join(root, '.launch/link.mjs')])
  writeFileSync(stamp, lock)
}

const hasVulkan = () =>
  [
    '/usr/lib',
    '/usr/lib64',
    '/usr/lib/x86_64-linux-gnu',
    '/usr/lib/aarch64-linux-gnu',
    '/lib/x86_64-linux-gnu',
  ].some((folder) => existsSync(join(folder, 'libvulkan.so.1')))

/** Path of a Chromium or Chrome to test with, or undefined. */
export function findBrowser() {
  const places = [
    process.env.CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ]
  return places.find((path) => path && existsSync(path))
}

/** Debian's Chromium (a browser to test in, and SwiftShader where there is no GPU) and the Vulkan loader. */
function installSystemPackages() {
  if (process.platform !== 'linux') return
  const wanted = [!findBrowser() && 'chromium', !hasVulkan() && 'libvulkan1'].filter(Boolean)
  if (wanted.length === 0) return
  const prefix = process.getuid?.() === 0 ? [] : works('sudo', ['-n', 'true']) ? ['sudo', '-n'] : null
  if (prefix && works('apt-get', ['--version'])) {
    say(`Installing ${wanted.join(' and ')} from Debian …`)
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const apt = (...args) => {
      const [command, ...rest] = [...prefix, 'apt-get', '-qq', ...args]
      return runIn(command, rest, { env, stdio: ['ignore', 'ignore', 2] })
    }
    apt('update')
    if (apt('install', '-y', '--no-install-recommends', ...wanted) === 0) return
  }
  say(`Missing: ${wanted.join(', ')}. On Debian or Ubuntu run: sudo apt-get install ${wanted.join(' ')}`)
}

/** One line that says which GPU answers; never fails the start. */
export function sayGpu() {
  const { stdout, status } = spawnSync(process.execPath, [join(root, '.launch/atrium.mjs'), 'gpu'], {
    cwd: root,
    encoding: 'utf8',
    timeout: 120_000,
  })
  say(
    status === 0 && stdout.trim() ? `GPU: ${stdout.trim()}` : 'GPU: none found for computing on this machine',
  )
}

/**
 * Installs what is missing. `system` also asks for the browser and the Vulkan loader.
 */
export function prepare({ system }) {
  checkNode()
  installPackages()
  if (system) installSystemPackages()
}
