import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { say } from '../../core/language'
import type { GivenFile, IntakeFlow } from '../../session/intake/intake-flow'
import { Icon } from '../icons'
import { chosenFiles } from './dropped-files'

interface OpenMenuProps {
  readonly intake: IntakeFlow
  readonly openFiles: (files: readonly GivenFile[]) => void
}

/** Files, a folder, or the scan that is still at hand. */
export function OpenMenu({ intake, openFiles }: OpenMenuProps) {
  const [shown, setShown] = useState(false)
  const kept = useStore(intake.store, (s) => s.kept)
  const menu = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!shown) return
    const onPointer = (event: PointerEvent) => {
      if (!menu.current?.contains(event.target as Node)) setShown(false)
    }
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && setShown(false)
    window.addEventListener('pointerdown', onPointer)
    window.addEventListener('keydown', onKey)
    return () => {
      window.removeEventListener('pointerdown', onPointer)
      window.removeEventListener('keydown', onKey)
    }
  }, [shown])
  const done = () => setShown(false)
  return (
    <div className="open-menu" ref={menu}>
      <button
        type="button"
        className="plain"
        title={say('Open a case, a scan, a label map or surfaces')}
        aria-expanded={shown}
        aria-haspopup="true"
        onClick={() => setShown(!shown)}
      >
        <Icon name="open" size={20} />
        <span>{say('Open')}</span>
      </button>
      {shown && (
        <div className="panel open-choices">
          <FileButton label={say('Files…')} icon="open" openFiles={openFiles} done={done} />
          <FileButton label={say('A folder…')} icon="folder" folder openFiles={openFiles} done={done} />
          {kept && (
            <button
              type="button"
              onClick={() => {
                done()
                intake.resume()
              }}
            >
              <Icon name="section" size={20} />
              {say('Back to {name}', { name: kept.state.scan.name })}
            </button>
          )}
          <p className="quiet">
            {say('Or drop them anywhere: DICOM, NIfTI, NRRD, MetaImage, surfaces, cases.')}
          </p>
        </div>
      )}
    </div>
  )
}

interface FileButtonProps {
  readonly label: string
  readonly icon: string
  readonly folder?: boolean
  readonly openFiles: (files: readonly GivenFile[]) => void
  readonly done: () => void
}

function FileButton({ label, icon, folder = false, openFiles, done }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (input.current) input.current.webkitdirectory = folder
  }, [folder])
  return (
    <>
      <button type="button" onClick={() => input.current?.click()}>
        <Icon name={icon} size={20} />
        {label}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        aria-label={label}
        onChange={(e) => {
          openFiles(chosenFiles(e.target.files ?? []))
          e.target.value = ''
          done()
        }}
      />
    </>
  )
}
