import { Fault } from '../core/fault'
import type { Recipe } from '../geometry/segmentation/recipe'
import type { Heart } from '../heart/heart'
import type { ImportOptions } from '../io/import-files'
import type { InputFile } from '../io/input-file'
import type { FoundStructure, Intake, Opened, SegmentationPreview, Survey } from './intake-protocol'

type Method = 'survey' | 'structures' | 'open' | 'segment' | 'build'

export interface ToIntake {
  readonly id: number
  readonly method: Method
  readonly args: readonly unknown[]
}

export type FromIntake =
  | { readonly type: 'progress'; readonly label: string; readonly fraction: number }
  | { readonly type: 'done'; readonly id: number; readonly value: unknown }
  | {
      readonly type: 'failed'
      readonly id: number
      readonly fault?: { readonly file: string; readonly wrong: string; readonly remedy: string }
      readonly message?: string
    }

/** What of `Worker` the port needs: a test gives its own. */
export interface IntakeChannel {
  postMessage(message: ToIntake): void
  terminate(): void
  onmessage: ((event: { data: FromIntake }) => void) | null
  onerror: ((event: { message: string }) => void) | null
}

const newWorker = (): IntakeChannel =>
  new Worker(new URL('./intake-worker.ts', import.meta.url), { type: 'module' }) as unknown as IntakeChannel

/**
 * The intake in a worker of its own. `cancel` ends the worker at once, whatever it is doing; the files stay here, and a
 * new worker takes them, the survey and the open scan up again when it is next asked.
 */
export const workerIntake = (start: () => IntakeChannel = newWorker): Intake => new WorkerIntake(start)

interface Waiting {
  readonly resolve: (value: never) => void
  readonly reject: (reason: unknown) => void
}

const cancelled = () => new Fault('The work', 'it was cancelled', 'Start it again when you wish')

class WorkerIntake implements Intake {
  private channel: IntakeChannel | null = null
  private waiting = new Map<number, Waiting>()
  private next = 1
  /** Counts the cancels, so that work that was waiting to start does not start after one. */
  private turn = 0
  private listener: (label: string, fraction: number) => void = () => {}
  /** Calls that a new worker has to repeat to stand where the old one stood. */
  private surveyed: readonly InputFile[] | null = null
  private opened: readonly [offer: string, options: Omit<ImportOptions, 'onProgress'>] | null = null
  private standing = { surveyed: false, opened: false }

  constructor(private readonly start: () => IntakeChannel) {}

  async survey(files: readonly InputFile[]): Promise<Survey> {
    this.surveyed = files
    this.opened = null
    this.standing = { surveyed: true, opened: true }
    return this.call<Survey>('survey', [files])
  }

  async structures(offer: string): Promise<readonly FoundStructure[]> {
    await this.standAgain('surveyed')
    return this.call('structures', [offer])
  }

  async open(offer: string, options: ImportOptions = {}): Promise<Opened> {
    await this.standAgain('surveyed')
    const { onProgress: _, ...plain } = options
    const opened = await this.call<Opened>('open', [offer, plain])
    if (opened.kind === 'scan') this.opened = [offer, plain]
    this.standing.opened = true
    return opened
  }

  async segment(recipe: Recipe): Promise<SegmentationPreview> {
    await this.standAgain('opened')
    return this.call('segment', [recipe])
  }

  async build(recipe: Recipe): Promise<Heart> {
    await this.standAgain('opened')
    return this.call('build', [recipe])
  }

  cancel(): void {
    this.end(cancelled())
  }

  onProgress(listener: (label: string, fraction: number) => void): void {
    this.listener = listener
  }

  close(): void {
    this.surveyed = null
    this.opened = null
    this.end(cancelled())
  }

  /** Ends the worker and everything that waits for it. */
  private end(reason: Fault): void {
    this.turn++
    this.channel?.terminate()
    this.channel = null
    this.standing = { surveyed: false, opened: false }
    const waiting = [...this.waiting.values()]
    this.waiting.clear()
    for (const { reject } of waiting) reject(reason)
  }

  /** Brings a new worker to where the old one was ended. */
  private async standAgain(to: 'surveyed' | 'opened'): Promise<void> {
    const turn = this.turn
    if (!this.standing.surveyed && this.surveyed) {
      await this.call('survey', [this.surveyed])
      this.standing.surveyed = true
    }
    if (to === 'opened' && !this.standing.opened && this.opened) {
      await this.call('open', [...this.opened])
      this.standing.opened = true
    }
    await null
    if (turn !== this.turn) throw cancelled()
  }

  private call<T>(method: Method, args: readonly unknown[]): Promise<T> {
    const id = this.next++
    const channel = this.ready()
    return new Promise<T>((resolve, reject) => {
      this.waiting.set(id, { resolve: resolve as Waiting['resolve'], reject })
      channel.postMessage({ id, method, args })
    })
  }

  private ready(): IntakeChannel {
    if (this.channel) return this.channel
    const channel = this.start()
    channel.onmessage = ({ data }) => this.received(data)
    channel.onerror = ({ message }) =>
      this.end(
        new Fault(
          'The work',
          `it stopped (${message || 'the memory may be full'})`,
          'Give a smaller part of the scan, or close other pages',
        ),
      )
    this.channel = channel
    return channel
  }

  private received(message: FromIntake): void {
    if (message.type === 'progress') {
      this.listener(message.label, message.fraction)
      return
    }
    const waiting = this.waiting.get(message.id)
    this.waiting.delete(message.id)
    if (message.type === 'done') {
      waiting?.resolve(message.value as never)
      return
    }
    const { fault, message: text } = message
    waiting?.reject(fault ? new Fault(fault.file, fault.wrong, fault.remedy) : new Error(text))
  }
}
