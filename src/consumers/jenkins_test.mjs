// What examples/ci/Jenkinsfile has its agents do, done here step by step; nothing that reads Groovy is at hand.
import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import test from 'node:test'
import { inScratch, secrets } from './harness.mjs'
import { example, expectWhole, loseTarget, nightlyResults, pathWithGap, pathWithLeak, repository, runScript } from './pipeline.mjs'

const text = example('Jenkinsfile')
const [shard, report] = Array.from(text.matchAll(/'''\n(.*?)'''/gs), ([, script]) => script)
const shards = Array.from(text.match(/values (.*)/)[1].matchAll(/'(\d+)'/g), ([, index]) => index)
const variable = (name) => text.match(new RegExp(`${name} = '(.*)'`))[1]
const names = ['ASSAY_TARGET', 'GTEST_TOTAL_SHARDS', 'ASSAY_GATE']
const global = Object.fromEntries(names.map((name) => [name, variable(name)]))
// As Jenkins runs a step.
const sh = (script, cwd, env) => runScript(['sh', '-xe'], script, { cwd, env: { ...global, ...env } })

let builds = 0
// `baseline` is the file of the last nightly build, where there is one; what this build hands on is in `baseline` of `here`.
function build(folder, { env, baseline } = {}) {
  const here = inScratch(`jenkins${++builds}`)
  fs.mkdirSync(here)
  const codes = shards.map((index) => {
    const workspace = inScratch(`jenkins${builds}-${index}`)
    fs.cpSync(folder, workspace, { recursive: true })
    const { code } = sh(shard, workspace, { ...secrets, ...env, SHARD: index })
    if (code === 0) fs.cpSync(path.join(workspace, 'shards'), path.join(here, 'shards'), { recursive: true })
    return code
  })
  if (codes.some((code) => code !== 0)) return { codes }
  const handed = path.join(here, 'baseline/results.json')
  if (baseline) fs.cpSync(baseline, handed)
  return { codes, ...sh(report, here, env), here, handed }
}

async function nightly(t, options) {
  const folder = fs.mkdtempSync(inScratch('nightly-'))
  await nightlyResults(t, folder, options)
  return path.join(folder, 'results.json')
}
const gateOnNew = { ASSAY_GATE: 'new' }

test('the parts of the file agree with each other', () => {
  assert.equal(global.GTEST_TOTAL_SHARDS, String(shards.length))
  assert.ok(text.includes(`in 0..<${shards.length})`))
  assert.match(text, /filter: 'baseline\/results\.json'/)
  assert.match(text, /archiveArtifacts artifacts: '[^']*baseline\/\*'/)
  for (const name of Object.keys(secrets)) assert.match(text, new RegExp(`${name} = credentials\\(`))
})

test('green', async (t) => {
  const { folder, whole } = await repository(t)
  const { code, said, here } = build(folder)
  assert.equal(code, 0, said)
  assert.match(said, /there is no nightly run yet/)
  expectWhole(path.join(here, 'reports/latest'), whole)
})

test('red, and worse than last night', async (t) => {
  const { folder, whole } = await repository(t, { isFaulty: true })
  const baseline = await nightly(t)
  const { code, said, here } = build(folder, { baseline })
  assert.equal(code, 1, said)
  assert.match(fs.readFileSync(path.join(here, 'comparison.md'), 'utf8'), /newly broken/i)
  expectWhole(path.join(here, 'reports/latest'), whole)
  const gated = build(folder, { env: gateOnNew, baseline })
  assert.equal(gated.code, 1, gated.said)
})

test('to gate on new breakage alone forgives what was broken last night', async (t) => {
  const { folder } = await repository(t, { isFaulty: true })
  const baseline = await nightly(t, { isFaulty: true })
  assert.equal(build(folder, { baseline }).code, 1)
  const { code, said } = build(folder, { baseline, env: gateOnNew })
  assert.equal(code, 0, said)
})

test('to gate on new breakage alone forgives no target that is gone', async (t) => {
  const { folder } = await repository(t, { isFaulty: true })
  const baseline = await nightly(t, { isFaulty: true })
  const halfway = build(folder, { baseline, env: { ...gateOnNew, ...pathWithGap() } })
  assert.equal(halfway.code, 1, halfway.said)
  loseTarget(folder)
  const { code, said } = build(folder, { baseline, env: gateOnNew })
  assert.equal(code, 3, said)
})

test('to gate on new breakage alone forgives nothing before there was a nightly run', async (t) => {
  const { folder } = await repository(t, { isFaulty: true })
  const { code, said } = build(folder, { env: gateOnNew })
  assert.equal(code, 1, said)
  assert.match(said, /there is no nightly run yet .* verdict of merge stands/)
})

test('a run that could not tell hands on what it was compared with', async (t) => {
  const { folder } = await repository(t, { isFaulty: true })
  const first = build(folder)
  assert.equal(first.code, 1, first.said)
  loseTarget(folder)
  const second = build(folder, { baseline: first.handed })
  assert.equal(second.code, 3, second.said)
  assert.equal(fs.readFileSync(second.handed, 'utf8'), fs.readFileSync(first.handed, 'utf8'))
  const third = build(folder)
  assert.ok(!fs.existsSync(third.handed))
})

test('no job of the night is no error', () => {
  assert.match(text, /catchError\(message: 'there is no nightly run yet'[^)]*stageResult: 'SUCCESS'[^)]*\) \{\s*copyArtifacts /)
})

test('a shard that was refused is no part of a verdict', async (t) => {
  const { folder } = await repository(t)
  fs.writeFileSync(path.join(folder, 'assay/staging.json'), '{')
  assert.deepEqual(build(folder), { codes: [2, 2, 2] })
})

test('a secret in a report is stashed nowhere', async (t) => {
  const { folder } = await repository(t)
  assert.deepEqual(build(folder, { env: pathWithLeak() }), { codes: [0, 5, 0] })
})
