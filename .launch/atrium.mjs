#!/usr/bin/env node
// The command line.
import { pathToFileURL } from 'node:url'
import { cliBundle } from './bundle.mjs'
import { prepare } from './setup.mjs'

prepare({ system: false })
const { main } = await import(pathToFileURL(await cliBundle()).href)
await main(process.argv.slice(2))
