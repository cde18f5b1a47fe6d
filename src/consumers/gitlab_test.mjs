// examples/ci/gitlab-ci.yml, held to GitLab's schema and run by gitlab-ci-local, as GitLab would: jobs in folders of their
// own, with nothing but what earlier jobs uploaded.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import test from 'node:test'
import { fileURLToPath } from 'node:url'
import yaml from 'js-yaml'
import { environment, readJson, run, secrets, skipWithout } from './harness.mjs'
import { example, expectWhole, loseTarget, nightlyResults, pathWithGap, pathWithLeak, repository } from './pipeline.mjs'

skipWithout('git', 'rsync')

const program = fileURLToPath(new URL('node_modules/gitlab-ci-local/src/index.js', import.meta.url))

// `gatesOnNew`: with the line that the file has for it.
async function pipeline(folder, { variables = {}, env, gatesOnNew = false } = {}) {
  const text = example('gitlab-ci.yml')
  const definition = yaml.load(gatesOnNew ? text.replace('# allow_failure:', 'allow_failure:') : text)
  // gitlab-ci-local forgives any code of such a job, GitLab only these: see `verdict`.
  assert.deepEqual(definition.assay.allow_failure, gatesOnNew ? { exit_codes: [1] } : undefined)
  // On this machine instead of in a container.
  delete definition.default.image
  fs.writeFileSync(path.join(folder, '.gitlab-ci.yml'), yaml.dump(definition))
  const git = (...words) => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.example', ...words],
    { cwd: folder, env: environment() })
  if (!fs.existsSync(path.join(folder, '.git'))) {
    git('init', '--quiet')
    fs.writeFileSync(path.join(folder, '.gitignore'), '.gitlab-ci-local/\n')
    git('add', '.')
    git('commit', '--quiet', '--message', 'a repository')
  }
  const given = Object.entries({ ...secrets, ...variables }).flatMap(([name, value]) => ['--variable', `${name}=${value}`])
  const words = [program, '--shell-isolation', '--no-artifacts-to-source', ...given]
  const ended = await run(process.execPath, words, { cwd: folder, env })
  assert.match(ended.said, /json schema validated/, ended.said)
  const local = path.join(folder, '.gitlab-ci-local')
  return { ...ended, artifacts: (job) => path.join(local, 'artifacts', job), local }
}

test('green', async (t) => {
  const { folder, whole } = await repository(t)
  const ended = await pipeline(folder)
  assert.equal(ended.code, 0, ended.said)
  expectWhole(path.join(ended.artifacts('assay'), 'reports/latest'), whole)
  assert.deepEqual(readJson(path.join(ended.artifacts('assay'), 'gl-code-quality.json')), [])
  assert.match(ended.said, /there is no nightly run yet/)
})

test('red, and worse than last night', async (t) => {
  const { folder, whole } = await repository(t, { isFaulty: true })
  await nightlyResults(t, path.join(folder, 'nightly'))
  const ended = await pipeline(folder)
  assert.notEqual(ended.code, 0, ended.said)
  expectWhole(path.join(ended.artifacts('assay'), 'reports/latest'), whole)
  assert.ok(readJson(path.join(ended.artifacts('assay'), 'gl-code-quality.json')).length > 0)
  assert.match(fs.readFileSync(path.join(ended.artifacts('assay-compare'), 'comparison.md'), 'utf8'), /newly broken/i)
})

test('the nightly run is what the next one is compared with', async (t) => {
  const { folder } = await repository(t)
  assert.equal((await pipeline(folder, { variables: { CI_PIPELINE_SOURCE: 'schedule' } })).code, 0)
  const next = await pipeline(folder)
  assert.equal(next.code, 0, next.said)
  assert.ok(fs.existsSync(path.join(next.artifacts('assay-compare'), 'comparison.md')), next.said)
})

const schedule = { CI_PIPELINE_SOURCE: 'schedule' }
const verdict = (ended) => fs.readFileSync(path.join(ended.artifacts('assay'), 'verdict'), 'utf8').trim()
const comparison = (ended) => fs.readFileSync(path.join(ended.artifacts('assay-compare'), 'comparison.md'), 'utf8')

test('to gate on new breakage alone forgives what was broken last night, and no target that is gone', async (t) => {
  const { folder } = await repository(t, { isFaulty: true })
  const first = await pipeline(folder, { variables: schedule, gatesOnNew: true })
  assert.notEqual(first.code, 0, first.said)
  assert.match(first.said, /there is no nightly run yet .* verdict of assay stands/)

  const all = await pipeline(folder)
  assert.notEqual(all.code, 0, all.said)
  const known = await pipeline(folder, { gatesOnNew: true })
  assert.equal(known.code, 0, known.said)
  assert.equal(verdict(known), '1')

  const halfway = await pipeline(folder, { gatesOnNew: true, env: pathWithGap() })
  assert.notEqual(halfway.code, 0, halfway.said)
  assert.match(comparison(halfway), /checks that no longer run/)
  const findTarget = loseTarget(folder)
  const gone = await pipeline(folder, { variables: schedule, gatesOnNew: true })
  assert.notEqual(gone.code, 0, gone.said)
  assert.equal(verdict(gone), '3')

  // That run was a nightly one; what is known is so none the less.
  findTarget()
  const again = await pipeline(folder, { gatesOnNew: true })
  assert.equal(again.code, 0, again.said)
})

test('a shard that was refused is no part of a verdict', async (t) => {
  const { folder } = await repository(t)
  fs.writeFileSync(path.join(folder, 'assay/staging.json'), '{')
  const ended = await pipeline(folder)
  assert.notEqual(ended.code, 0, ended.said)
  assert.ok(!fs.existsSync(ended.artifacts('assay')), ended.said)
})

test('a secret in a report is uploaded nowhere', async (t) => {
  const { folder } = await repository(t)
  const ended = await pipeline(folder, { env: pathWithLeak() })
  assert.notEqual(ended.code, 0, ended.said)
  const uploaded = fs.readdirSync(ended.artifacts(''), { recursive: true }).filter((name) => name.endsWith('results.json'))
  assert.deepEqual(uploaded.map((name) => path.basename(path.dirname(name))).sort(), ['1', '3'])
})
