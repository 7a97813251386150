import { useEffect, useState } from 'react'
import { say } from '../core/language'
import type { GivenFile } from '../session/intake/intake-flow'
import { droppedFiles } from './intake/dropped-files'
import './drop-zone.css'

/** Takes files and folders dropped anywhere on the page. */
export function DropZone({ openFiles }: { openFiles: (files: readonly GivenFile[]) => void }) {
  const [over, setOver] = useState(false)
  useEffect(() => {
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
    const onOver = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      setOver(true)
    }
    const onLeave = (event: DragEvent) => event.relatedTarget === null && setOver(false)
    const onDrop = (event: DragEvent) => {
      if (!carriesFiles(event) || !event.dataTransfer) return
      event.preventDefault()
      setOver(false)
      void droppedFiles(event.dataTransfer).then(openFiles)
    }
    window.addEventListener('dragover', onOver)
    window.addEventListener('dragleave', onLeave)
    window.addEventListener('drop', onDrop)
    return () => {
      window.removeEventListener('dragover', onOver)
      window.removeEventListener('dragleave', onLeave)
      window.removeEventListener('drop', onDrop)
    }
  }, [openFiles])
  return over ? (
    <div className="drop">{say('Drop a case, a scan, a folder of DICOM, labels or surfaces')}</div>
  ) : null
}
