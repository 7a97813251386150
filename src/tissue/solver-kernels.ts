import { createKernel, type Gpu, type Kernel } from '../gpu'

/** Shader and entry point of each kernel; `law` marks those that know the tissue's law. One more is one more line. */
const sources = {
  predict: { path: 'predict', entryPoint: 'predict' },
  settle: { path: 'predict', entryPoint: 'settle' },
  sweep: { path: 'sweep', entryPoint: 'main', law: true },
  ties: { path: 'ties', entryPoint: 'main' },
  tensions: { path: 'ties', entryPoint: 'tensions' },
  inherit: { path: 'inherit', entryPoint: 'main' },
  patch: { path: 'patch', entryPoint: 'main' },
  gather: { path: 'coarse', entryPoint: 'gather', law: true },
  solve: { path: 'coarse', entryPoint: 'solve' },
  apply: { path: 'coarse', entryPoint: 'apply' },
  loads: { path: 'pressure', entryPoint: 'main' },
  shellLoads: { path: 'shell_pressure', entryPoint: 'main' },
  findRings: { path: 'share', entryPoint: 'find_rings' },
  measureStrain: { path: 'share', entryPoint: 'measure' },
  averageDilation: { path: 'share', entryPoint: 'average' },
  shareStrain: { path: 'share', entryPoint: 'share', law: true },
  pressShared: { path: 'share', entryPoint: 'press' },
  translateGather: { path: 'translate', entryPoint: 'gather' },
  translateApply: { path: 'translate', entryPoint: 'apply' },
} as const

export type SolverKernels = Readonly<Record<keyof typeof sources, Kernel>>

/** @param law override constants of `lib/tissue.wgsl` */
export async function createSolverKernels(
  gpu: Gpu,
  law: Readonly<Record<string, number>>,
): Promise<SolverKernels> {
  const made = Object.entries(sources).map(async ([name, source]) => {
    const { path, entryPoint } = source
    const options = 'law' in source ? { entryPoint, constants: law } : { entryPoint }
    return [name, await createKernel(gpu, `tissue/${path}.wgsl`, options)] as const
  })
  return Object.fromEntries(await Promise.all(made)) as SolverKernels
}
