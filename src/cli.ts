import { mkdir, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import type { Activity } from './circulation'
import { type Command, runCommandLine } from './core/command-line'
import { list, positive, sayStep } from './core/command-options'
import { Fault } from './core/fault'
import { mL, mm } from './core/units'
import { type Plan, planSchema } from './heart/edit'
import { editExamples, planExample } from './heart/edit-examples'
import type { Heart } from './heart/heart'
import type { StrategyTree } from './heart/strategy'
import { readBytes, readInputs, readJson, readText, writeWhole } from './io/read-files'
import { noStrategies, planNamed, readPlan, strategiesNamed } from './io/read-strategies'

/** A case by the name of a built-in one, from a case file, or imported from a file of shapes. */
async function openCase(
  name: string,
): Promise<{ heart: Heart; plans: readonly Plan[]; strategies?: StrategyTree }> {
  const { builtInCase, builtInNames, builtInPlans } = await import('./procedures/built-in-cases')
  if ((builtInNames as readonly string[]).includes(name))
    return { heart: builtInCase(name), plans: builtInPlans(name) }
  if (!/[./\\]/.test(name) && !(await stat(name).catch(() => null)))
    throw new Fault(
      name,
      'is neither a file nor a built-in case',
      `Built-in cases: ${builtInNames.join(', ')}`,
    )
  const inputs = await readInputs([name])
  const [file] = inputs
  const { fileKind } = await import('./io/file-kind')
  if (!file || inputs.length > 1 || !['case', 'none'].includes(fileKind(file).kind)) {
    const { importFiles } = await import('./io/import-files')
    return { heart: await importFiles(inputs), plans: [] }
  }
  const { readCase } = await import('./io/case-file')
  const opened = readCase(file.bytes, file.name)
  for (const warning of opened.warnings) process.stderr.write(`${warning}\n`)
  return opened
}

/** What files or a folder hold, where that is not just one heart: every scan, label map and set of surfaces. */
async function lookAt(name: string) {
  if (!(await stat(name).catch(() => null))) return null
  const { createIntake } = await import('./engine/intake')
  const { offers, refused } = await createIntake().survey(await readInputs([name]))
  if (offers.length === 1 && offers[0]?.kind !== 'scan') return null
  return { offers: offers.map(({ thumbnail, ...offer }) => offer), refused }
}

const importCommand: Command = {
  usage:
    'import FILE... [FLOW.csv] [--labels MAP.json] [--spacing MM] [--units mm|cm|m] [--keep-identity] -o CASE.atrium [--json]',
  options: {
    labels: { type: 'string' },
    spacing: { type: 'string' },
    units: { type: 'string' },
    'keep-identity': { type: 'boolean' },
    output: { type: 'string', short: 'o' },
  },
  positionals: { least: 1 },
  async run(paths, values) {
    const output = values['output']
    if (typeof output !== 'string') throw new Fault('import', 'no output was named', 'Add -o CASE.atrium')
    const { inspectHeart } = await import('./io/inspect-heart')
    const { writeCase } = await import('./io/case-file')
    const spacing = positive(values['spacing'], 'spacing')
    const { importWithInflow } = await import('./engine/import-with-inflow')
    const heart = await importWithInflow(await readInputs(paths), {
      ...(values['labels'] !== undefined && { labels: (await readJson(String(values['labels']))) as never }),
      ...(spacing !== undefined && { spacing: spacing * mm }),
      ...(values['units'] !== undefined && { units: values['units'] as never }),
    })
    const keepIdentity = values['keep-identity'] === true
    await writeFile(output, writeCase(heart, [], { keepIdentity }))
    return { output, ...inspectHeart(heart) }
  },
}

const segmentCommand: Command = {
  usage:
    'segment SCAN... --seeds SEEDS.json -o CASE.atrium [--labels-out MAP.seg.nrrd] [--slices DIR] [--keep-identity] [--json]',
  options: {
    seeds: { type: 'string' },
    'labels-out': { type: 'string' },
    slices: { type: 'string' },
    'keep-identity': { type: 'boolean' },
    output: { type: 'string', short: 'o' },
  },
  positionals: { least: 1 },
  async run(paths, values) {
    const { output, seeds, slices, 'labels-out': labelsOut } = values
    if (typeof output !== 'string') throw new Fault('segment', 'no output was named', 'Add -o CASE.atrium')
    if (typeof seeds !== 'string') throw new Fault('segment', 'no seeds were named', 'Add --seeds SEEDS.json')
    const { readRecipe, segmentFiles } = await import('./engine/segment-files')
    const { inspectHeart } = await import('./io/inspect-heart')
    const { writeCase } = await import('./io/case-file')
    const recipe = readRecipe(seeds, await readJson(seeds))
    const { scan, segmentation, heart } = await segmentFiles(await readInputs(paths), recipe, sayStep())
    await writeFile(output, writeCase(heart, [], { recipe, keepIdentity: values['keep-identity'] === true }))
    if (typeof labelsOut === 'string') {
      const { exportNrrd } = await import('./io/export-nrrd')
      await writeFile(labelsOut, exportNrrd(heart))
    }
    if (typeof slices === 'string') {
      const { slicePictures } = await import('./io/slice-pictures')
      await mkdir(slices, { recursive: true })
      for (const { name, bytes } of slicePictures(scan, recipe, segmentation))
        await writeFile(join(slices, name), bytes)
    }
    const volumes = segmentation.structures.map((s) => ({ name: s.name, volume_mL: s.volume / mL }))
    return { output, volumes, ...inspectHeart(heart) }
  },
}

const inspectCommand: Command = {
  usage: 'inspect CASE|FILE|FOLDER [--json]',
  options: {},
  positionals: { least: 1, most: 1 },
  async run([name]) {
    const several = await lookAt(name as string)
    if (several) return several
    const { heart, plans } = await openCase(name as string)
    const { inspectHeart } = await import('./io/inspect-heart')
    const { buildTissueModel } = await import('./tissue')
    const { nodeCount, tetCount, lattice } = buildTissueModel(heart)
    return {
      ...inspectHeart(heart),
      tissue: { nodeCount, tetCount, edge_mm: lattice.edge / mm },
      plans: plans.map((p) => p.name),
    }
  },
}

/** What the patient does in the figures. */
function activityOf(values: Readonly<Record<string, unknown>>): Activity {
  if (values['exercise'] && values['recovered'])
    throw new Fault('--exercise', 'it and --recovered exclude each other', 'Leave one out')
  if (values['exercise']) return 'exercise'
  return values['recovered'] ? 'recovered' : 'rest'
}

const rehearseCommand: Command = {
  usage:
    'rehearse CASE [--plan PLAN.json]... [--flow | --circulation-only] [--exercise | --recovered] [--beats N] [--json] [--report DIR]',
  options: {
    plan: { type: 'string', multiple: true },
    flow: { type: 'boolean' },
    'circulation-only': { type: 'boolean' },
    exercise: { type: 'boolean' },
    recovered: { type: 'boolean' },
    beats: { type: 'string' },
    report: { type: 'string' },
    quality: { type: 'string' },
  },
  positionals: { least: 1, most: 1 },
  async run([name], values) {
    const opened = await openCase(name as string)
    const { heart } = opened
    const names = list(values['plan'])
    const tree = names.length > 0 ? await strategiesNamed(names, opened) : noStrategies
    const named = tree.strategies.map((s) => ({ name: s.name, edits: [...s.edits] }))
    if (values['flow'] && values['circulation-only'])
      throw new Fault('rehearse', '--flow and --circulation-only exclude each other', 'Leave one out')
    const activity = activityOf(values)
    const { rehearse } = await import('./engine/rehearse')
    if (positive(values['beats'], 'beats') !== undefined)
      process.stderr.write('Note: whole beats of 3D flow are not run yet; the flow answer is quasi-steady.\n')
    const result = await rehearse(heart, named, {
      activity,
      flow: values['flow'] === true,
      circulationOnly: values['circulation-only'] === true,
      say: (text) => process.stderr.write(`${text}\n`),
    })
    if (typeof values['report'] === 'string') {
      const { reportRehearsal, writeReport } = await import('./engine/report')
      await writeReport(values['report'], await reportRehearsal(heart, tree, result, { activity }), result)
    }
    return result
  },
  text: (result: { text: string }) => result.text,
}

const reportCommand: Command = {
  usage:
    'report CASE [--plan PLAN.json|NAME]... [--reference NAME] [--patient TEXT] [--circulation-only] [--exercise | --recovered] -o OUT.html|.json|.csv',
  options: {
    plan: { type: 'string', multiple: true },
    reference: { type: 'string' },
    patient: { type: 'string' },
    'circulation-only': { type: 'boolean' },
    exercise: { type: 'boolean' },
    recovered: { type: 'boolean' },
    output: { type: 'string', short: 'o' },
  },
  positionals: { least: 1, most: 1 },
  async run([name], values) {
    const { output, plan, reference, patient, 'circulation-only': circulationOnly } = values
    const activity = activityOf(values)
    if (typeof output !== 'string') throw new Fault('report', 'no output was named', 'Add -o OUT.html')
    const { reportForm, reportRehearsal } = await import('./engine/report')
    const form = reportForm(output)
    const opened = await openCase(name as string)
    const tree = await strategiesNamed(list(plan), opened)
    const named = tree.strategies.map((s) => ({ name: s.name, edits: [...s.edits] }))
    const { rehearse } = await import('./engine/rehearse')
    const say = (text: string) => process.stderr.write(`${text}\n`)
    const rehearsal = await rehearse(opened.heart, named, {
      circulationOnly: circulationOnly === true,
      activity,
      say,
    })
    const options = {
      activity,
      ...(typeof reference === 'string' && { reference }),
      ...(typeof patient === 'string' && { patient }),
    }
    const report = await reportRehearsal(opened.heart, tree, rehearsal, options)
    await writeFile(output, form(report))
    return { output, strategies: report.strategies.map((s) => s.name), hash: report.hash }
  },
}

const circulationCommand: Command = {
  usage: 'circulation NETWORK.json [--json]',
  options: {},
  positionals: { least: 1, most: 1 },
  async run([path]) {
    const { circulationCommand: solve } = await import('./circulation/svzerod/circulation-command')
    return solve(await readText(path as string), basename(path as string))
  },
}

const flowCommand: Command = {
  usage: 'flow VESSEL.json [--until S] [--checkpoint FILE] [--resume FILE] [--fields OUT.vti] [--json]',
  options: {
    until: { type: 'string' },
    checkpoint: { type: 'string' },
    resume: { type: 'string' },
    fields: { type: 'string' },
  },
  positionals: { least: 1, most: 1 },
  async run([path], values) {
    const { runVessel } = await import('./engine/run-vessel')
    const { openGpu } = await import('./gpu')
    const folder = dirname(path as string)
    const { checkpoint, resume, fields } = values
    const until = positive(values['until'], 'until')
    const readBeside = (file: string) => readBytes(resolve(folder, file))
    return runVessel(await openGpu(), await readJson(path as string), readBeside, basename(path as string), {
      ...(until !== undefined && { until }),
      ...(typeof resume === 'string' && { resume: { file: resume, bytes: await readBytes(resume) } }),
      ...(typeof checkpoint === 'string' && { checkpoint: (bytes) => writeWhole(checkpoint, bytes) }),
      ...(typeof fields === 'string' && { fields: (bytes) => writeFile(fields, bytes) }),
    })
  },
}

const verifyCommand: Command = {
  usage: 'verify [tissue|blood|circulation|coupling] [--long | --only NAME] [--json]',
  options: { long: { type: 'boolean' }, only: { type: 'string' } },
  positionals: { most: 1 },
  async run([part], values) {
    const { verify } = await import('./engine/verify')
    return verify(part, {
      long: values['long'] === true,
      only: values['only'] as string | undefined,
      onLine: (line) => process.stderr.write(`${line}\n`),
    })
  },
  text: (result: { text: string }) => result.text,
}

const benchCommand: Command = {
  usage: 'bench [--json]',
  options: {},
  positionals: { most: 0 },
  async run() {
    const { bench } = await import('./engine/bench')
    return bench()
  },
}

/** The field of the 3D flow where it stands after so many beats. */
async function exportFlow(heart: Heart, output: string, values: Readonly<Record<string, unknown>>) {
  const { exportField } = await import('./engine/export-field')
  const { openGpu } = await import('./gpu')
  const edits = values['plan'] === undefined ? [] : (await readPlan(String(values['plan']))).edits
  const beats = positive(values['beats'], 'beats') ?? 1
  const spacing = positive(values['spacing'], 'spacing')
  const bytes = await exportField(await openGpu(), heart, edits, {
    beats,
    ...(spacing !== undefined && { spacing: spacing * mm }),
    say: (text) => process.stderr.write(`${text}\n`),
  })
  await writeFile(output, bytes)
  return { output, beats }
}

const exportCommand: Command = {
  usage:
    'export CASE --format stl|vtp|nrrd|svzerod|lumen|boundary|vti [--plan PLAN.json] [--beats N] [--spacing MM] -o OUT',
  options: {
    format: { type: 'string' },
    plan: { type: 'string' },
    beats: { type: 'string' },
    spacing: { type: 'string' },
    output: { type: 'string', short: 'o' },
  },
  positionals: { least: 1, most: 1 },
  async run([name], values) {
    const { heart } = await openCase(name as string)
    const output = values['output']
    if (typeof output !== 'string') throw new Fault('export', 'no output was named', 'Add -o OUT')
    if (values['format'] === 'vti') return exportFlow(heart, output, values)
    const { exportCase } = await import('./engine/export-case')
    const edits = values['plan'] === undefined ? [] : (await readPlan(String(values['plan']))).edits
    await writeFile(output, exportCase(heart, edits, String(values['format'])))
    return { output }
  },
}

const templateCommand: Command = {
  usage: 'template CASE [--plan PLAN.json|NAME] [--edit ID] -o OUT.html|OUT.pdf|OUT.svg',
  options: { plan: { type: 'string' }, edit: { type: 'string' }, output: { type: 'string', short: 'o' } },
  positionals: { least: 1, most: 1 },
  async run([name], values) {
    const { heart, plans } = await openCase(name as string)
    const output = values['output']
    if (typeof output !== 'string') throw new Fault('template', 'no output was named', 'Add -o OUT.html')
    const plan = values['plan'] === undefined ? plans[0] : await planNamed(String(values['plan']), plans)
    if (!plan) throw new Fault(name as string, 'has no plan of its own', 'Add --plan PLAN.json')
    const { patchTemplates } = await import('./engine/patch-template')
    const pages = patchTemplates(
      heart,
      plan.edits,
      values['edit'] === undefined ? undefined : String(values['edit']),
    )
    const { writeTemplates } = await import('./io/template/write-templates')
    await writeFile(output, await writeTemplates(pages, heart.name, output))
    return { output, pages: pages.map((p) => p.title) }
  },
}

const schemaCommand: Command = {
  usage: 'schema',
  options: {},
  positionals: { most: 0 },
  async run() {
    return { schema: z.toJSONSchema(planSchema, { io: 'input' }), plan: planExample, examples: editExamples }
  },
}

const gpuCommand: Command = {
  usage: 'gpu',
  options: {},
  positionals: { most: 0 },
  async run() {
    const { openGpu } = await import('./gpu')
    return (await openGpu()).description
  },
  text: (description: string) => `${description}\n`,
}

const commands: Record<string, Command> = {
  import: importCommand,
  segment: segmentCommand,
  inspect: inspectCommand,
  rehearse: rehearseCommand,
  report: reportCommand,
  circulation: circulationCommand,
  flow: flowCommand,
  verify: verifyCommand,
  bench: benchCommand,
  export: exportCommand,
  template: templateCommand,
  schema: schemaCommand,
  gpu: gpuCommand,
}

export const main = (args: readonly string[]): Promise<void> => runCommandLine(commands, args)
