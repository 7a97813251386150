import { Vector3 } from 'three'
import { useStore } from 'zustand'
import { say } from '../../../core/language'
import { turnPerson } from '../../../input/stroller'
import { viewpointStore } from '../../../session/viewpoints'
import { keepPlace } from '../../../ui/kept-places'
import { viewRows } from '../../../ui/view-rows'
import { goToView, useView } from '../../view-state'
import { callBack, useComfort } from '../comfort'
import { enlarge } from '../enlarge'
import type { PaletteContext, PaletteEntry, PalettePage } from './palette-page'

/** Where one looks from, and where one stands. */
export const placePage: PalettePage = {
  id: 'place',
  label: () => say('Place'),
  icon: 'look',
  useEntries: usePlaces,
}

function usePlaces({ session, camera, hand }: PaletteContext): PaletteEntry[] {
  const { outside, snapTurn, teleport, aiming, oneHanded } = useComfort()
  const heart = useStore(session.store, (s) => s.heart)
  const asked = useView((v) => v.request.view)
  const viewpoints = useStore(viewpointStore, (s) => s.viewpoints)
  const head = () => camera.getWorldPosition(new Vector3()).toArray()
  return [
    {
      key: 'inside',
      label: outside ? say('Step out') : say('Step inside'),
      icon: 'inside',
      onPress: () => goToView(outside ? 'outside' : 'inside'),
    },
    { key: 'call', label: say('Heart here'), icon: 'heart', onPress: callBack },
    { key: 'keep', label: say('Keep place'), icon: 'pin', onPress: keepPlace },
    ...(oneHanded
      ? [
          { key: 'larger', label: say('Larger'), onPress: () => enlarge(1.5) },
          { key: 'smaller', label: say('Smaller'), onPress: () => enlarge(1 / 1.5) },
        ]
      : []),
    ...(snapTurn
      ? [
          { key: 'turn-left', label: say('Turn left'), onPress: () => turnPerson(head(), 1) },
          { key: 'turn-right', label: say('Turn right'), onPress: () => turnPerson(head(), -1) },
        ]
      : []),
    ...(teleport
      ? [
          {
            key: 'go',
            label: say('Go to …'),
            active: aiming !== null,
            onPress: () => useComfort.setState({ aiming: aiming ? null : hand }),
          },
        ]
      : []),
    ...viewRows(heart).map(({ view, label }) => ({
      key: view,
      label,
      active: asked === view,
      onPress: () => goToView(view),
    })),
    ...viewpoints.map((viewpoint) => ({
      key: `kept:${viewpoint.name}`,
      label: viewpoint.name,
      icon: 'pin',
      active: asked === viewpoint,
      onPress: () => goToView(viewpoint),
    })),
  ]
}
