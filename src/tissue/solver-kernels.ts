import { createKernel, type Gpu, type Kernel } from '../gpu'

export interface SolverKernels {
  readonly predict: Kernel
  readonly settle: Kernel
  readonly sweep: Kernel
  readonly ties: Kernel
  readonly tensions: Kernel
  readonly inherit: Kernel
  readonly patch: Kernel
  readonly gather: Kernel
  readonly solve: Kernel
  readonly apply: Kernel
  readonly loads: Kernel
  readonly shellLoads: Kernel
  readonly translateGather: Kernel
  readonly translateApply: Kernel
}

/** @param law override constants of `lib/tissue.wgsl` */
export async function createSolverKernels(
  gpu: Gpu,
  law: Readonly<Record<string, number>>,
): Promise<SolverKernels> {
  const [
    predict,
    settle,
    sweep,
    ties,
    tensions,
    inherit,
    patch,
    gather,
    solve,
    apply,
    loads,
    shellLoads,
    translateGather,
    translateApply,
  ] = await Promise.all([
    createKernel(gpu, 'tissue/predict.wgsl', { entryPoint: 'predict' }),
    createKernel(gpu, 'tissue/predict.wgsl', { entryPoint: 'settle' }),
    createKernel(gpu, 'tissue/sweep.wgsl', { constants: law }),
    createKernel(gpu, 'tissue/ties.wgsl'),
    createKernel(gpu, 'tissue/ties.wgsl', { entryPoint: 'tensions' }),
    createKernel(gpu, 'tissue/inherit.wgsl'),
    createKernel(gpu, 'tissue/patch.wgsl'),
    createKernel(gpu, 'tissue/coarse.wgsl', { entryPoint: 'gather', constants: law }),
    createKernel(gpu, 'tissue/coarse.wgsl', { entryPoint: 'solve' }),
    createKernel(gpu, 'tissue/coarse.wgsl', { entryPoint: 'apply' }),
    createKernel(gpu, 'tissue/pressure.wgsl'),
    createKernel(gpu, 'tissue/shell_pressure.wgsl'),
    createKernel(gpu, 'tissue/translate.wgsl', { entryPoint: 'gather' }),
    createKernel(gpu, 'tissue/translate.wgsl', { entryPoint: 'apply' }),
  ])
  return {
    predict,
    settle,
    sweep,
    ties,
    tensions,
    inherit,
    patch,
    gather,
    solve,
    apply,
    loads,
    shellLoads,
    translateGather,
    translateApply,
  }
}
