import { retell } from '../../core/language'
/** Files that can become nothing, each with its fault. */
export function RefusedList({
  refused,
}: {
  refused: readonly { readonly file: string; readonly fault: string }[]
}) {
  return (
    <ul className="refused">
      {refused.map(({ file, fault }) => (
        <li key={file}>
          <strong>{retell(file)}</strong>
          <span>{told(fault.startsWith(`${file}: `) ? fault.slice(file.length + 2) : fault)}</span>
        </li>
      ))}
    </ul>
  )
}

/** A fault speaks in the file's name: `is cut short. Copy it again`. */
function told(words: string): string {
  const text = retell(words)
  return text.charAt(0).toUpperCase() + text.slice(1)
}
