// What a run tells: how the verdicts are spread, which keywords they hang on, and which listed
// differences occurred.

import { keywords_of } from './keywords.mjs';
import { Reading } from './reading.mjs';

// Without these there is no schema to evaluate, or nothing changes.
const kCarriers = new Set(['$anchor', '$comment', '$defs', '$dynamicAnchor', '$id', '$schema']);

// Per keyword, in how many schemas it occurs, and how many pairs would get the other verdict
// without it.
export function weights(groups, outcomes) {
  const rows = new Map();
  groups.forEach(({ schema, instances }, index) => {
    for (const keyword of keywords_of(schema)) {
      if (!rows.has(keyword)) rows.set(keyword, { schemas: 0, decided: 0 });
      const row = rows.get(keyword);
      row.schemas += 1;
      if (kCarriers.has(keyword)) continue;
      const without = new Reading(schema, {}, keyword);
      row.decided += instances.filter((instance, at) =>
        without.valid(instance) !== outcomes[index][at].valid).length;
    }
  });
  return rows;
}

export function never_decisive(rows) {
  return [...rows].filter(([keyword, { decided }]) => decided === 0 && !kCarriers.has(keyword))
    .map(([keyword]) => keyword);
}

export function spread(outcomes) {
  const all = outcomes.flat();
  return { pairs: all.length, valid: all.filter(({ valid }) => valid).length / all.length };
}

// Pairs per listed difference, where it alone or with others explains the peer.
export function occurrences(listed, outcomes) {
  return listed.map(({ id }) => [id, outcomes.flat()
    .filter((outcome) => outcome.listed.some((difference) => difference.id === id)).length]);
}

export function print_weights(rows) {
  console.log('schemas  pairs decided  keyword');
  for (const [keyword, { schemas, decided }] of [...rows].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const told = kCarriers.has(keyword) ? '-' : String(decided);
    console.log(`${String(schemas).padStart(7)}  ${told.padStart(13)}  ${keyword}`);
  }
}

export function print_occurrences(rows) {
  console.log('\n  pairs  listed difference from the peer');
  for (const [id, count] of rows) console.log(`${String(count).padStart(7)}  ${id}`);
}
