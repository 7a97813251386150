import { Fault } from '../core/fault'
import { createIntake } from './intake'
import type { FromIntake, ToIntake } from './intake-port'

/** The intake in a worker of its own: the page never waits for a decoder. */
const scope = self as unknown as DedicatedWorkerGlobalScope
const intake = createIntake()
const say = (message: FromIntake, transfer: Transferable[] = []) => scope.postMessage(message, transfer)

intake.onProgress((label, fraction) => say({ type: 'progress', label, fraction }))

scope.onmessage = async ({ data }: MessageEvent<ToIntake>) => {
  try {
    const call = intake[data.method] as (...args: readonly unknown[]) => Promise<unknown>
    const value = await call.apply(intake, [...data.args])
    say({ type: 'done', id: data.id, value })
  } catch (error) {
    say({ type: 'failed', id: data.id, ...saidOf(error) })
  }
}

const saidOf = (error: unknown) =>
  error instanceof Fault
    ? { fault: { file: error.file, wrong: error.wrong, remedy: error.remedy } }
    : { message: error instanceof Error ? error.message : String(error) }
