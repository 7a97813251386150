import { useStore } from 'zustand'
import { say } from '../../../core/language'
import { activityChoices } from '../../../ui/activity-choices'
import { exposureRows } from '../../../ui/exposure-rows'
import { motionRows } from '../../../ui/motion-rows'
import type { PaletteContext, PaletteEntry, PalettePage } from './palette-page'

/** What the heart does, what the figures are read for, and what stands in the field. */
export const heartPage: PalettePage = {
  id: 'heart',
  label: () => say('Heart'),
  icon: 'heart',
  useEntries: useHeartEntries,
}

function useHeartEntries({ session }: PaletteContext): PaletteEntry[] {
  const isWhole = useStore(session.store, (s) => s.heart?.kind === 'whole-heart')
  const motion = useStore(session.store, (s) => s.motion)
  const exposure = useStore(session.store, (s) => s.exposure)
  const activity = useStore(session.store, (s) => s.activity)
  return [
    ...motionRows.map((choice) => ({
      key: choice.motion,
      label: say(choice.label),
      icon: choice.icon,
      active: motion === choice.motion,
      onPress: () => session.setControl({ motion: choice.motion }),
    })),
    ...(isWhole ? activityChoices : []).map((choice) => ({
      key: choice.activity,
      label: say(choice.label),
      icon: 'figures',
      active: activity === choice.activity,
      onPress: () => session.setActivity(choice.activity),
    })),
    ...exposureRows(exposure).map(({ id, remove, icon }) => ({
      key: id,
      label: say(remove),
      icon,
      onPress: () => session.takeAway(id),
    })),
  ]
}
