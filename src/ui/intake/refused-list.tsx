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
          <strong>{file}</strong>
          <span>{sentence(fault.startsWith(`${file}: `) ? fault.slice(file.length + 2) : fault)}</span>
        </li>
      ))}
    </ul>
  )
}

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
