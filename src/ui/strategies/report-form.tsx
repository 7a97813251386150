import { useState } from 'react'
import { useStore } from 'zustand'
import { say } from '../../core/language'
import type { Session } from '../../session/session'
import { treeOf } from '../../session/strategies/strategies-state'
import { pictureOfView } from '../../view/compare/main-view'
import { download, fileName, said } from '../case-files'
import { type ReportFormName, reportFile } from './report-files'
import { useCompare } from './use-compare'

/** What goes into the report, and in which form it is written. */
export function ReportForm({ session }: { readonly session: Session }) {
  const [patient, setPatient] = useState('')
  const working = useStore(session.store, (s) => s.strategies.job !== null)
  const { pictures } = useCompare()
  const write = (form: ReportFormName) => {
    const { reference, flow } = useCompare.getState()
    // Opened while the press still counts as one; filled when the report is there.
    const opened = form === 'html' ? window.open('', '_blank') : null
    void said(session, async () => {
      const file = await reportFile(session, form, { patient, reference, flow, pictures })
      if (!file) return opened?.close()
      if (opened) opened.location.href = URL.createObjectURL(file)
      else download(file, `${fileName(session.state.heart!)}-report.${form}`)
    })
  }
  return (
    <div className="report-form">
      <label>
        {say('Patient, as it should stand on the report')}
        <input
          value={patient}
          placeholder={say('left out')}
          autoComplete="off"
          onChange={(e) => setPatient(e.target.value)}
        />
      </label>
      <div className="report-pictures">
        {pictures.map((p) => (
          <figure key={p.source}>
            <img src={p.source} alt={p.title} />
            <figcaption>{p.title}</figcaption>
            <button
              type="button"
              className="leave-out"
              aria-label={say('Leave {name} out', { name: p.title })}
              onClick={() => useCompare.setState({ pictures: pictures.filter((q) => q !== p) })}
            >
              ×
            </button>
          </figure>
        ))}
        <button type="button" onClick={() => takePicture(session)}>
          {say('Add a picture of the view')}
        </button>
      </div>
      <div className="row">
        <button type="button" className="primary" disabled={working} onClick={() => write('html')}>
          {say('Open the report, to print')}
        </button>
        <button type="button" disabled={working} onClick={() => write('csv')}>
          CSV
        </button>
        <button type="button" disabled={working} onClick={() => write('json')}>
          JSON
        </button>
      </div>
    </div>
  )
}

function takePicture(session: Session): void {
  const source = pictureOfView()
  if (!source) return
  const { current, strategies } = treeOf(session.state)
  const name = strategies.find((s) => s.id === current)?.name ?? ''
  const { pictures } = useCompare.getState()
  const title = `${name}, ${say('picture {number}', { number: pictures.length + 1 })}`
  useCompare.setState({ pictures: [...pictures, { title, source }] })
}
