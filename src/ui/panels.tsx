import './style.css'

import { Fragment, useCallback, useEffect } from 'react'
import { useStore } from 'zustand'
import type { IntakeFlow } from '../session/intake/intake-flow'
import type { Session } from '../session/session'
import { allActions } from './actions/all-actions'
import { CommandPalette } from './actions/command-palette'
import { useActionKeys } from './actions/use-action-keys'
import { FamilyView } from './audience/family-view'
import { useAudience } from './audience/use-audience'
import { BloodControls } from './blood-controls'
import { CaseGallery } from './cases/case-gallery'
import { PhysiologyForm } from './cases/physiology-form'
import { DropZone } from './drop-zone'
import { ExposureList } from './exposure-list'
import { FindingsPanel } from './findings-panel'
import { FrameStrip } from './frame-strip'
import { HelpSheet } from './help-sheet'
import { IntakeLayer } from './intake/intake-layer'
import { useLanguage } from './languages/use-language'
import { MotionSwitch } from './motion-switch'
import { Notices } from './notices'
import type { PageActions } from './page-actions'
import { followSettings } from './settings/follow-settings'
import { SettingsSheet } from './settings/settings-sheet'
import { CompareSheet } from './strategies/compare-sheet'
import { CompareViews } from './strategies/compare-views'
import { StrategyStrip } from './strategies/strategy-strip'
import { Timeline } from './timeline'
import { ToolPalette } from './tool-palette'
import { ToolSettings } from './tool-settings'
import { TopBar } from './top-bar'
import { GuidePanel } from './training/guide-panel'
import { ReplayBar } from './training/replay-bar'
import type { Replayer } from './training/replayer'
import { ScoreSheet } from './training/score-sheet'
import { ViewControls } from './view-controls'

interface PanelsProps {
  readonly session: Session
  readonly intake: IntakeFlow
  readonly actions: PageActions
  readonly replayer: Replayer
}

/** Everything on the page round the heart. */
export function Panels({ session, intake, actions, replayer }: PanelsProps) {
  useLanguage()
  const atWork = useStore(session.store, (s) => (s.edits.length > 0 ? (s.heart?.name ?? null) : null))
  const atScan = useStore(intake.store, (s) => s.phase.name === 'workspace')
  const audience = useAudience((s) => s.audience)
  useEffect(followSettings, [])
  return (
    <div className="panels" data-for={atScan ? 'surgeon' : audience}>
      {!atScan && <Rehearsal session={session} intake={intake} actions={actions} replayer={replayer} />}
      <IntakeLayer flow={intake} atWork={atWork} />
      <DropZone openFiles={actions.openFiles} />
    </div>
  )
}

/** What stands round the heart while no scan takes the page. */
function Rehearsal({ session, intake, actions, replayer }: PanelsProps) {
  const language = useLanguage((s) => s.language)
  const audience = useAudience((s) => s.audience)
  const all = useCallback(() => allActions({ session, page: actions }), [session, actions])
  useActionKeys(all)
  return (
    <>
      <TopBar session={session} intake={intake} actions={actions} />
      <Fragment key={language}>
        {audience === 'family' ? (
          <FamilyView session={session} />
        ) : (
          <RoundTheHeart session={session} actions={actions} />
        )}
        <FrameStrip />
        <ReplayBar replayer={replayer} />
        <ScoreSheet session={session} replayer={replayer} />
        <Notices session={session} />
        <HelpSheet actions={all} />
        <CommandPalette actions={all} />
        <SettingsSheet />
        <CompareSheet session={session} />
        <CompareViews session={session} port={actions.besidePort} />
        <PhysiologyForm session={session} />
        <CaseGallery names={actions.cases} openModel={actions.openModel} kept={actions.kept} />
      </Fragment>
    </>
  )
}

/** One more panel: a line here. */
function RoundTheHeart({ session, actions }: Pick<PanelsProps, 'session' | 'actions'>) {
  const guided = useAudience((s) => s.audience === 'trainee')
  return (
    <>
      <div className="left">
        <ToolPalette />
        <div className="beside-tools">
          {guided && <GuidePanel session={session} actions={actions} />}
          <ToolSettings session={session} />
        </div>
      </div>
      <FindingsPanel session={session} />
      <footer className="bottom">
        <BloodControls session={session} />
        <div className="middle">
          <ExposureList session={session} />
          <div className="middle-row">
            <MotionSwitch session={session} />
            <StrategyStrip session={session} />
          </div>
          <Timeline session={session} />
        </div>
        <ViewControls session={session} viewNormal={actions.viewNormal} />
      </footer>
    </>
  )
}
