import { useStore } from 'zustand'
import type { IntakeFlow, IntakePhase } from '../../session/intake/intake-flow'
import { FailedSheet } from './failed-sheet'
import { SeriesPicker } from './series-picker'
import { StructuresTable } from './structures-table'
import { SurfaceUnits } from './surface-units'
import { WorkingSheet } from './working-sheet'
import { WorkspaceView } from './workspace-view'
import './intake.css'

/** Whatever stands between dropped files and an open heart; nothing while there is nothing on the way. */
export function IntakeLayer({ flow, atWork }: { flow: IntakeFlow; atWork: string | null }) {
  const phase = useStore(flow.store, (s) => s.phase)
  return phase.name === 'closed' ? null : <Phase flow={flow} phase={phase} atWork={atWork} />
}

function Phase({ flow, phase, atWork }: { flow: IntakeFlow; phase: IntakePhase; atWork: string | null }) {
  switch (phase.name) {
    case 'closed':
      return null
    case 'working':
      return <WorkingSheet flow={flow} />
    case 'choosing':
      return <SeriesPicker flow={flow} phase={phase} atWork={atWork} />
    case 'structures':
      return <StructuresTable flow={flow} phase={phase} />
    case 'surfaces':
      return <SurfaceUnits flow={flow} offer={phase.offer} />
    case 'failed':
      return <FailedSheet flow={flow} faults={phase.faults} />
    case 'workspace':
      return (
        <WorkspaceView
          workspace={phase.workspace}
          build={() => void flow.build()}
          leave={() => flow.leave()}
        />
      )
  }
}
