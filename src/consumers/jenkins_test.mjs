// What examples/ci/Jenkinsfile has its agents do, done here step by step; nothing that reads Groovy is at hand.
import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import test from 'node:test'
import { inScratch, secrets } from './harness.mjs'
import { example, expectWhole, nightlyResults, pathWithLeak, repository, runScript } from './pipeline.mjs'

const text = example('Jenkinsfile')
const [shard, merge, compare] = Array.from(text.matchAll(/'''\n(.*?)'''/gs), ([, script]) => script)
const shards = Array.from(text.match(/values (.*)/)[1].matchAll(/'(\d+)'/g), ([, index]) => index)
const variable = (name) => text.match(new RegExp(`${name} = '(.*)'`))[1]
const global = { ASSAY_TARGET: variable('ASSAY_TARGET'), GTEST_TOTAL_SHARDS: variable('GTEST_TOTAL_SHARDS') }
// As Jenkins runs a step.
const sh = (script, cwd, env) => runScript(['sh', '-xe'], script, { cwd, env: { ...global, ...env } })

let builds = 0
function build(folder, env) {
  const report = inScratch(`jenkins${++builds}`)
  fs.mkdirSync(report)
  const codes = shards.map((index) => {
    const workspace = inScratch(`jenkins${builds}-${index}`)
    fs.cpSync(folder, workspace, { recursive: true })
    const { code } = sh(shard, workspace, { ...secrets, ...env, SHARD: index })
    if (code === 0) fs.cpSync(path.join(workspace, 'shards'), path.join(report, 'shards'), { recursive: true })
    return code
  })
  if (codes.some((code) => code !== 0)) return { codes }
  if (fs.existsSync(path.join(folder, 'nightly'))) {
    fs.cpSync(path.join(folder, 'nightly'), path.join(report, 'nightly'), { recursive: true })
  }
  return { codes, merged: sh(merge, report), compared: sh(compare, report), report }
}

test('the parts of the file agree with each other', () => {
  assert.equal(global.GTEST_TOTAL_SHARDS, String(shards.length))
  assert.ok(text.includes(`in 0..<${shards.length})`))
  for (const name of Object.keys(secrets)) assert.match(text, new RegExp(`${name} = credentials\\(`))
})

test('green', async (t) => {
  const { folder, whole } = await repository(t)
  const { merged, compared, report } = build(folder)
  assert.equal(merged.code, 0, merged.said)
  assert.equal(compared.code, 0, compared.said)
  assert.match(compared.said, /there is no nightly run yet/)
  expectWhole(path.join(report, 'reports/latest'), whole)
})

test('red, and worse than last night', async (t) => {
  const { folder, whole } = await repository(t, { isFaulty: true })
  await nightlyResults(t, path.join(folder, 'nightly'))
  const { merged, compared, report } = build(folder)
  assert.equal(merged.code, 1, merged.said)
  assert.equal(compared.code, 1, compared.said)
  expectWhole(path.join(report, 'reports/latest'), whole)
})

test('a shard that was refused is no part of a verdict', async (t) => {
  const { folder } = await repository(t)
  fs.writeFileSync(path.join(folder, 'assay/staging.json'), '{')
  assert.deepEqual(build(folder), { codes: [2, 2, 2] })
})

test('a secret in a report is stashed nowhere', async (t) => {
  const { folder } = await repository(t)
  assert.deepEqual(build(folder, pathWithLeak()), { codes: [0, 5, 0] })
})
