// What all scripts here need: the binary, a folder of their own, and servers to be tested.
import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'

export const binary = process.env.ASSAY_BINARY
export const source = process.env.ASSAY_SOURCE

export const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-consumers-'))
process.on('exit', () => fs.rmSync(scratch, { recursive: true, force: true }))
export const inScratch = (...names) => path.join(scratch, ...names)

// What a server of `assay mock` accepts, and what is sent to it.
export const secrets = {
  ASSAY_TOKEN: 'the-valid-token-0001',
  ASSAY_EXPIRED_TOKEN: 'the-expired-token-0002',
  ASSAY_FOREIGN_TOKEN: 'the-foreign-token-0003',
  ASSAY_READ_ONLY_TOKEN: 'the-read-only-token-0004'
}

// Nothing of our own environment reaches what is tested, but for where programs are.
export const environment = (more = {}) => ({
  PATH: `${path.dirname(binary)}:${path.dirname(process.execPath)}:${process.env.PATH}`,
  HOME: scratch,
  TMPDIR: scratch,
  ...more
})

export const readJson = (file) => JSON.parse(fs.readFileSync(file, 'utf8'))

// Ends when the program has; what it said on both outputs, together. It goes through a file: a program of node that ends
// itself loses what a pipe has not taken yet.
let runs = 0
export function run(program, words, { cwd = scratch, env = {} } = {}) {
  const file = inScratch(`said-${++runs}.txt`)
  const output = fs.openSync(file, 'w')
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { cwd, env: environment(env), stdio: ['ignore', output, output] })
    child.on('error', reject)
    child.on('close', (code) => {
      fs.closeSync(output)
      resolve({ code, said: fs.readFileSync(file, 'utf8') })
    })
  })
}
export const assay = (...words) => run(binary, words, { env: secrets })

// For as long as the test `t` runs; returns its URL. `answer` is a listener of node's HTTP server.
export async function serve(t, answer) {
  const server = http.createServer(answer)
  t.after(() => {
    server.close()
    server.closeAllConnections()
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${server.address().port}`
}

// `assay mock` on a free port, for as long as the test `t` runs; returns the target file that it writes.
export async function mock(t, name, ...words) {
  const target = inScratch(`${name}.json`)
  const child = spawn(binary, ['mock', '--port', '0', '--write-target', target, ...words], { env: environment(secrets) })
  t.after(() => child.kill())
  await new Promise((resolve, reject) => {
    child.stdout.on('data', resolve)
    child.on('error', reject)
    child.on('close', (code) => reject(new Error(`assay mock ended with ${code}`)))
  })
  return target
}

// Ends the script with the word for CTest where a program is missing.
export function skipWithout(...names) {
  for (const name of names) {
    if (spawnSync('sh', ['-c', `command -v ${name}`], { env: environment() }).status === 0) continue
    console.log(`skipped: there is no ${name}`)
    process.exit(0)
  }
}
