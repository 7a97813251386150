#!/usr/bin/env node
// The command line. Starts the TypeScript entry with tsx, in this process.
import { prepare } from './setup.mjs'

prepare({ system: false })
const { register } = await import('tsx/esm/api')
register()
const { main } = await import('../src/cli.ts')
await main(process.argv.slice(2))
