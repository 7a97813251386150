import { useFrame } from '@react-three/fiber'
import { useEffect, useMemo } from 'react'
import { type Camera, Matrix4, Vector3 } from 'three'
import type { Vec3 } from '../core/vec3'
import { annotationStore } from '../session/annotations'
import type { Session } from '../session/session'
import type { ToolRunner } from '../tools/tool-runner'
import { toolStore } from '../tools/tool-store'
import { patientToWorld } from '../view/heart-space'
import { Ear, type Heard } from './heard'
import { type Listener, Synth } from './synth'

interface SoundsProps {
  readonly session: Session
  readonly runner: ToolRunner
}

/** Lets contact, cutting and stitching be heard from where they happen, on the page and in the headset. */
export function Sounds({ session, runner }: SoundsProps) {
  const ear = useMemo(() => new Ear(), [])
  const synth = useSynth()
  useFrame(({ camera }) => {
    const { edits, torn } = session.state
    const { previews, settings } = toolStore.getState()
    const { annotations } = annotationStore.getState()
    const heard = ear.listen({ edits, torn, annotations, touches: session.frame.touches, previews })
    if (heard.length === 0 || !settings.sound) return
    const listener = listenerAt(camera)
    for (const one of heard) synth.play(one.sound, one.strength, placeOf(one, runner), listener)
  })
  return null
}

/** Wakes with the first press or key: before that no browser lets a page sound. */
function useSynth(): Synth {
  const synth = useMemo(() => new Synth(), [])
  useEffect(() => {
    const wake = () => synth.wake()
    const names = ['pointerdown', 'keydown'] as const
    for (const name of names) window.addEventListener(name, wake)
    return () => {
      for (const name of names) window.removeEventListener(name, wake)
      synth.close()
    }
  }, [synth])
  return synth
}

const matrix = new Matrix4()
const place = new Vector3()

/** Room metres, where the instrument last touched tissue. */
function placeOf({ side }: Heard, runner: ToolRunner): Vec3 | null {
  const hit = side && runner.touched(side)
  return hit
    ? place
        .set(...hit.position)
        .applyMatrix4(patientToWorld(undefined, matrix))
        .toArray()
    : null
}

function listenerAt(camera: Camera): Listener {
  const e = camera.matrixWorld.elements
  return {
    place: [e[12]!, e[13]!, e[14]!],
    forward: [-e[8]!, -e[9]!, -e[10]!],
    up: [e[4]!, e[5]!, e[6]!],
  }
}
