import { useState } from 'react'
import { useStore } from 'zustand'
import { retell, say } from '../../core/language'
import { isMeasuredField, type PhysiologyField, physiologyFields } from '../../heart/default-physiology'
import type { Heart } from '../../heart/heart'
import type { Session } from '../../session/session'
import { Icon } from '../icons'
import { useUi } from '../ui-state'
import { useDialog } from '../use-dialog'
import { draftOf, faultOf, physiologyOf, usualDraft, usualText } from './physiology-draft'

/** The patient of the heart in hand: what the circulation is scaled by. */
export function PhysiologyForm({ session }: { session: Session }) {
  const open = useUi((s) => s.patient)
  const heart = useStore(session.store, (s) => s.heart)
  const dialog = useDialog(open)
  const close = () => useUi.setState({ patient: false })
  return (
    <dialog ref={dialog} className="panel help patient" aria-label={say('Patient')} onClose={close}>
      <header>
        <h2>{say('Patient')}</h2>
        <button type="button" className="plain" aria-label={say('Close')} onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      {open && heart && <Fields session={session} heart={heart} close={close} />}
    </dialog>
  )
}

function Fields({ session, heart, close }: { session: Session; heart: Heart; close: () => void }) {
  const [draft, setDraft] = useState(() => draftOf(heart.physiology))
  const physiology = physiologyOf(draft, heart.physiology)
  const measuredCount = physiologyFields.filter((f) => isMeasuredField(f) && draft[f.id].trim() !== '').length
  const row = (field: PhysiologyField) => (
    <Field
      key={field.id}
      field={field}
      text={draft[field.id]}
      usual={usualText(field, draft)}
      set={(text) => setDraft({ ...draft, [field.id]: text })}
    />
  )
  return (
    <form
      className="physiology"
      onSubmit={(event) => {
        event.preventDefault()
        if (!physiology) return
        session.revise({ ...heart, physiology })
        close()
      }}
    >
      {physiologyFields.filter((f) => !isMeasuredField(f)).map(row)}
      <details className="case-numbers" open={measuredCount > 0}>
        <summary>
          <span>
            {say('Measured by catheter, oximeter or MRI')}{' '}
            <small className="quiet">{measuredCount || say('none')}</small>
          </span>
        </summary>
        {physiologyFields.filter(isMeasuredField).map(row)}
      </details>
      <p className="footnote">
        {say(
          'Weight sets the output, age the arterial pressure, haemoglobin and weight the oxygen. Resistances, strength, stiffness and blood volume are fitted to what was measured before the operation, no further from what is expected than the values ask; a finding says how well they are met. No name and no date is asked.',
        )}
      </p>
      <div className="case-actions">
        <button type="button" className="plain" onClick={() => setDraft(usualDraft(draft))}>
          {say('As usual at this age')}
        </button>
        <button type="submit" className="primary" disabled={!physiology}>
          {say('Use these')}
        </button>
      </div>
    </form>
  )
}

interface FieldProps {
  readonly field: PhysiologyField
  readonly text: string
  readonly usual: string | null
  readonly set: (text: string) => void
}

function Field({ field, text, usual, set }: FieldProps) {
  const fault = faultOf(field, text)
  return (
    <label className="field" title={retell(field.source)}>
      <span>
        {retell(field.label)}
        <small className={fault ? 'case-fault' : 'quiet'}>{fault ?? usual ?? ''}</small>
      </span>
      <input
        inputMode="decimal"
        value={text}
        aria-invalid={fault !== null}
        placeholder={field.usual || field.id === 'ageYears' ? '' : say('not measured')}
        onChange={(event) => set(event.target.value)}
      />
      <small className="quiet">{retell(field.unit)}</small>
    </label>
  )
}
