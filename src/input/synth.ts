import { seededRandom } from '../core/random'
import type { Vec3 } from '../core/vec3'
import type { SoundName } from './heard'

/** One voice of a sound. */
interface Voice {
  readonly kind: OscillatorType | 'noise'
  /** Hz at its beginning and end; of noise, the middle of the band. */
  readonly from: number
  readonly to: number
  /** Seconds after the sound begins, and how long. */
  readonly after: number
  readonly long: number
  /** 0–1; all of it soft. */
  readonly loud: number
}

/** Soft and short: nothing over a fifth of a second, nothing louder than a fingertip on a table. */
export const voices: Readonly<Record<SoundName, readonly Voice[]>> = {
  contact: [{ kind: 'sine', from: 190, to: 110, after: 0, long: 0.07, loud: 0.16 }],
  cut: [{ kind: 'noise', from: 2600, to: 1900, after: 0, long: 0.07, loud: 0.06 }],
  stitch: [
    { kind: 'triangle', from: 820, to: 700, after: 0, long: 0.035, loud: 0.08 },
    { kind: 'triangle', from: 960, to: 860, after: 0.07, long: 0.035, loud: 0.08 },
  ],
  snap: [{ kind: 'noise', from: 3800, to: 2400, after: 0, long: 0.03, loud: 0.14 }],
  done: [
    { kind: 'sine', from: 523, to: 523, after: 0, long: 0.11, loud: 0.06 },
    { kind: 'sine', from: 659, to: 659, after: 0.08, long: 0.12, loud: 0.06 },
  ],
}

/** Where the listener is, room metres; unit vectors. */
export interface Listener {
  readonly place: Vec3
  readonly forward: Vec3
  readonly up: Vec3
}

/** Distance within which a sound is as loud as it gets, metres: the operating field. */
const near = 0.5

/** Makes the sounds, from where they happen. Silent until the browser lets a page sound: after a first press. */
export class Synth {
  private context: AudioContext | null = null
  private hiss: AudioBuffer | null = null

  constructor(private readonly make: () => AudioContext = () => new AudioContext()) {}

  /** To be called in a press or a key, where the browser allows it. */
  wake(): void {
    try {
      this.context ??= this.make()
      if (this.context.state === 'suspended') void this.context.resume()
    } catch {
      // A device without sound: every sound is seen as well.
    }
  }

  /** @param place room metres; null: where the listener is */
  play(sound: SoundName, strength: number, place: Vec3 | null, listener: Listener): void {
    const { context } = this
    if (context?.state !== 'running') return
    const out = place ? this.from(context, place, listener) : context.destination
    const all = voices[sound]
    for (const voice of all) this.voice(context, voice, strength, out, voice === all.at(-1))
  }

  close(): void {
    void this.context?.close()
    this.context = null
  }

  private from(context: AudioContext, place: Vec3, { place: ear, forward, up }: Listener): AudioNode {
    const { listener } = context
    const ears = [...ear, ...forward, ...up]
    const params = [
      'positionX',
      'positionY',
      'positionZ',
      'forwardX',
      'forwardY',
      'forwardZ',
      'upX',
      'upY',
      'upZ',
    ]
    params.forEach((name, n) => {
      const param = listener[name as 'positionX'] as AudioParam | undefined
      if (param) param.value = ears[n]!
    })
    const panner = new PannerNode(context, {
      panningModel: 'equalpower',
      distanceModel: 'inverse',
      refDistance: near,
      positionX: place[0],
      positionY: place[1],
      positionZ: place[2],
    })
    panner.connect(context.destination)
    return panner
  }

  private voice(context: AudioContext, voice: Voice, strength: number, out: AudioNode, last: boolean): void {
    const start = context.currentTime + voice.after
    const end = start + voice.long
    const gain = context.createGain()
    gain.gain.setValueAtTime(0, start)
    gain.gain.linearRampToValueAtTime(voice.loud * strength, start + 0.004)
    gain.gain.exponentialRampToValueAtTime(1e-4, end)
    gain.connect(out)
    const source =
      voice.kind === 'noise' ? this.noise(context, voice, gain) : tone(context, voice, start, gain)
    source.start(start)
    source.stop(end + 0.01)
    source.onended = () => {
      gain.disconnect()
      if (last && out !== context.destination) out.disconnect()
    }
  }

  private noise(context: AudioContext, { from }: Voice, gain: GainNode): AudioBufferSourceNode {
    this.hiss ??= whiteNoise(context)
    const source = context.createBufferSource()
    source.buffer = this.hiss
    const band = context.createBiquadFilter()
    band.type = 'bandpass'
    band.frequency.value = from
    source.connect(band).connect(gain)
    return source
  }
}

function tone(context: AudioContext, voice: Voice, start: number, gain: GainNode): OscillatorNode {
  const source = context.createOscillator()
  source.type = voice.kind as OscillatorType
  source.frequency.setValueAtTime(voice.from, start)
  source.frequency.exponentialRampToValueAtTime(voice.to, start + voice.long)
  source.connect(gain)
  return source
}

function whiteNoise(context: AudioContext): AudioBuffer {
  const buffer = context.createBuffer(1, Math.ceil(0.2 * context.sampleRate), context.sampleRate)
  const random = seededRandom(1)
  buffer.getChannelData(0).forEach((_, n, all) => {
    all[n] = 2 * random() - 1
  })
  return buffer
}
