import type { Image } from 'itk-wasm'
import { Fault } from '../core/fault'
import type { InputFile } from './input-file'

type Runner = (
  pipeline: string,
  args: string[],
  outputs: { type: string }[],
  inputs: { type: string; data: { path: string; data: Uint8Array } }[],
) => Promise<{ returnValue: number; stderr: string; outputs: { data: unknown }[] }>

/**
 * Decodes one file with an itk-wasm reader. In the page the pipelines come from this origin (`/pipelines/…`) and run
 * on the calling thread, which is a worker of ours or the page: itk's own worker is never started, so that no other
 * host is asked. In Node they come from the package.
 * @param as what itk is told that the file is called, where its type is not that of the user’s file
 * @throws Fault when the reader does not accept the bytes
 */
export async function runItkReader(pipeline: string, file: InputFile, as = file.name): Promise<Image> {
  const run = inNode() ? await nodeRunner() : await pageRunner()
  // The pipeline keeps its own copy: a reader must not detach or change the caller's bytes.
  const input = { type: 'BinaryFile', data: { path: plainName(as), data: file.bytes.slice() } }
  const outputs = [{ type: 'JsonCompatible' }, { type: 'Image' }]
  const result = await run(pipeline, [input.data.path, '0', '1', '--memory-io'], outputs, [input]).catch(
    (reason: unknown) => {
      throw unreadable(file.name, reason)
    },
  )
  const decoded = result.outputs[1]?.data as Image | undefined
  if (result.returnValue !== 0 || result.outputs[0]?.data === false || !decoded)
    throw unreadable(file.name, result.stderr.trim() || 'the reader gave no result')
  return decoded
}

/** itk goes by the last extension and its file system by plain characters. */
const plainName = (name: string) =>
  (name.split(/[\\/]/).at(-1) ?? 'input').replace(/[^\w.-]/g, '_').slice(-80)

function unreadable(file: string, reason: unknown): Fault {
  const text = reason instanceof Error ? reason.message : typeof reason === 'string' ? reason : ''
  return new Fault(
    file,
    `its contents cannot be decoded${text ? ` (${text.split('\n')[0]?.slice(0, 160)})` : ''}`,
    'Check that the file is complete and of the type that its name says',
  )
}

const inNode = () => typeof process !== 'undefined' && Boolean(process.versions?.node)

async function pageRunner(): Promise<Runner> {
  const { runPipeline } = await import('itk-wasm')
  const pipelineBaseUrl = new URL('/pipelines/image-io', globalThis.location.origin).href
  return (pipeline, args, outputs, inputs) =>
    runPipeline(pipeline, args, outputs as never, inputs as never, {
      webWorker: false,
      pipelineBaseUrl,
    }) as never
}

async function nodeRunner(): Promise<Runner> {
  const name = 'node:module'
  const { createRequire } = (await import(/* @vite-ignore */ name)) as typeof import('node:module')
  const { runPipelineNode } = (await import('itk-wasm')) as unknown as {
    runPipelineNode: (path: string, ...rest: unknown[]) => ReturnType<Runner>
  }
  const entry = createRequire(import.meta.url).resolve('@itk-wasm/image-io')
  const folder = entry.slice(0, Math.max(entry.lastIndexOf('/'), entry.lastIndexOf('\\')))
  return (pipeline, ...rest) => quietly(() => runPipelineNode(`${folder}/pipelines/${pipeline}`, ...rest))
}

/** itk reports a failed pipeline on the console as well; the caller says it better, and standard output is not ours. */
async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const { log, error } = console
  console.log = console.error = () => {}
  try {
    return await work()
  } finally {
    console.log = log
    console.error = error
  }
}
