import type Jolt from 'jolt-physics'
import type { TissueModel } from './model'

type Api = typeof Jolt
/** Solver iterations that Jolt does a frame. */
const joltIterations = 5
/** Softness of the edges, m/N: it does not change the cost. */
const compliance = 1e-3

interface JoltFrame {
  readonly msPerFrame: number
  readonly edgeCount: number
}

/**
 * A frame of 1/60 s of Jolt's soft body on the same tetrahedra: one distance constraint a link, one volume constraint a
 * tetrahedron, extended position-based dynamics, on one thread of the processor. Not the same mechanics: no stress law.
 * @returns why there is none where the package is not installed
 */
export async function benchJolt(model: TissueModel, frames: number): Promise<JoltFrame | string> {
  let api: Api
  try {
    api = await (await import('jolt-physics')).default()
  } catch (error) {
    return `jolt-physics cannot be loaded: ${(error as Error).message}`
  }
  const world = createWorld(api)
  const shared = new api.SoftBodySharedSettings()
  const edgeCount = fill(api, shared, model)
  const settings = new api.SoftBodyCreationSettings(
    shared,
    new api.RVec3(0, 0, 0),
    new api.Quat(0, 0, 0, 1),
    0,
  )
  settings.mNumIterations = joltIterations
  settings.mGravityFactor = 0
  settings.mAllowSleeping = false
  const bodies = world.GetPhysicsSystem().GetBodyInterface()
  bodies.CreateAndAddSoftBody(settings, api.EActivation_Activate)
  world.Step(1 / 60, 1)
  const start = performance.now()
  for (let n = 0; n < frames; n++) world.Step(1 / 60, 1)
  const msPerFrame = (performance.now() - start) / frames
  api.destroy(world)
  return { msPerFrame, edgeCount }
}

/** A world of one layer that collides with nothing. */
function createWorld(api: Api): Jolt.JoltInterface {
  const layers = new api.ObjectLayerPairFilterTable(1)
  const phases = new api.BroadPhaseLayerInterfaceTable(1, 1)
  phases.MapObjectToBroadPhaseLayer(0, new api.BroadPhaseLayer(0))
  const settings = new api.JoltSettings()
  settings.mMaxWorkerThreads = 0
  settings.mObjectLayerPairFilter = layers
  settings.mBroadPhaseLayerInterface = phases
  settings.mObjectVsBroadPhaseLayerFilter = new api.ObjectVsBroadPhaseLayerFilterTable(phases, 1, layers, 1)
  return new api.JoltInterface(settings)
}

/** Vertices, links and tetrahedra; Jolt wants metres of bodies, so the heart is a hundred times as large. */
function fill(api: Api, shared: Jolt.SoftBodySharedSettings, model: TissueModel): number {
  const { rest, mass, tets, nodeCount, tetCount } = model
  const vertex = new api.SoftBodySharedSettingsVertex()
  const place = new api.Float3(0, 0, 0)
  for (let n = 0; n < nodeCount; n++) {
    place.x = 100 * rest[3 * n]!
    place.y = 100 * rest[3 * n + 1]!
    place.z = 100 * rest[3 * n + 2]!
    vertex.mPosition = place
    vertex.mInvMass = 1 / mass[n]!
    shared.mVertices.push_back(vertex)
  }
  const links = new Set<number>()
  for (let t = 0; t < tetCount; t++)
    for (let a = 0; a < 3; a++)
      for (let b = a + 1; b < 4; b++) {
        const [p, q] = [tets[4 * t + a]!, tets[4 * t + b]!]
        links.add(Math.min(p, q) * nodeCount + Math.max(p, q))
      }
  for (const link of links)
    shared.mEdgeConstraints.push_back(
      new api.SoftBodySharedSettingsEdge(Math.floor(link / nodeCount), link % nodeCount, compliance),
    )
  for (let t = 0; t < tetCount; t++)
    shared.mVolumeConstraints.push_back(
      new api.SoftBodySharedSettingsVolume(
        tets[4 * t]!,
        tets[4 * t + 1]!,
        tets[4 * t + 2]!,
        tets[4 * t + 3]!,
        0,
      ),
    )
  shared.CalculateEdgeLengths()
  shared.CalculateVolumeConstraintVolumes()
  shared.Optimize()
  return links.size
}
