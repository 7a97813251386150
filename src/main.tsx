import '@fontsource-variable/source-sans-3/wght.css'
import { Canvas } from '@react-three/fiber'
import { useXRSessionModeSupported, XR } from '@react-three/xr'
import { useMemo } from 'react'
import { createRoot } from 'react-dom/client'
import {
  type Camera,
  Matrix4,
  NeutralToneMapping,
  type Scene as ThreeScene,
  Vector3,
  type WebGLRenderer,
} from 'three'
import { useStore } from 'zustand'
import { say } from './core/language'
import { workerIntake } from './engine/intake-port'
import { workerModeller } from './engine/modeller-port'
import { qualityNamed } from './engine/quality'
import { workerRehearser } from './engine/rehearser-port'
import { workerPort } from './engine/worker-port'
import type { HeartCase } from './geometry/parametric/heart-case'
import { nearestOnSurface, pickSurface } from './geometry/pick'
import { hands, pressables } from './input/hands'
import { listenToKeys } from './input/keyboard'
import { Sounds } from './input/sounds'
import { ToolLayer } from './input/tool-layer'
import { builtInNames, builtInParameters } from './procedures/built-in-cases'
import { forgetWithHeart } from './session/annotations'
import { IntakeFlow } from './session/intake/intake-flow'
import { unfinishedScan } from './session/intake/keep-recipe'
import { browserStore } from './session/kept/browser-store'
import { RehearsalKeeper } from './session/kept/keeper'
import type { OpenedRehearsal } from './session/kept/rehearsal-document'
import { Recorder } from './session/recorder'
import { Session } from './session/session'
import { forgetPlacesWithHeart } from './session/viewpoints'
import { ToolRunner } from './tools/tool-runner'
import { toolStore } from './tools/tool-store'
import { openHeart, printTemplates, said, saveCase } from './ui/case-files'
import { startLanguage, useLanguage } from './ui/languages/use-language'
import type { PageActions } from './ui/page-actions'
import { Panels } from './ui/panels'
import { followPresenter, usePresent } from './ui/present/use-present'
import { keptSettings } from './ui/settings/kept-settings'
import { Replayer } from './ui/training/replayer'
import { guideNow } from './ui/training/use-guide'
import { useTraining } from './ui/training/use-training'
import { useUi } from './ui/ui-state'
import { useBloodView } from './view/blood-view-state'
import { ShareView } from './view/compare/main-view'
import { LoadGovernor } from './view/governor/load-governor'
import { useHeartSpace, worldToPatient } from './view/heart-space'
import { drawsInSoftware, Pace } from './view/pace'
import { Scene } from './view/scene'
import { sectionOfView } from './view/section-of-view'
import { useView } from './view/view-state'
import { useComfort } from './view/xr/comfort'
import { Immersive } from './view/xr/immersive'
import { MouseInstrument } from './view/xr/mouse-instrument'
import { Previews } from './view/xr/previews'
import { xrStore } from './view/xr/store'

/** `?quality=low` or `high`; left out, what this device keeps as chosen, else what it can do. */
const quality = qualityNamed(
  new URLSearchParams(location.search).get('quality') ?? keptSettings().quality ?? 'auto',
)
/** Without a GPU drawing and computing share the processor: the picture must leave the simulation its half. */
const slowDrawing = drawsInSoftware()
/** Drawn plainly: half the pixels each way, no shadows, no smoothing. What software rendering can keep up with. */
const plain = quality === 'low' || (quality === 'auto' && slowDrawing)
const session = new Session(workerPort(quality), workerRehearser())
const recorder = new Recorder(session)
const replayer = new Replayer(session, recorder)
const runner = new ToolRunner(session, { pickSurface, nearestOnSurface }, sectionOfView(), (side, tip) =>
  recorder.pose(side, tip),
)
let camera: Camera | null = null
let scene: ThreeScene | null = null
let renderer: WebGLRenderer | null = null
/** What outlives a visit. */
const store = browserStore()
/** From dropped files to an open heart. */
const intake = new IntakeFlow({
  create: workerIntake,
  accept: (heart, tree, recipe) => openHeart(session, heart, tree, recipe),
  atWork: () => session.state.edits.length > 0,
  saves: store,
})

/** The test handle: what an app test may read and drive. */
Object.assign(window, {
  atrium: {
    session,
    intake,
    runner,
    xrStore,
    hands,
    pressables,
    toolStore,
    useHeartSpace,
    useComfort,
    useView,
    useBloodView,
    useTraining,
    guideStep: () => guideNow(session)?.at ?? null,
    camera: () => camera,
    scene: () => scene,
    renderer: () => renderer,
  },
})

const keeper = new RehearsalKeeper(session, store)

const modeller = workerModeller()

const openModel = (from: HeartCase) =>
  said(session, async () => {
    session.store.setState({ progress: { label: `Modelling ${from.name}`, fraction: 0 } })
    openHeart(session, await modeller.build(from))
  })

function viewNormal(): readonly [number, number, number] {
  const toPatient = worldToPatient(undefined, new Matrix4())
  return (camera?.getWorldDirection(new Vector3()) ?? new Vector3(0, 0, -1))
    .transformDirection(toPatient)
    .toArray()
}

function Page() {
  useLanguage()
  const vr = useXRSessionModeSupported('immersive-vr') ?? false
  const ar = useXRSessionModeSupported('immersive-ar') ?? false
  const atScan = useStore(intake.store, (s) => s.phase.name === 'workspace')
  const actions = useMemo<PageActions>(
    () => ({
      cases: builtInNames,
      openModel: (from) => void openModel(from),
      openFiles: (files) => void intake.take(files),
      save: () => void saveCase(session, recorder.recorded),
      kept: {
        store: keeper.kept,
        goOn: (id) => void goOn(id),
        remove: (id) => void said(session, () => keeper.remove(id)),
        bringBack: () => void said(session, () => keeper.bringBack()),
      },
      besidePort: () => workerPort(quality),
      print: () => void printTemplates(session),
      enterVr: vr ? () => void said(session, () => void xrStore.enterVR()) : null,
      enterAr: ar ? () => void said(session, () => void xrStore.enterAR()) : null,
      viewNormal,
    }),
    [vr, ar],
  )
  return (
    <>
      <Canvas
        frameloop={atScan ? 'never' : slowDrawing ? 'demand' : 'always'}
        shadows={plain ? false : 'percentage'}
        dpr={plain ? 0.5 : [1, 2]}
        camera={{ fov: 32, near: 0.002, far: 40, position: [0, 0, 0.6] }}
        gl={{ antialias: !plain, toneMapping: NeutralToneMapping, powerPreference: 'high-performance' }}
        onCreated={(state) => {
          camera = state.camera
          scene = state.scene
          renderer = state.gl
        }}
        style={{ position: 'fixed', inset: '0 var(--second-view, 0px) 0 0', width: 'auto', height: 'auto' }}
        role="img"
        aria-label={say('The heart')}
      >
        <XR store={xrStore}>
          <Scene session={session} />
          <ShareView />
          {slowDrawing && <Pace />}
          <LoadGovernor session={session} held={!slowDrawing} />
          <Previews />
          <ToolLayer runner={runner} />
          <MouseInstrument session={session} runner={runner} />
          <Sounds session={session} runner={runner} />
          <Immersive session={session} runner={runner} />
        </XR>
      </Canvas>
      <Panels session={session} intake={intake} actions={actions} replayer={replayer} />
    </>
  )
}

const openKept = ({ heart, tree, recipe }: OpenedRehearsal) => openHeart(session, heart, tree, recipe)

/** Goes on with a kept rehearsal, the newest or one by its id. @returns whether one is open now */
async function goOn(id?: string): Promise<boolean> {
  let opened = false
  await said(session, async () => {
    opened = await keeper.goOn(openKept, id)
    if (!opened && id) session.notify(say('This rehearsal is open in another window.'))
  })
  return opened
}

/** The case named in the address, else what the last visit left, else the first built-in heart; all that is done is kept. */
async function openFirst(): Promise<void> {
  keeper.start()
  const asked = new URLSearchParams(location.search).get('case')
  if (!asked && (await goOn()))
    session.notify(
      say(
        'Your last rehearsal is open again. Choose a built-in heart or a file to start another; this one stays kept.',
      ),
    )
  else {
    const trouble = session.state.notice
    await said(session, () => openModel(builtInParameters(asked ?? builtInNames[0]!)))
    if (trouble) session.notify(trouble)
  }
  const scan = await unfinishedScan(store)
  if (scan)
    session.notify(
      say('Your work on the scan {scan} is kept. Drop the scan here again to go on with it.', { scan }),
    )
}

/** While a scan is worked on, the processor is for it: the heart behind it rests. */
function restWhileSegmenting(): void {
  intake.store.subscribe(({ phase }, before) => {
    const resting = phase.name === 'workspace'
    if (resting === (before.phase.name === 'workspace')) return
    const { tissueRunning, bloodRunning } = useUi.getState()
    session.setControl({
      tissueRunning: tissueRunning && !resting,
      bloodRunning: bloodRunning && !resting,
    })
  })
}

void startLanguage().finally(() => createRoot(document.getElementById('page')!).render(<Page />))
listenToKeys(session, runner)
restWhileSegmenting()
forgetWithHeart(session)
forgetPlacesWithHeart(session)
if (usePresent.getState().role === 'guest') followPresenter(session)
else void openFirst()
