import type { Heart } from '../heart/heart'
import type { FromRehearser, Rehearsed, RehearseRequest, Rehearser, ToRehearser } from './rehearser-protocol'

/** What of `Worker` the port needs: a test gives its own. */
export interface RehearserChannel {
  postMessage(message: ToRehearser): void
  terminate(): void
  onmessage: ((event: { data: FromRehearser }) => void) | null
  onerror: ((event: { message: string }) => void) | null
}

const newWorker = (): RehearserChannel =>
  new Worker(new URL('./rehearser-worker.ts', import.meta.url), {
    type: 'module',
  }) as unknown as RehearserChannel

/** The rehearser in a worker, begun when it is first asked and ended where what it works at is cancelled. */
export const workerRehearser = (start: () => RehearserChannel = newWorker): Rehearser =>
  new WorkerRehearser(start)

interface Job {
  readonly progress: (label: string, fraction: number) => void
  readonly resolve: (rehearsed: Rehearsed) => void
  readonly reject: (reason: Error) => void
}

class WorkerRehearser implements Rehearser {
  private channel: RehearserChannel | null = null
  private job: Job | null = null
  private sent: { readonly id: number; readonly heart: Heart } | null = null
  private hearts = 0

  constructor(private readonly start: () => RehearserChannel) {}

  rehearse({ heart, ...request }: RehearseRequest, progress: Job['progress']): Promise<Rehearsed> {
    this.cancel()
    const channel = this.ready()
    const isNew = this.sent?.heart !== heart
    const sent = isNew || !this.sent ? { id: ++this.hearts, heart } : this.sent
    this.sent = sent
    return new Promise((resolve, reject) => {
      this.job = { progress, resolve, reject }
      channel.postMessage({ heartId: sent.id, ...request, ...(isNew && { heart }) })
    })
  }

  cancel(): void {
    if (this.job) this.stop('It was cancelled')
  }

  close(): void {
    this.stop('It was cancelled')
  }

  private stop(why: string): void {
    this.channel?.terminate()
    this.channel = null
    this.sent = null
    this.finish((job) => job.reject(new Error(why)))
  }

  private finish(say: (job: Job) => void): void {
    const { job } = this
    this.job = null
    if (job) say(job)
  }

  private ready(): RehearserChannel {
    if (this.channel) return this.channel
    const channel = this.start()
    channel.onmessage = ({ data }) => {
      if (data.type === 'progress') this.job?.progress(data.label, data.fraction)
      else if (data.type === 'rehearsed') this.finish((job) => job.resolve(data.rehearsed))
      else this.finish((job) => job.reject(new Error(data.message)))
    }
    channel.onerror = ({ message }) => this.stop(message || 'The background stopped')
    this.channel = channel
    return channel
  }
}
