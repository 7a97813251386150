import type { HeartCase } from '../geometry/parametric/heart-case'
import type { Heart } from '../heart/heart'
import type { FromModeller, Modeller, ModelPicture, ToModeller } from './modeller-protocol'

/** What of `Worker` the port needs: a test gives its own. */
export interface ModellerChannel {
  postMessage(message: ToModeller): void
  terminate(): void
  onmessage: ((event: { data: FromModeller }) => void) | null
  onerror: ((event: { message: string }) => void) | null
}

const newWorker = (): ModellerChannel =>
  new Worker(new URL('./modeller-worker.ts', import.meta.url), {
    type: 'module',
  }) as unknown as ModellerChannel

/**
 * The modeller in a worker. It works on one thing at a time; of the pictures that wait only the newest is made, so that
 * a dragged slider never queues.
 */
export const workerModeller = (start: () => ModellerChannel = newWorker): Modeller =>
  new WorkerModeller(start)

interface Job {
  readonly method: ToModeller['method']
  readonly from: HeartCase
  readonly resolve: (value: never) => void
  readonly reject: (reason: Error) => void
}

class WorkerModeller implements Modeller {
  private channel: ModellerChannel | null = null
  private readonly queue: Job[] = []
  private current: Job | null = null
  private count = 0

  constructor(private readonly start: () => ModellerChannel) {}

  build(from: HeartCase): Promise<Heart> {
    return this.ask('build', from)
  }

  picture(from: HeartCase): Promise<ModelPicture | null> {
    const waiting = this.queue.findIndex((job) => job.method === 'picture')
    if (waiting >= 0) this.queue.splice(waiting, 1)[0]?.resolve(null as never)
    return this.ask('picture', from)
  }

  close(): void {
    this.channel?.terminate()
    this.channel = null
    this.current = null
    this.queue.length = 0
  }

  private ask<T>(method: ToModeller['method'], from: HeartCase): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.queue.push({ method, from, resolve: resolve as Job['resolve'], reject })
      this.next()
    })
  }

  private next(): void {
    const job = this.current ? undefined : this.queue.shift()
    if (!job) return
    this.current = job
    this.ready().postMessage({ id: ++this.count, method: job.method, from: job.from })
  }

  private ready(): ModellerChannel {
    if (this.channel) return this.channel
    const channel = this.start()
    channel.onmessage = ({ data }) => this.received(data)
    channel.onerror = ({ message }) => {
      this.channel = null
      channel.terminate()
      this.finish((job) => job.reject(new Error(message || 'the modeller stopped')))
    }
    this.channel = channel
    return channel
  }

  private received(message: FromModeller): void {
    this.finish((job) => {
      if ('failed' in message) job.reject(new Error(message.failed))
      else job.resolve(('heart' in message ? message.heart : message.picture) as never)
    })
  }

  private finish(say: (job: Job) => void): void {
    const job = this.current
    this.current = null
    if (job) say(job)
    this.next()
  }
}
