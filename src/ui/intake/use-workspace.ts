import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { Workspace } from '../../session/intake/workspace'
import type { WorkspaceState } from '../../session/intake/workspace-state'

const WorkspaceContext = createContext<Workspace | null>(null)

export const WorkspaceProvider = WorkspaceContext.Provider

/** The workspace on the page. */
export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext)
  if (!workspace) throw new Error('No workspace is open')
  return workspace
}

/** One thing of its state. */
export const useWork = <T>(select: (state: WorkspaceState) => T): T => useStore(useWorkspace().store, select)

export const useRecipe = () => useWork((s) => s.history.present)
