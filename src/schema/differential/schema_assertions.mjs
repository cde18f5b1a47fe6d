// Makes the keywords without subschemas, by the type of instance that they are about.

import { count, unique_by } from './schema_parts.mjs';
import {
  kPatterns, some_divisor, some_name, some_number, some_string, some_value,
} from './pools.mjs';

const kTypes = ['null', 'boolean', 'number', 'integer', 'string', 'array', 'object'];

function several(random, least, most, make) {
  return unique_by(Array.from({ length: random.between(least, most) }, make));
}

function add_enum(random, schema, some) {
  if (random.chance(0.35)) schema.const = some();
  else schema.enum = several(random, 1, 4, some);
}

function numbers(random, schema) {
  if (random.chance(0.5)) schema.type = random.pick(['number', 'integer']);
  if (random.chance(0.12)) return add_enum(random, schema, () => some_number(random));
  const chosen = random.some(['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum',
    'multipleOf', 'multipleOf'], random.between(schema.type ? 0 : 1, 2));
  for (const keyword of chosen) {
    schema[keyword] = keyword === 'multipleOf' ? some_divisor(random) : some_number(random);
  }
}

function strings(random, schema) {
  if (random.chance(0.5)) schema.type = 'string';
  if (random.chance(0.12)) return add_enum(random, schema, () => some_string(random));
  const chosen = random.some(['minLength', 'maxLength', 'pattern', 'pattern'],
    random.between(schema.type ? 0 : 1, 2));
  for (const keyword of chosen) {
    schema[keyword] = keyword === 'pattern' ? random.pick(kPatterns)[0] : count(random, 0, 4);
  }
}

function arrays(random, schema) {
  if (random.chance(0.4)) schema.type = 'array';
  if (random.chance(0.25)) schema.minItems = count(random, 1, 3);
  if (random.chance(0.25)) schema.maxItems = count(random, 0, 4);
  if (random.chance(0.25)) schema.uniqueItems = random.chance(0.95);
}

function objects(random, schema) {
  const name = () => some_name(random);
  if (random.chance(0.4)) schema.type = 'object';
  if (random.chance(0.3)) schema.required = several(random, 1, 2, name);
  if (random.chance(0.2)) schema.minProperties = count(random, 1, 3);
  if (random.chance(0.15)) schema.maxProperties = count(random, 0, 3);
  if (random.chance(0.18)) {
    schema.dependentRequired = Object.fromEntries([[name(), several(random, 1, 2, name)]]);
  }
}

function values(random, schema) {
  if (random.chance(0.5)) {
    schema.type = random.chance(0.6) ? random.pick(kTypes)
      : random.some(kTypes, random.between(1, 4));
  } else {
    add_enum(random, schema, () => some_value(random, 1));
  }
}

export const assertion_makers = { numbers, strings, arrays, objects, values };
