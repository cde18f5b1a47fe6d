// The differences from the peer that are known and decided, in differences.json: what the peer does
// otherwise, and which paragraph of the specification says that it should not. Each names the
// quirks that a reading of the specification must have to come to the peer's verdict; where there
// are several, any will do.

import { readFileSync } from 'node:fs';
import { read } from './json.mjs';
import { Reading } from './reading.mjs';

export function listed_differences() {
  const text = readFileSync(new URL('differences.json', import.meta.url), 'utf8');
  const listed = JSON.parse(text);
  // Again, as the examples' numbers are not to be lost.
  read(text).forEach((difference, at) => { listed[at].example = difference.example; });
  return listed;
}

// Combinations of up to `most` listed differences, the fewest first.
function* combinations(listed, most) {
  for (let size = 1; size <= most; ++size) yield* chosen(listed, size);
}

function* chosen(list, size) {
  if (size === 0) yield [];
  for (let at = 0; size > 0 && at < list.length; ++at) {
    for (const rest of chosen(list.slice(at + 1), size - 1)) yield [list[at], ...rest];
  }
}

// One quirk of each difference.
function* quirk_sets([first, ...rest]) {
  if (first === undefined) {
    yield {};
    return;
  }
  for (const quirks of first.quirks) {
    for (const others of quirk_sets(rest)) yield { ...quirks, ...others };
  }
}

// The listed differences that together make the peer say `said`, a verdict or the message of an
// error; nothing when none do.
export function explanation(listed, schema, instance, said) {
  if (typeof said === 'string') {
    const known = ({ errors = [] }) => errors.some((error) => new RegExp(error, 'u').test(said));
    return listed.some(known) ? [listed.find(known)] : undefined;
  }
  for (const differences of combinations(listed, 3)) {
    for (const quirks of quirk_sets(differences)) {
      if (new Reading(schema, quirks).valid(instance) === said) return differences;
    }
  }
  return undefined;
}
