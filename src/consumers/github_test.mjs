// examples/ci/github-workflow.yml, held to the schema of workflows and to what GitHub says of them; then its steps are run
// in order, in a folder of its own for each job, with the few actions that it uses played here.
import { validateWorkflow } from '@action-validator/core'
import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import test from 'node:test'
import yaml from 'js-yaml'
import { inScratch, secrets } from './harness.mjs'
import { example, expectWhole, loseTarget, nightlyResults, pathWithGap, pathWithLeak, repository, runScript } from './pipeline.mjs'

const text = example('github-workflow.yml')
const workflow = yaml.load(text)

// "${{ ... }}" as a value, all others as they are. The few expressions of the file are JavaScript but for the names.
function evaluate(words, context) {
  if (typeof words !== 'string') return words
  const value = (expression) => {
    const names = Object.keys(context)
    return new Function(...names, `return ${expression.replaceAll(/\bjob-/g, 'job_')}`)(...Object.values(context))
  }
  const whole = words.match(/^\$\{\{(.*)\}\}$/)
  return whole ? value(whole[1]) : words.replaceAll(/\$\{\{(.*?)\}\}/g, (_, expression) => value(expression))
}

const copy = (from, to) => fs.cpSync(from, to, { recursive: true })

// The actions, by what their pages promise. `store` outlives the jobs, `cache` the workflow.
const actions = {
  'actions/checkout@v4': ({ workspace, folder }) => copy(folder, workspace),
  'actions/upload-artifact@v4': ({ workspace, store }, { name, path: from }) => {
    assert.ok(fs.readdirSync(path.join(workspace, from)).length > 0)
    copy(path.join(workspace, from), path.join(store, name))
  },
  'actions/download-artifact@v4': ({ workspace, store }, { pattern, path: to }) => {
    const names = fs.readdirSync(store).filter((name) => name.startsWith(pattern.replace('*', '')))
    for (const name of names) copy(path.join(store, name), path.join(workspace, to, name))
  },
  'actions/cache/restore@v4': ({ workspace, cache }, { path: to, 'restore-keys': prefix }) => {
    const found = fs.readdirSync(cache).filter((key) => key.startsWith(prefix)).sort().at(-1)
    if (found) copy(path.join(cache, found), path.join(workspace, to))
  },
  'actions/cache/save@v4': ({ workspace, cache }, { path: from, key }) =>
    copy(path.join(workspace, from), path.join(cache, key))
}

function runJob(job, place, context, env) {
  let outcome = { code: 0, said: '', summaries: {} }
  const merge = (more) => Object.entries(more ?? {}).map(([name, value]) => [name, evaluate(value, context) ?? ''])
  const all = { ...env, ...Object.fromEntries(merge(job.env)) }
  // An output that a step did not set is empty.
  const outputs = () => new Proxy({}, { get: (values, name) => values[name] ?? '' })
  const steps = Object.fromEntries(job.steps.filter(({ id }) => id).map(({ id }) => [id, { outputs: outputs() }]))
  for (const step of job.steps) {
    const given = {
      ...context,
      steps,
      cancelled: () => false,
      hashFiles: (name) => (fs.existsSync(path.join(place.workspace, name)) ? 'a hash' : '')
    }
    // Without a word to the contrary, a step is for a job in which nothing has failed.
    if (outcome.code !== 0 && !/cancelled|always/.test(step.if)) continue
    if (step.if && !evaluate(step.if, given)) continue
    if (step.uses) {
      const entries = Object.entries(step.with ?? {}).map(([name, value]) => [name, evaluate(value, given)])
      actions[step.uses](place, Object.fromEntries(entries))
      continue
    }
    const summary = inScratch(`summary-${step.name}.md`)
    const output = inScratch(`output-${step.name}`)
    for (const file of [summary, output]) fs.rmSync(file, { force: true })
    const own = Object.fromEntries(Object.entries(step.env ?? {}).map(([name, value]) => [name, evaluate(value, given)]))
    // The shell of a job in a container.
    const { code, said } = runScript(['sh', '-e'], evaluate(step.run, given), {
      cwd: place.workspace,
      env: { ...all, ...own, GITHUB_STEP_SUMMARY: summary, GITHUB_OUTPUT: output, GITHUB_ACTIONS: 'true', CI: 'true' }
    })
    for (const line of fs.existsSync(output) ? fs.readFileSync(output, 'utf8').trim().split('\n') : []) {
      steps[step.id].outputs[line.split('=')[0]] = line.split('=')[1]
    }
    outcome.code ||= code
    outcome.said += said
    if (fs.existsSync(summary)) outcome.summaries[step.name] = fs.readFileSync(summary, 'utf8')
  }
  return outcome
}

let workflows = 0
// What the jobs came to; `merge` is undefined where GitHub would not have started it.
function pipeline(folder, { event = 'pull_request', cache = inScratch(`cache${workflows}`), env } = {}) {
  const number = ++workflows
  const store = inScratch(`store${number}`)
  for (const each of [store, cache]) fs.mkdirSync(each, { recursive: true })
  const place = (name) => {
    const workspace = inScratch(`workspace${number}-${name}`)
    fs.mkdirSync(workspace)
    return { workspace, folder, store, cache }
  }
  const github = { event_name: event, run_id: String(number) }
  const { shard, merge } = workflow.jobs
  const total = shard.strategy.matrix.shard.length
  const shards = shard.strategy.matrix.shard.map((_, index) =>
    runJob(shard, place(index), { github, secrets, strategy: { job_index: index, job_total: total } },
      { ...workflow.env, ...env }))
  const needs = { shard: { result: shards.every(({ code }) => code === 0) ? 'success' : 'failure' } }
  const starts = merge.if ? evaluate(merge.if, { needs, always: () => true }) : needs.shard.result === 'success'
  const context = { github, secrets, needs }
  return {
    shards,
    merge: starts ? runJob(merge, place('merge'), context, { ...workflow.env, ...env }) : undefined,
    uploaded: fs.readdirSync(store),
    report: path.join(store, 'assay')
  }
}

const gateOnNew = { ASSAY_GATE: 'new' }

test('is a workflow', () => {
  assert.deepEqual(validateWorkflow(text).errors, [])
  assert.notDeepEqual(validateWorkflow(text.replace('runs-on', 'run-on')).errors, [])
  assert.equal(workflow.jobs.merge.needs, 'shard')
})

test('green', async (t) => {
  const { folder, whole } = await repository(t)
  const { merge, report } = pipeline(folder)
  assert.equal(merge.code, 0, merge.said)
  expectWhole(report, whole)
  assert.match(merge.summaries.merge, /^### Conforms/)
})

test('red, and worse than last night', async (t) => {
  const { folder, whole } = await repository(t, { isFaulty: true })
  const cache = inScratch('nightly-cache')
  await nightlyResults(t, path.join(cache, 'assay-nightly-0'))
  const { merge, report } = pipeline(folder, { cache })
  assert.equal(merge.code, 1, merge.said)
  expectWhole(report, whole)
  assert.match(merge.said, /^::error /m)
  assert.match(merge.summaries.merge, /^### Does not conform/)
  assert.match(merge.summaries.compare, /newly broken/i)
  const gated = pipeline(folder, { cache, env: gateOnNew })
  assert.equal(gated.merge.code, 1, gated.merge.said)
})

test('the nightly run is what the next one is compared with', async (t) => {
  const { folder } = await repository(t)
  const cache = inScratch('kept-cache')
  const first = pipeline(folder, { event: 'schedule', cache })
  assert.equal(first.merge.code, 0, first.merge.said)
  assert.equal(first.merge.summaries.compare, undefined)
  const { merge } = pipeline(folder, { cache })
  assert.equal(merge.code, 0, merge.said)
  assert.ok(merge.summaries.compare)
})

test('to gate on new breakage alone forgives what was broken last night', async (t) => {
  const { folder } = await repository(t, { isFaulty: true })
  const cache = inScratch('known-cache')
  await nightlyResults(t, path.join(cache, 'assay-nightly-0'), { isFaulty: true })
  const all = pipeline(folder, { cache })
  assert.equal(all.merge.code, 1, all.merge.said)
  const { merge } = pipeline(folder, { cache, env: gateOnNew })
  assert.equal(merge.code, 0, merge.said)
  assert.ok(merge.summaries.compare)
})

test('to gate on new breakage alone forgives no target that is gone', async (t) => {
  const { folder } = await repository(t, { isFaulty: true })
  const cache = inScratch('gone-cache')
  await nightlyResults(t, path.join(cache, 'assay-nightly-0'), { isFaulty: true })
  const halfway = pipeline(folder, { cache, env: { ...gateOnNew, ...pathWithGap() } })
  assert.equal(halfway.merge.code, 1, halfway.merge.said)
  loseTarget(folder)
  const { merge } = pipeline(folder, { cache, env: gateOnNew })
  assert.equal(merge.code, 3, merge.said)
})

test('to gate on new breakage alone forgives nothing before there was a nightly run', async (t) => {
  const { folder } = await repository(t, { isFaulty: true })
  const { merge } = pipeline(folder, { env: gateOnNew })
  assert.equal(merge.code, 1, merge.said)
  assert.match(merge.said, /there is no nightly run yet .* verdict of merge stands/)
})

test('a nightly run that could not tell replaces nothing', async (t) => {
  const { folder } = await repository(t, { isFaulty: true })
  const cache = inScratch('steady-cache')
  assert.equal(pipeline(folder, { event: 'schedule', cache }).merge.code, 1)
  const kept = fs.readdirSync(cache)
  assert.equal(kept.length, 1)
  loseTarget(folder)
  assert.equal(pipeline(folder, { event: 'schedule', cache }).merge.code, 3)
  assert.deepEqual(fs.readdirSync(cache), kept)
})

test('a shard that was refused is no part of a verdict', async (t) => {
  const { folder } = await repository(t)
  fs.writeFileSync(path.join(folder, 'assay/staging.json'), '{')
  const { shards, merge, uploaded } = pipeline(folder, { event: 'schedule' })
  assert.deepEqual(shards.map(({ code }) => code), [2, 2, 2])
  // Not skipped, which GitHub would take for passed.
  assert.equal(merge.code, 1)
  assert.match(merge.said, /there is no verdict: the shards ended with failure/)
  assert.deepEqual(uploaded, [])
})

test('a secret in a report is uploaded nowhere', async (t) => {
  const { folder } = await repository(t)
  const { shards, uploaded, merge } = pipeline(folder, { env: pathWithLeak() })
  assert.deepEqual(shards.map(({ code }) => code), [0, 5, 0])
  assert.deepEqual(uploaded.sort(), ['assay-shard-0', 'assay-shard-2'])
  assert.equal(merge.code, 1)
})
