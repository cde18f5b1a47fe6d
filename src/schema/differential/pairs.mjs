// The pairs of one run: schemas in order of their number, with the instances of each.

import { write } from './json.mjs';
import { near } from './instances.mjs';
import { Random } from './random.mjs';
import { some_schema } from './schemas.mjs';

const kInstances = 12;

// The schema of this number and its instances. Depends on nothing but the two numbers, so that one
// schema can be looked at without the others.
export function group(seed, number) {
  const random = new Random(Math.imul(seed, 0x9e3779b1) ^ Math.imul(number, 0x85ebca6b));
  const schema = some_schema(random);
  const instances = new Map();
  for (let tries = 0; tries < kInstances; ++tries) {
    const instance = near(schema, random);
    instances.set(write(instance), instance);
  }
  return { number, schema, instances: [...instances.values()] };
}

export function groups(seed, pairs) {
  const made = [];
  for (let count = 0; count < pairs; count += made.at(-1).instances.length) {
    made.push(group(seed, made.length));
  }
  return made;
}
