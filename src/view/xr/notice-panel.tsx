import { useFrame } from '@react-three/fiber'
import { useEffect, useRef, useState } from 'react'
import { type Group, Vector3 } from 'three'
import { useStore } from 'zustand'
import { retell } from '../../core/language'
import { instrumentTip } from '../../input/hand-pose'
import { hands } from '../../input/hands'
import type { Session } from '../../session/session'
import { CanvasPanel } from './canvas-panel'
import { useComfort } from './comfort'
import { textRows } from './panel-drawing'

const width = 0.26
/** Above the tip, clear of the hand and of what it works at, metres. */
const above = 0.12
/** Long enough to read two lines twice, milliseconds; the panel of findings keeps it. */
const shown = 8000

/** What was refused or went wrong, said where the working hand is: it appears there, stays still and goes. */
export function NoticePanel({ session }: { readonly session: Session }) {
  const notice = useStore(session.store, (s) => s.notice)
  const [over, setOver] = useState(false)
  useEffect(() => {
    setOver(false)
    const timer = notice ? setTimeout(() => setOver(true), shown) : undefined
    return () => clearTimeout(timer)
  }, [notice])
  return notice && !over ? <Note key={notice} text={notice} /> : null
}

function Note({ text }: { readonly text: string }) {
  const group = useRef<Group>(null)
  useFrame(({ camera }) => {
    const panel = group.current
    if (!panel || panel.visible) return
    panel.visible = stand(panel)
    panel.lookAt(camera.getWorldPosition(eye))
  })
  return (
    <group ref={group} visible={false} name="notice">
      <CanvasPanel rows={textRows(retell(text), width, 'amber')} width={width} />
    </group>
  )
}

const eye = new Vector3()

/** At the tip of the hand that works, or of the other one; false while no hand is seen. */
function stand(panel: Group): boolean {
  const { dominant } = useComfort.getState()
  const pose = hands[dominant] ?? hands[dominant === 'right' ? 'left' : 'right']
  if (!pose) return false
  panel.position.set(...instrumentTip(pose))
  panel.position.y += above
  return true
}
