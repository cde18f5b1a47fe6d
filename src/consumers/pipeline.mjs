// What the tests of examples/ci share: a repository with a target file, and the promise that a run that was dealt out and
// joined is the run in one piece.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { assay, binary, environment, inScratch, mock, readJson, source } from './harness.mjs'

export const example = (name) => fs.readFileSync(path.join(source, 'examples/ci', name), 'utf8')

const kFault = 'ecl-status-in-upper-case'
let repositories = 0

// A folder with assay/staging.json, the target file of a server that runs as long as the test `t`; and what a run in one
// piece makes of such a server. Of another one with the same seed: jobs move while they are asked about.
export async function repository(t, { isFaulty = false } = {}) {
  const folder = inScratch(`repository${++repositories}`)
  const [staging, other] = await Promise.all(['staging', 'other'].map((name) =>
    mock(t, `${name}${repositories}`, ...(isFaulty ? ['--fault', kFault] : []))))
  fs.mkdirSync(path.join(folder, 'assay'), { recursive: true })
  fs.copyFileSync(staging, path.join(folder, 'assay/staging.json'))
  const whole = inScratch(`whole${repositories}`)
  const ended = await assay('run', '--quiet', '--target', other, '--out', whole)
  assert.equal(ended.code, isFaulty ? 1 : 0, ended.said)
  return { folder, whole: steady(readJson(path.join(whole, 'results.json'))) }
}

// A PATH on which the second shard has lines of shell before and behind it.
function pathAround(name, before, behind) {
  const folder = inScratch(name)
  fs.mkdirSync(folder, { recursive: true })
  const second = (lines) => `if [ "$GTEST_SHARD_INDEX" = 1 ]; then\n${lines}\nfi\n`
  const script = `#!/bin/sh\n${second(before)}"${binary}" "$@"\ncode=$?\n${second(behind)}exit $code\n`
  fs.writeFileSync(path.join(folder, 'assay'), script, { mode: 0o755 })
  return { PATH: `${folder}:${environment().PATH}` }
}

// The second shard ends as if a secret had been found in what it wrote.
export const pathWithLeak = () => pathAround('leaking', ':', 'exit 5')

// The target is gone while the second shard runs.
export const pathWithGap = () => pathAround('gap',
  'cp "$ASSAY_TARGET" whole.json\nsed -i "s/127.0.0.1:[0-9]*/127.0.0.1:1/" "$ASSAY_TARGET"', 'mv whole.json "$ASSAY_TARGET"')

// From here on nothing answers the repository of `folder`, until the function that is returned is called.
export function loseTarget(folder) {
  const file = path.join(folder, 'assay/staging.json')
  const whole = fs.readFileSync(file, 'utf8')
  fs.writeFileSync(file, whole.replace(/127\.0\.0\.1:\d+/, '127.0.0.1:1'))
  return () => fs.writeFileSync(file, whole)
}

// What a nightly run leaves behind.
export async function nightlyResults(t, folder, { isFaulty = false } = {}) {
  const staging = await mock(t, `nightly${++repositories}`, ...(isFaulty ? ['--fault', kFault] : []))
  const ended = await assay('run', '--quiet', '--target', staging, '--out', folder)
  assert.equal(ended.code, isFaulty ? 1 : 0, ended.said)
}

// Without what differs from run to run, however it is made: times, ports and what was sent.
function steady(results) {
  const text = JSON.stringify(results, (name, value) => {
    if (['started', 'duration_us', 'base_url', 'latency', 'again', 'exchanges'].includes(name)) return undefined
    return value
  })
  return JSON.parse(text.replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT'))
}

export function expectWhole(folder, whole) {
  assert.deepEqual(steady(readJson(path.join(folder, 'results.json'))), whole)
  for (const file of ['junit.xml', 'index.html', 'assay.css']) assert.ok(fs.existsSync(path.join(folder, file)), file)
}

// The lines of a step, as `shell` runs them; returns the exit code and what was said.
export function runScript(shell, script, { cwd, env }) {
  const file = inScratch('step.sh')
  fs.writeFileSync(file, script)
  try {
    const [program, ...words] = shell
    const said = execFileSync(program, [...words, file], {
      cwd, env: environment(env), encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe']
    })
    return { code: 0, said }
  } catch (error) {
    assert.notEqual(error.status, null, error.message)
    return { code: error.status, said: `${error.stdout}${error.stderr}` }
  }
}
