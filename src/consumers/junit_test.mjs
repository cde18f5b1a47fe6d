// junit.xml as its readers have it: xunit-viewer, Allure and the XSD agree with results.json about every test of a run,
// about what is wrong in it and about how many there are of each kind.
import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import test from 'node:test'
import { assay, inScratch, mock, readJson, run, serve, source } from './harness.mjs'
import { readByAllure, readByXunitViewer } from './readers.mjs'

const kStates = {
  passed: 'passed',
  warned: 'passed',
  failed: 'failure',
  unexpected_pass: 'failure',
  setup_failed: 'error',
  could_not_run: 'error',
  waived: 'skipped',
  not_applicable: 'skipped',
  not_provoked: 'skipped'
}
const kGatingWaivers = ['stale', 'expired', 'over_wide']

// As every report shows a value: controls and what turns the direction of reading are spelled out, and of a long one
// the beginning is shown.
function shown(value, limit = 1000) {
  const points = Array.from(value)
  const escaped = points.slice(0, limit).map((point) => {
    const code = point.codePointAt(0)
    if (code < 0x20 || code === 0x7f) return `\\x${code.toString(16).padStart(2, '0')}`
    return /[\u0080-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]/.test(point)
      ? `\\u${code.toString(16).padStart(4, '0')}` : point
  })
  return escaped.join('') + (points.length > limit ? `... (${points.length - limit} more)` : '')
}

// The tests that the run has by results.json, by suite and name.
function expectedTests(results) {
  const tests = new Map()
  const add = (category, operation, name, outcome, findings = []) =>
    tests.set(`assay.${category} ${operation}.${category} ${shown(name)}`, { state: kStates[outcome], outcome, findings })
  for (const one of results.cases) {
    for (const check of one.checks) {
      add(check.category, one.operation, one.id, check.outcome, check.findings.map((index) => results.findings[index]))
    }
  }
  for (const one of results.coverage) add('Coverage', one.operation, `${one.operation}/coverage`, one.outcome)
  return tests
}

// Allure shows what XML can't do without in the way in which XML writes it: in a message, and in a text with markup.
const inMessage = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll("'", '&apos;')
const inMarkup = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

function expectFindings({ state, message, text }, findings, reader) {
  const isAllure = reader === 'Allure'
  const expectIn = (whole, part) =>
    assert.ok(whole.includes(part), `${reader}: ${JSON.stringify(whole)} has no ${JSON.stringify(part)}`)
  const written = isAllure && text.includes('&lt;') ? inMarkup : String
  for (const finding of findings) {
    expectIn(text, `rule      ${finding.rule}`)
    for (const part of ['expected', 'actual']) expectIn(text, written(`\n${part.padEnd(10)}${shown(finding[part])}\n`))
  }
  if (state !== 'failure') return
  const leading = findings.find((one) => one.outcome === 'failed')
  expectIn(message, leading.rule)
  for (const part of ['expected', 'actual']) {
    const words = `${part} ${shown(leading[part], 120)}`
    expectIn(message, isAllure ? inMessage(words) : words)
  }
}

function expectReport({ counts, tests }, results, reader) {
  const expected = expectedTests(results)
  const gating = (results.waivers ?? []).filter((one) => kGatingWaivers.includes(one.state))
  const checks = results.summary.checks
  const sums = { passed: 0, failure: 0, error: 0, skipped: 0 }
  for (const [outcome, state] of Object.entries(kStates)) sums[state] += checks[outcome]
  assert.deepEqual(counts, sums, reader)
  assert.equal(checks.total, expected.size + gating.length)
  assert.equal(tests.length, checks.total, reader)

  const waivers = tests.filter((one) => one.suite === 'assay.Waivers')
  assert.equal(waivers.length, gating.length)
  for (const { entry } of gating) {
    const reason = reader === 'Allure' ? inMarkup(entry.reason) : entry.reason
    assert.ok(waivers.some(({ text }) => text.includes(entry.rule) && text.includes(reason)), `${reader}: ${reason}`)
  }
  for (const one of tests) {
    if (waivers.includes(one)) continue
    const key = `${one.suite} ${one.classname} ${one.name}`
    const wanted = expected.get(key)
    assert.ok(wanted, `${reader}: ${key} is of no case`)
    assert.equal(one.state, wanted.state, `${reader}: ${key}`)
    // GitLab shows the text alone, Jenkins' lists the message alone: each must say why.
    if (one.state === 'error' || one.state === 'skipped') {
      assert.match(one.message, /\S/, `${reader}: ${key}`)
      assert.match(one.text, /\S/, `${reader}: ${key}`)
    }
    if (one.state === 'skipped') assert.ok(one.message.startsWith(wanted.outcome), `${reader}: ${one.message}`)
    if (one.state === 'failure' || wanted.outcome === 'warned') expectFindings(one, wanted.findings, reader)
  }
}

// Neither reader looks at the counts that the file states; others do. Those of the root, and the sums of the suites.
function expectStatedCounts(file, checks) {
  const wanted = {
    tests: checks.total,
    failures: checks.failed + checks.unexpected_pass,
    errors: checks.setup_failed + checks.could_not_run,
    skipped: checks.waived + checks.not_applicable + checks.not_provoked
  }
  const elements = Array.from(fs.readFileSync(file, 'utf8').matchAll(/<(testsuites?) .*?>/g))
  for (const [name, count] of Object.entries(wanted)) {
    const sum = (kind) => elements.filter((one) => one[1] === kind)
      .reduce((total, [element]) => total + Number(element.match(new RegExp(` ${name}="(\\d+)"`))?.[1] ?? 0), 0)
    assert.equal(sum('testsuite'), count, name)
    // The format has none of these at its root.
    if (name !== 'skipped') assert.equal(sum('testsuites'), count, name)
  }
}

// A run, given to all readers. Returns results.json.
async function expectAgreement(name, words, exit) {
  const folder = inScratch(name)
  const ended = await assay('run', '--quiet', '--out', folder, ...words)
  assert.equal(ended.code, exit, ended.said)
  const results = readJson(path.join(folder, 'results.json'))
  const file = path.join(folder, 'junit.xml')
  const xsd = path.join(source, 'schemas/assay/junit.xsd')
  const lint = await run('xmllint', ['--noout', '--nonet', '--schema', xsd, file])
  assert.equal(lint.code, 0, lint.said)
  expectStatedCounts(file, results.summary.checks)
  expectReport(await readByXunitViewer(file, folder), results, 'xunit-viewer')
  expectReport(await readByAllure(file, folder), results, 'Allure')
  return results
}

test('a green run', async () => {
  const results = await expectAgreement('green', [], 0)
  assert.ok(results.summary.checks.passed > 0)
})

test('a red run', async () => {
  const results = await expectAgreement('red', ['--fault', 'ecl-status-in-upper-case'], 1)
  assert.ok(results.findings.length > 0)
})

test('warnings, waivers of every kind, and a target that goes away', async (t) => {
  const faults = ['ecl-status-unknown', 'ecl-destination-null-when-replicated'].flatMap((name) => ['--fault', name])
  const behind = readJson(await mock(t, 'mixed', ...faults))
  // Lets so many requests through, and then none.
  let left = 60
  const door = await serve(t, async (request, response) => {
    if (left-- <= 0) return request.socket.destroy()
    const { host, ...headers } = request.headers
    const answer = await fetch(behind.base_url + request.url, { method: request.method, headers })
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' })
    response.end(Buffer.from(await answer.arrayBuffer()))
  })
  const target = { ...behind, base_url: door }
  fs.writeFileSync(inScratch('door.json'), JSON.stringify(target))
  const reason = 'is <known> & "old", isn\'t it?'
  const waivers = [
    { rule: 'ecl-image-copy-job:status/enum', actual: '"failed"', reason, ticket: 'OPS-1' },
    { rule: 'ecl-image-copy-job:status/*', pointer: '/status', reason, expires: '2020-01-01' },
    { rule: 'ecl-image-copy-job:copy_progress/type', reason }
  ]
  fs.writeFileSync(inScratch('waivers.json'), JSON.stringify({ waivers }))
  const results = await expectAgreement('mixed',
    ['--target', inScratch('door.json'), '--waivers', inScratch('waivers.json'), '--jobs', '1', '--retries', '0'], 1)
  const { checks } = results.summary
  for (const outcome of ['passed', 'failed', 'warned', 'waived', 'could_not_run', 'not_provoked']) {
    assert.ok(checks[outcome] > 0, `${outcome} ${JSON.stringify(checks)}`)
  }
})

// The bodies of fixtures/hostile/values.json, each as the answer about a job of its own.
test('values that would act', async (t) => {
  const bytes = (part) => Buffer.from(part.hex ? part.hex.replaceAll(' ', '') : part, part.hex ? 'hex' : 'utf8')
  const answers = readJson(path.join(source, 'fixtures/hostile/values.json')).servers
    .map((server) => server.connections[0][0].answer)
    .filter((answer) => answer?.body && !answer.status && !JSON.stringify(answer).includes('${'))
    .map(({ body }) => Buffer.concat([body].flat().map(bytes)))
  assert.ok(answers.length >= 8)
  const ids = answers.map((_, index) => `33911588-c299-4369-a240-${String(index).padStart(12, '0')}`)
  const server = await serve(t, (request, response) => {
    const index = ids.findIndex((id) => request.url.endsWith(id))
    response.writeHead(index < 0 ? 404 : 200, { 'content-type': 'application/json' })
    response.end(answers[index])
  })
  fs.writeFileSync(inScratch('ids.txt'), ids.join('\n'))
  const results = await expectAgreement('hostile',
    ['ecl-image-copy-job', '--target', server, '--param', `job_id=@${inScratch('ids.txt')}`], 1)
  const actual = results.findings.map((finding) => finding.actual).join('\n')
  for (const evil of ['<script>', ']]>', '\\u001b', '%n']) assert.ok(actual.includes(evil), evil)
})
