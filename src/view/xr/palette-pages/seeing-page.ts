import { Matrix4, Vector3 } from 'three'
import { say } from '../../../core/language'
import { worldToPatient } from '../../heart-space'
import { type ClipAxis, clipAxes, setClip, tracerColours, useView } from '../../view-state'
import type { PaletteContext, PaletteEntry, PalettePage } from './palette-page'

/** How tissue and blood are shown. */
export const seeingPage: PalettePage = {
  id: 'seeing',
  label: () => say('See'),
  icon: 'glass',
  useEntries: useSeeing,
}

function useSeeing({ camera }: PaletteContext): PaletteEntry[] {
  const { clip, tissue, tracersShown, tracerColour } = useView()
  const glass = tissue === 'glass'
  const nextColour = tracerColours[(tracerColours.indexOf(tracerColour) + 1) % tracerColours.length]!
  const axis = clipAxes[(clipAxes.indexOf(clip.axis) + 1) % clipAxes.length]!
  const move = (by: number) => setClip({ offset: Math.min(Math.max(clip.offset + by, -0.8), 0.8) })
  return [
    {
      key: 'glass',
      label: say('See through'),
      icon: 'glass',
      active: glass,
      onPress: () => useView.setState({ tissue: glass ? 'solid' : 'glass' }),
    },
    {
      key: 'tracers',
      label: say('Blood'),
      active: tracersShown,
      onPress: () => useView.setState({ tracersShown: !tracersShown }),
    },
    {
      key: 'colour',
      label: say('Colour: {name}', { name: say(tracerColour) }),
      onPress: () => useView.setState({ tracerColour: nextColour }),
    },
    {
      key: 'section',
      label: say(sectionNames[clip.axis]),
      icon: 'section',
      active: clip.axis !== 'none',
      onPress: () => setClip({ axis, ...(axis === 'view' ? { normal: gaze(camera), offset: 0 } : {}) }),
    },
    ...(clip.axis === 'none'
      ? []
      : [
          { key: 'nearer', label: say('Less cut away'), onPress: () => move(-0.08) },
          { key: 'farther', label: say('More cut away'), onPress: () => move(0.08) },
        ]),
  ]
}

const sectionNames: Record<ClipAxis, string> = {
  none: 'No section',
  coronal: 'Front to back',
  sagittal: 'Side to side',
  axial: 'Head to foot',
  view: 'Facing me',
}

/** Direction of the gaze in patient space. */
const gaze = (camera: PaletteContext['camera']): [number, number, number] =>
  camera
    .getWorldDirection(new Vector3())
    .transformDirection(worldToPatient(undefined, new Matrix4()))
    .toArray()
