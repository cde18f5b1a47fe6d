// examples/ci/github-workflow.yml, held to the schema of workflows and to what GitHub says of them; then its steps are run
// in order, in a folder of its own for each job, with the few actions that it uses played here.
import { validateWorkflow } from '@action-validator/core'
import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import test from 'node:test'
import yaml from 'js-yaml'
import { inScratch, secrets } from './harness.mjs'
import { example, expectWhole, nightlyResults, pathWithLeak, repository, runScript } from './pipeline.mjs'

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
  for (const step of job.steps) {
    const given = {
      ...context,
      cancelled: () => false,
      hashFiles: (name) => (fs.existsSync(path.join(place.workspace, name)) ? 'a hash' : '')
    }
    // Without a word to the contrary, a step is for a job in which nothing has failed.
    if (step.if ? !evaluate(step.if, given) : outcome.code !== 0) continue
    if (step.uses) {
      const entries = Object.entries(step.with ?? {}).map(([name, value]) => [name, evaluate(value, given)])
      actions[step.uses](place, Object.fromEntries(entries))
      continue
    }
    const summary = inScratch(`summary-${step.name}.md`)
    fs.rmSync(summary, { force: true })
    // The shell of a job in a container.
    const { code, said } = runScript(['sh', '-e'], step.run, {
      cwd: place.workspace,
      env: { ...all, GITHUB_STEP_SUMMARY: summary, GITHUB_ACTIONS: 'true', CI: 'true' }
    })
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
  if (shards.some(({ code }) => code !== 0)) return { shards, uploaded: fs.readdirSync(store) }
  return { shards, merge: runJob(merge, place('merge'), { github, secrets }, workflow.env), report: path.join(store, 'assay') }
}

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

test('a shard that was refused is no part of a verdict', async (t) => {
  const { folder } = await repository(t)
  fs.writeFileSync(path.join(folder, 'assay/staging.json'), '{')
  const { shards, merge } = pipeline(folder)
  assert.deepEqual(shards.map(({ code }) => code), [2, 2, 2])
  assert.equal(merge, undefined)
})

test('a secret in a report is uploaded nowhere', async (t) => {
  const { folder } = await repository(t)
  const { shards, uploaded, merge } = pipeline(folder, { env: pathWithLeak() })
  assert.deepEqual(shards.map(({ code }) => code), [0, 5, 0])
  assert.deepEqual(uploaded.sort(), ['assay-shard-0', 'assay-shard-2'])
  assert.equal(merge, undefined)
})
