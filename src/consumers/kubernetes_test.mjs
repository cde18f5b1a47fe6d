// examples/ci/kubernetes-job.yaml, held to the schema of the API; then what its containers do is done here, /shared and
// /etc/assay being folders of this machine.
import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import test from 'node:test'
import yaml from 'js-yaml'
import { Job } from 'kubernetes-models/batch/v1'
import { inScratch, run, secrets } from './harness.mjs'
import { example, expectWhole, loseTarget, nightlyResults, pathWithGap, pathWithLeak, repository } from './pipeline.mjs'

const manifests = yaml.loadAll(example('kubernetes-job.yaml'))
const [shards, report] = manifests
const indices = Array.from({ length: shards.spec.completions }, (_, index) => String(index))

// Every place of a value below `value`, as the list of the names that lead there.
const placesIn = (value) => Object.entries(Object(value) === value ? value : {})
  .flatMap(([name, child]) => [[name], ...placesIn(child).map((rest) => [name, ...rest])])

test('is of the API', () => {
  for (const manifest of manifests) {
    new Job(manifest).validate()
    // A name that the schema knows has values that it refuses: one that takes anything is a slip of the pen.
    for (const place of placesIn(manifest)) {
      const spoilt = structuredClone(manifest)
      const last = place.at(-1)
      const holder = place.slice(0, -1).reduce((value, name) => value[name], spoilt)
      holder[last] = [[{}]]
      assert.throws(() => new Job(spoilt).validate(), undefined, `${place.join('.')} is no name of the API`)
    }
  }
})

test('the parts of the file agree with each other', () => {
  const variable = (job, name) => job.spec.template.spec.containers[0].env.find((one) => one.name === name).value
  const { completionMode, completions, parallelism, template } = shards.spec
  assert.deepEqual([completionMode, parallelism], ['Indexed', completions])
  assert.equal(variable(shards, 'GTEST_TOTAL_SHARDS'), String(completions))
  assert.equal(variable(report, 'SHARDS'), String(completions))
  const [container] = template.spec.containers
  assert.deepEqual(container.envFrom, [{ secretRef: { name: 'assay' } }])
  assert.ok(container.args.concat(container.command).every((word) => !/TOKEN|KEY/.test(word)))
})

// The container, as the kubelet starts it.
function start(job, shared, target, env) {
  const [container] = job.spec.template.spec.containers
  const here = (text) => text.replaceAll('/shared', shared).replaceAll('/etc/assay', target)
  const own = Object.fromEntries(container.env.map(({ name, value }) => [name, here(value)]))
  const [program, ...words] = [...container.command, ...container.args.map(here)]
  // What waits for a pod that never comes would wait for activeDeadlineSeconds.
  return run('timeout', ['200', program, ...words], { env: { ...own, ...env } })
}

async function runJobs(folder, { shared = fs.mkdtempSync(inScratch('shared-')), nightly = 'no', gate, spoil, programs } = {}) {
  const target = path.join(folder, 'etc')
  fs.mkdirSync(target, { recursive: true })
  fs.copyFileSync(path.join(folder, 'assay/staging.json'), path.join(target, 'target.json'))
  // Started at once, as the file is applied; the report waits for the shards.
  const waiting = start(report, shared, target, { NIGHTLY: nightly, ...(gate && { ASSAY_GATE: gate }) })
  for (const index of indices) {
    const env = { ...secrets, JOB_COMPLETION_INDEX: index, ...programs }
    if (index === spoil) env.ASSAY_JOBS = 'many'
    const pod = await start(shards, shared, target, env)
    assert.equal(pod.code, 0, pod.said)
  }
  return { ...await waiting, shared, folder: path.join(shared, 'run-1/report') }
}

test('green, and kept as the nightly run', async (t) => {
  const { folder, whole } = await repository(t)
  const ended = await runJobs(folder, { nightly: 'yes' })
  assert.equal(ended.code, 0, ended.said)
  expectWhole(ended.folder, whole)
  assert.ok(fs.existsSync(path.join(ended.shared, 'nightly/results.json')))
})

test('red, and worse than last night', async (t) => {
  const { folder, whole } = await repository(t, { isFaulty: true })
  const shared = inScratch('shared')
  await nightlyResults(t, path.join(shared, 'nightly'))
  const ended = await runJobs(folder, { shared })
  assert.equal(ended.code, 1, ended.said)
  expectWhole(ended.folder, whole)
  assert.match(fs.readFileSync(path.join(ended.folder, 'comparison.md'), 'utf8'), /newly broken/i)
})

// A volume with the results of a nightly run, of the same breakage.
async function volumeWithNightly(t) {
  const shared = fs.mkdtempSync(inScratch('shared-'))
  await nightlyResults(t, path.join(shared, 'nightly'), { isFaulty: true })
  return shared
}
const forgetRun = (shared) => fs.rmSync(path.join(shared, 'run-1'), { recursive: true })

test('to gate on new breakage alone forgives what was broken last night', async (t) => {
  const { folder } = await repository(t, { isFaulty: true })
  const shared = await volumeWithNightly(t)
  const known = await runJobs(folder, { shared, gate: 'new' })
  assert.equal(known.code, 0, known.said)
  forgetRun(shared)
  const all = await runJobs(folder, { shared })
  assert.equal(all.code, 1, all.said)
})

test('to gate on new breakage alone forgives what is new as little', async (t) => {
  const { folder } = await repository(t, { isFaulty: true })
  const shared = fs.mkdtempSync(inScratch('shared-'))
  await nightlyResults(t, path.join(shared, 'nightly'))
  const ended = await runJobs(folder, { shared, gate: 'new' })
  assert.equal(ended.code, 1, ended.said)
})

test('to gate on new breakage alone forgives no target that is gone, and the nightly results stay', async (t) => {
  const { folder } = await repository(t, { isFaulty: true })
  const shared = await volumeWithNightly(t)
  const halfway = await runJobs(folder, { shared, gate: 'new', programs: pathWithGap() })
  assert.equal(halfway.code, 1, halfway.said)
  forgetRun(shared)
  const before = fs.readFileSync(path.join(shared, 'nightly/results.json'), 'utf8')
  loseTarget(folder)
  const ended = await runJobs(folder, { shared, gate: 'new', nightly: 'yes' })
  assert.equal(ended.code, 3, ended.said)
  assert.equal(fs.readFileSync(path.join(shared, 'nightly/results.json'), 'utf8'), before)
})

test('to gate on new breakage alone forgives nothing before there was a nightly run', async (t) => {
  const { folder } = await repository(t, { isFaulty: true })
  const ended = await runJobs(folder, { gate: 'new' })
  assert.equal(ended.code, 1, ended.said)
  assert.match(ended.said, /there is no nightly run yet .* verdict of merge stands/)
})

test('a shard that was refused is no part of a verdict', async (t) => {
  const { folder } = await repository(t)
  const ended = await runJobs(folder, { spoil: '1' })
  assert.equal(ended.code, 2, ended.said)
  assert.ok(!fs.existsSync(ended.folder))
})

test('a secret in a report is kept nowhere', async (t) => {
  const { folder } = await repository(t)
  const ended = await runJobs(folder, { programs: pathWithLeak() })
  assert.equal(ended.code, 5, ended.said)
  assert.deepEqual(fs.readdirSync(path.join(ended.shared, 'run-1/1')), ['exit-code'])
})
