import { parseArgs } from 'node:util'
import { Fault } from './fault'

type Values = Readonly<Record<string, string | boolean | readonly string[] | undefined>>

/** One command of the command line. */
export interface Command {
  /** Everything after the program's name. */
  readonly usage: string
  readonly options: Readonly<
    Record<string, { type: 'string' | 'boolean'; multiple?: boolean; short?: string }>
  >
  readonly positionals: { readonly least?: number; readonly most?: number }
  run(positionals: readonly string[], values: Values): Promise<unknown>
  /** The result for people; without it, or with `--json`, one JSON document is printed. */
  text?(result: never): string
}

/** How a command was called wrongly; exit status 2, with the right usage. */
class WrongUsage extends Error {}

const usage = (commands: Readonly<Record<string, Command>>) =>
  ['Usage: atrium COMMAND …', '', ...Object.values(commands).map((c) => `  atrium ${c.usage}`), ''].join('\n')

/** Options written twice or more become lists where the command takes several (`--plan`). */
function parse(command: Command, args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { ...command.options, json: { type: 'boolean' }, help: { type: 'boolean' } },
      allowPositionals: true,
      strict: true,
    })
    return { values, positionals }
  } catch (error) {
    throw new WrongUsage(error instanceof Error ? error.message : String(error))
  }
}

async function run(commands: Readonly<Record<string, Command>>, args: readonly string[]): Promise<string> {
  const [name, ...rest] = args
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') return usage(commands)
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) throw new WrongUsage(`there is no command ${name}.\n${usage(commands)}`)
  const { values, positionals } = parse(command, rest)
  if (values['help']) return `Usage: atrium ${command.usage}\n`
  const { least = 0, most = Number.POSITIVE_INFINITY } = command.positionals
  if (positionals.length < least || positionals.length > most)
    throw new WrongUsage(`Usage: atrium ${command.usage}`)
  const result = await command.run(positionals, values)
  return values['json'] || !command.text
    ? `${JSON.stringify(result, null, 1)}\n`
    : command.text(result as never)
}

/** Writes all of a text before going on: a pipe may take it in pieces. */
const write = (stream: NodeJS.WriteStream, text: string) =>
  new Promise<void>((resolve) => stream.write(text, () => resolve()))

/**
 * The command line. Standard output carries the result and nothing else; exit status 0, 2 for wrong usage or bad
 * input, 1 for anything else.
 */
export async function runCommandLine(
  commands: Readonly<Record<string, Command>>,
  args: readonly string[],
): Promise<void> {
  // Libraries may speak; standard output stays one document.
  console.log = console.info = console.error
  let status = 0
  try {
    await write(process.stdout, await run(commands, args))
  } catch (error) {
    const asked = error instanceof Fault || error instanceof WrongUsage
    status = asked ? 2 : 1
    const text =
      error instanceof Error ? (asked ? error.message : (error.stack ?? error.message)) : String(error)
    await write(process.stderr, `atrium: ${text}\n`)
  }
  // Dawn keeps the process alive, so the end is said.
  process.exit(status)
}
