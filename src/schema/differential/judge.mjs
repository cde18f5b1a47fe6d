// The judge: the built binary, asked with `schema test` over a file in the format of the official
// test suite.

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { write } from './json.mjs';

// One failed test as the command prints it.
const kFailure = /^ {2}test {4}(\S+)\n {2}reason {2}(.*)$/gmu;
const kCounts = /^ *([0-9]+) +([0-9]+) +([0-9]+) {2}/mu;

function as_text(groups) {
  const rows = groups.map(({ schema, tests }, index) => {
    const cases = tests.map(({ data, valid }, at) =>
      `{"description":"${index}.${at}","data":${write(data)},"valid":${valid}}`);
    return `{"description":"${index}","schema":${write(schema)},"tests":[\n${cases.join(',\n')}]}`;
  });
  return `[${rows.join(',\n')}]\n`;
}

export class Judge {
  #binary;
  #file;

  // `file` is written each time.
  constructor(binary, file) {
    this.#binary = binary;
    this.#file = file;
  }

  // `groups`: [{schema, tests: [{data, valid}]}]. Gives the reasons of the tests that failed, by
  // "group.test".
  failures(groups) {
    writeFileSync(this.#file, as_text(groups));
    const ran = spawnSync(this.#binary, ['schema', 'test', this.#file],
      { encoding: 'utf8', maxBuffer: 1 << 28, env: { ...process.env, NO_COLOR: '1' } });
    if (ran.error) throw ran.error;
    if (ran.status !== 0 && ran.status !== 1) return this.#failures_apart(groups, ran);
    const found = new Map([...ran.stdout.matchAll(kFailure)].map(([, test, why]) => [test, why]));
    const [, passed, failed] = kCounts.exec(ran.stdout) ?? [];
    const asked = groups.reduce((sum, { tests }) => sum + tests.length, 0);
    if (Number(failed) !== found.size || Number(passed) + Number(failed) !== asked) {
      throw new Error(`the output of ${this.#binary} schema test is not understood`);
    }
    return found;
  }

  // The binary did not get through the file: which test is it?
  #failures_apart(groups, ran) {
    const found = new Map();
    const add = (part, name_of) => {
      for (const [id, why] of this.failures(part)) found.set(name_of(id), why);
    };
    if (groups.length > 1) {
      const half = groups.length >> 1;
      add(groups.slice(0, half), (id) => id);
      add(groups.slice(half), (id) => id.replace(/^[0-9]+/u, (index) => Number(index) + half));
    } else if (groups[0].tests.length > 1) {
      groups[0].tests.forEach((test, at) =>
        add([{ ...groups[0], tests: [test] }], () => `0.${at}`));
    } else {
      found.set('0.0', `ended with ${ran.status ?? ran.signal}: ${ran.stderr.trim()}`);
    }
    return found;
  }
}
