import { Icon } from './icons'

interface BarButtonProps {
  readonly icon: string
  /** The word beside the drawing; without one the title names the button. */
  readonly label?: string
  readonly title: string
  /** As a person reads it, e.g. `Ctrl+K`. */
  readonly shortcut?: string
  readonly disabled?: boolean
  readonly pressed?: boolean
  readonly className?: string
  readonly press: () => void
}

/** One button of the top bar: a drawing, and a word where there is room. */
export function BarButton(props: BarButtonProps) {
  const { icon, label, title, shortcut, disabled = false, pressed, className = '', press } = props
  return (
    <button
      type="button"
      className={`plain ${className}`.trim()}
      title={shortcut ? `${title} (${shortcut})` : title}
      aria-label={label ?? title}
      aria-keyshortcuts={shortcut?.replaceAll('Ctrl', 'Control')}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={press}
    >
      <Icon name={icon} size={label ? 20 : 22} />
      {label && <span>{label}</span>}
    </button>
  )
}
