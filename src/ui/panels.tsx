import type { Session } from '../session/session'
import { BloodControls } from './blood-controls'
import { DropZone } from './drop-zone'
import { FindingsPanel } from './findings-panel'
import { HelpSheet } from './help-sheet'
import { Notices } from './notices'
import { Timeline } from './timeline'
import { ToolPalette } from './tool-palette'
import { type PageActions, TopBar } from './top-bar'
import { ViewControls } from './view-controls'
import './style.css'

/** Everything on the page round the heart. */
export function Panels({ session, actions }: { session: Session; actions: PageActions }) {
  return (
    <div className="panels">
      <TopBar session={session} actions={actions} />
      <ToolPalette />
      <FindingsPanel session={session} />
      <footer className="bottom">
        <BloodControls session={session} />
        <Timeline session={session} />
        <ViewControls viewNormal={actions.viewNormal} />
      </footer>
      <Notices session={session} />
      <HelpSheet />
      <DropZone openFiles={actions.openFiles} />
    </div>
  )
}
