// The differential test: see README.md beside this file.

import { existsSync, mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Comparison } from './comparison.mjs';
import { listed_differences } from './differences.mjs';
import { Judge } from './judge.mjs';
import { write } from './json.mjs';
import { group, groups } from './pairs.mjs';
import { Peer } from './peer.mjs';
import {
  never_decisive, occurrences, print_occurrences, print_weights, spread, weights,
} from './report.mjs';
import { shrink } from './shrink.mjs';

const kShown = 5;  // Differences that are made small and printed; one a schema.

const { values: options } = parseArgs({ options: {
  assay: { type: 'string' }, packages: { type: 'string' }, folder: { type: 'string' },
  seed: { type: 'string', default: '1' }, pairs: { type: 'string', default: '12000' },
  schema: { type: 'string' },
} });

// A listed difference must be one: its example, alone, is explained by it.
function stale_examples(comparison, listed) {
  return listed.filter(({ id, example }) => {
    const [[outcome]] = comparison.compare([{ schema: example.schema, instances: [example.data] }]);
    const { wrong, peer, listed: found } = outcome;
    return wrong !== '' || peer !== example.peer || found.length !== 1 || found[0].id !== id;
  }).map(({ id }) => id);
}

function print_difference(comparison, found, outcome) {
  const { wrong } = outcome;
  const small = shrink({ schema: found.schema, data: found.instance },
    (candidates) => comparison.still_wrong(candidates, wrong));
  const [[now]] = comparison.compare([{ schema: small.schema, instances: [small.data] }]);
  console.log(`\n${wrong}: --seed ${options.seed} --schema ${found.number}
  schema        ${write(small.schema)}
  instance      ${write(small.data)}
  specification ${now.valid ? 'valid' : 'invalid'}
  peer          ${{ true: 'valid', false: 'invalid' }[now.peer] ?? now.peer}
  binary        ${now.reason ?? (now.valid ? 'valid' : 'invalid')}`);
}

// How many pairs have something wrong.
function print_differences(comparison, made, outcomes) {
  let shown = 0;
  made.forEach(({ number, schema, instances }, index) => {
    const at = outcomes[index].findIndex(({ wrong }) => wrong !== '');
    if (at < 0 || shown === kShown) return;
    shown += 1;
    print_difference(comparison, { number, schema, instance: instances[at] }, outcomes[index][at]);
  });
  return outcomes.flat().filter(({ wrong }) => wrong !== '').length;
}

function print_pairs({ schema, instances }, outcomes) {
  console.log(write(schema));
  instances.forEach((instance, at) =>
    console.log(`  ${outcomes[at].valid ? 'valid  ' : 'invalid'}  ${write(instance)}`));
}

function main() {
  if (!existsSync(`${options.packages}/node_modules/ajv`)) {
    console.log(`skipped: the packages of ${options.packages} are not installed`);
    return 0;
  }
  mkdirSync(options.folder, { recursive: true });
  const peer = new Peer(options.packages);
  const judge = new Judge(options.assay, `${options.folder}/pairs.json`);
  const listed = listed_differences();
  const comparison = new Comparison(judge, peer, listed);
  const stale = stale_examples(comparison, listed);
  const made = options.schema === undefined ? groups(Number(options.seed), Number(options.pairs))
    : [group(Number(options.seed), Number(options.schema))];
  const outcomes = comparison.compare(made);
  const rows = weights(made, outcomes);
  if (options.schema === undefined) print_weights(rows);
  else print_pairs(made[0], outcomes[0]);
  print_occurrences(occurrences(listed, outcomes));
  const wrong = print_differences(comparison, made, outcomes);
  const { pairs, valid } = spread(outcomes);
  console.log(`\nseed ${options.seed}: ${made.length} schemas, ${pairs} pairs, ` +
    `${(100 * valid).toFixed(1)} % valid, against ajv ${peer.version}`);
  stale.forEach((id) => console.log(`the example of the listed difference ${id} shows it no more`));
  const idle = options.schema === undefined ? never_decisive(rows) : [];
  idle.forEach((keyword) => console.log(`no verdict hangs on ${keyword}: make more of it`));
  console.log(`${wrong} pairs differ otherwise than as listed`);
  return wrong + stale.length + idle.length === 0 ? 0 : 1;
}

process.exitCode = main();
