import { Component, type ReactNode } from 'react'

/** A second picture that cannot be drawn is left out, and the page stays as it is. */
export class SecondViewGuard extends Component<
  { readonly children: ReactNode },
  { readonly failed: boolean }
> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render(): ReactNode {
    return this.state.failed ? null : this.props.children
  }
}
