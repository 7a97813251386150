import { useStore } from 'zustand'
import type { HeartCase } from '../geometry/parametric/heart-case'
import type { Edit } from '../heart/edit'
import type { GivenFile, IntakeFlow } from '../session/intake/intake-flow'
import type { Session } from '../session/session'
import { openGallery } from './cases/use-gallery'
import { Icon } from './icons'
import { OpenMenu } from './intake/open-menu'
import { useUi } from './ui-state'

/** Edits whose material is cut from a flat sheet. */
const isFlatPatch = (edit: Edit): boolean =>
  edit.kind === 'baffle' || (edit.kind === 'patch' && edit.mode === 'cover')

/** What the page can do beyond the session; given by `main`. */
export interface PageActions {
  readonly cases: readonly string[]
  /** Opens a modelled heart as its numbers stand. */
  openModel(from: HeartCase): void
  openFiles(files: readonly GivenFile[]): void
  save(): void
  /** Opens the templates of the patches, to print. */
  print(): void
  /** Null where the browser has no such headset. */
  readonly enterVr: (() => void) | null
  readonly enterAr: (() => void) | null
  /** Unit vector from the eye into the picture, patient space. */
  viewNormal(): readonly [number, number, number]
}

interface TopBarProps {
  readonly session: Session
  readonly intake: IntakeFlow
  readonly actions: PageActions
}

export function TopBar({ session, intake, actions }: TopBarProps) {
  const name = useStore(session.store, (s) => s.heart?.name)
  const device = useStore(session.store, (s) => s.device)
  const counts = useStore(session.store, (s) => s.counts)
  const hasPatch = useStore(session.store, (s) => s.edits.some(isFlatPatch))
  const figures = useUi((s) => s.figures)
  const detail = `${counts.nodes.toLocaleString('en')} tissue nodes, ${counts.tets.toLocaleString('en')} tetrahedra, ${counts.bloodCells.toLocaleString('en')} blood cells`
  return (
    <header className="top">
      <div className="panel bar">
        <span className="brand">
          <img src="/icons/atrium.svg" alt="" width={24} height={24} />
          Atrium
        </span>
        <h1>{name ?? 'No heart open'}</h1>
        <button
          type="button"
          className="plain"
          title="Built-in hearts (H)"
          aria-keyshortcuts="H"
          onClick={openGallery}
        >
          <Icon name="heart" size={20} />
          <span>Hearts</span>
        </button>
        <OpenMenu intake={intake} openFiles={actions.openFiles} />
        <button
          type="button"
          className="plain"
          title="The patient: weight, age, heart rate, blood"
          disabled={!name}
          onClick={() => useUi.setState({ patient: true })}
        >
          <Icon name="person" size={20} />
          <span>Patient</span>
        </button>
        <button
          type="button"
          className="plain"
          title="Save the case to a file"
          disabled={!name}
          onClick={actions.save}
        >
          <Icon name="save" size={20} />
          <span>Save</span>
        </button>
        {hasPatch && (
          <button
            type="button"
            className="plain"
            title="Patch templates to print 1 : 1"
            onClick={actions.print}
          >
            <Icon name="print" size={20} />
            <span>Templates</span>
          </button>
        )}
      </div>
      <div className="panel bar">
        {device && (
          <span className="device" title={detail}>
            {device}
          </span>
        )}
        {actions.enterVr && (
          <button type="button" className="primary" onClick={actions.enterVr}>
            <Icon name="headset" size={20} />
            Enter VR
          </button>
        )}
        {actions.enterAr && (
          <button type="button" className="primary" onClick={actions.enterAr}>
            <Icon name="headset" size={20} />
            Enter AR
          </button>
        )}
        <button
          type="button"
          className="plain figures-button"
          aria-pressed={figures}
          aria-label="Findings"
          onClick={() => useUi.setState({ figures: !figures })}
        >
          <Icon name="figures" />
        </button>
        <button
          type="button"
          className="plain"
          aria-label="Help and keys"
          title="Help and keys (?)"
          onClick={() => useUi.setState({ help: true })}
        >
          <Icon name="help" />
        </button>
      </div>
    </header>
  )
}
