// What two programs make of a junit.xml, in one form: its tests with state (passed, failure, error or skipped), the
// line that a list shows, and the text that a click opens. Both are asked as their users ask them, by their commands;
// xunit-viewer's page holds the file itself, so that its own parser, which the page runs, is asked for the texts. Allure is
// the third of its name: it reads JUnit XML with node alone, where the older one, allure-commandline, needs Java.
import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import parseXunit from 'xunit-viewer/src/cli/parse.js'
import { readJson, run } from './harness.mjs'

const installed = (name) => fileURLToPath(new URL(`node_modules/${name}`, import.meta.url))

async function command(script, ...words) {
  const ended = await run(process.execPath, [installed(script), ...words])
  assert.equal(ended.code, 0, ended.said)
  return ended.said
}

export async function readByXunitViewer(file, folder) {
  const said = await command('xunit-viewer/bin/xunit-viewer.js', '-r', file, '-o', path.join(folder, 'viewer.html'),
    '-c', '-n', '--no-clear')
  const counts = { passed: 0, failure: 0, error: 0, skipped: 0 }
  for (const [, count, state] of said.match(/^\d+ \w+(, \d+ \w+)*$/m)[0].matchAll(/(\d+) (\w+)/g)) {
    counts[state] = Number(count)
  }
  const { suites } = await parseXunit(fs.readFileSync(file, 'utf8'))
  const tests = Object.values(suites).flatMap((suite) => Object.values(suite.tests).map((test) => {
    // A text, then the message, then the type; a test that passed has only what it wrote.
    const [text, message] = test.messages
    return { suite: suite.name, classname: test.classname, name: test.name, state: test.status, message, text }
  }))
  return { counts, tests }
}

const kAllureStates = { passed: 'passed', failed: 'failure', broken: 'error', skipped: 'skipped' }

export async function readByAllure(file, folder) {
  const input = path.join(folder, 'allure-results')
  const report = path.join(folder, 'allure-report')
  fs.mkdirSync(input)
  fs.copyFileSync(file, path.join(input, 'junit.xml'))
  await command('allure/cli.js', 'generate', input, '-o', report)
  const counts = { passed: 0, failure: 0, error: 0, skipped: 0 }
  for (const [word, state] of Object.entries(kAllureStates)) {
    counts[state] = readJson(path.join(report, 'summary.json')).stats[word] ?? 0
  }
  const data = path.join(report, 'data')
  const tests = fs.readdirSync(path.join(data, 'test-results')).map((entry) => {
    const test = readJson(path.join(data, 'test-results', entry))
    const label = (name) => test.labels.find((one) => one.name === name)?.value
    const output = test.attachments.map(({ link }) =>
      fs.readFileSync(path.join(data, 'attachments', `${link.id}${link.ext}`), 'utf8')).join()
    return {
      suite: label('suite'),
      classname: label('testClass'),
      name: test.name,
      state: kAllureStates[test.status],
      message: test.error?.message,
      text: test.error?.trace ?? output
    }
  })
  return { counts, tests }
}
