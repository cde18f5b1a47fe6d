// Makes instances that are near a schema: first as it wants them, as far as a simple reading goes,
// then with a few changes.

import { Num, has, is_object, kind } from './json.mjs';
import { kPatterns, rewritten, some_name, some_number, some_string, some_value } from './pools.mjs';
import { Reading } from './reading.mjs';

const kDepth = 5;  // Recursive schemas would go on for ever.

export function near(schema, random) {
  let value = new Wish(schema, random).value(schema, kDepth);
  const changes = Number(random.weighted({ 0: 4, 1: 5, 2: 2 }));
  for (let left = changes; left > 0; --left) value = changed(value, random);
  return value;
}

const kImplied = {
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  string: ['minLength', 'maxLength', 'pattern'],
  array: [
    'items', 'prefixItems', 'contains', 'minItems', 'maxItems', 'uniqueItems', 'unevaluatedItems'],
  object: [
    'properties', 'patternProperties', 'additionalProperties', 'propertyNames', 'required',
    'minProperties', 'maxProperties', 'dependentRequired', 'dependentSchemas',
    'unevaluatedProperties'],
};

class Wish {
  #reading;
  #random;

  constructor(root, random) {
    this.#reading = new Reading(root);
    this.#random = random;
  }

  value(schema, depth) {
    const parts = this.#parts(schema, 4);
    if (depth <= 0) return some_value(this.#random, 0);
    const listed = parts.flatMap((part) => has(part, 'const') ? [part.const] : part.enum ?? []);
    if (listed.length > 0 && this.#random.chance(0.9)) return this.#random.pick(listed);
    switch (this.#type(parts)) {
      case 'null': return null;
      case 'boolean': return this.#random.chance(0.5);
      case 'integer': return this.#number([...parts, { type: 'integer' }]);
      case 'number': return this.#number(parts);
      case 'string': return this.#string(parts);
      case 'array': return this.#array(parts, depth);
      default: return this.#object(parts, depth);
    }
  }

  // The schema objects that all speak of the same value, one way through the alternatives.
  #parts(schema, steps) {
    if (!is_object(schema)) return [];
    const more = [...schema.allOf ?? []];
    for (const keyword of ['anyOf', 'oneOf']) {
      if (has(schema, keyword)) more.push(this.#random.pick(schema[keyword]));
    }
    if (has(schema, 'if')) {
      if (this.#random.chance(0.6)) more.push(schema.if, schema.then ?? true);
      else more.push(schema.else ?? true);
    }
    for (const keyword of ['$ref', '$dynamicRef']) {
      if (!has(schema, keyword)) continue;
      more.push(this.#reading.target(schema[keyword], this.#reading.base_of(schema)));
    }
    if (has(schema, 'dependentSchemas') && this.#random.chance(0.5)) {
      more.push(...Object.values(schema.dependentSchemas));
    }
    return [schema, ...steps > 0 ? more.flatMap((part) => this.#parts(part, steps - 1)) : []];
  }

  #type(parts) {
    const stated = parts.filter((part) => has(part, 'type')).map((part) => [part.type].flat());
    const common = (stated[0] ?? []).filter((type) => stated.every((types) =>
      types.includes(type) || (type === 'integer' && types.includes('number'))));
    if (common.length > 0) return this.#random.pick(common);
    const implied = Object.keys(kImplied).filter((type) =>
      parts.some((part) => kImplied[type].some((keyword) => has(part, keyword))));
    const any = ['null', 'boolean', 'number', 'string', 'array', 'object'];
    return this.#random.pick(implied.length > 0 && this.#random.chance(0.95) ? implied : any);
  }

  // The candidate that most parts accept.
  #best(candidates, parts) {
    let best = candidates[0];
    let most = -1;
    for (const candidate of candidates) {
      const held = parts.filter((part) => this.#reading.asserts(part, candidate)).length;
      if (held <= most) continue;
      [best, most] = [candidate, held];
    }
    return best;
  }

  #number(parts) {
    const random = this.#random;
    const candidates = Array.from({ length: 8 }, () => some_number(random));
    for (const part of parts) {
      for (const keyword of kImplied.number) {
        if (has(part, keyword)) candidates.push(...neighbours(part[keyword], random));
      }
      if (has(part, 'multipleOf')) candidates.push(...multiples(part.multipleOf, random));
    }
    const number = this.#best(random.some(candidates, candidates.length), parts);
    return random.chance(0.1) ? rewritten(number, random) : number;
  }

  #string(parts) {
    const random = this.#random;
    const patterns = parts.filter((part) => has(part, 'pattern')).map((part) => part.pattern);
    const candidates = Array.from({ length: 6 }, () => some_string(random));
    for (const [pattern, ...samples] of kPatterns) {
      if (patterns.includes(pattern)) candidates.push(...samples, samples[0] + some_string(random));
    }
    return this.#best(random.some(candidates, candidates.length), parts);
  }

  #size(parts, least, most) {
    const limits = (keyword) => parts.filter((part) => has(part, keyword))
      .map((part) => part[keyword].double);
    const low = Math.max(0, ...limits(least));
    const high = Math.max(low, Math.min(low + 3, ...limits(most)));
    if (this.#random.chance(0.15)) return this.#random.pick([Math.max(0, low - 1), high + 1]);
    return this.#random.between(low, high);
  }

  #array(parts, depth) {
    const random = this.#random;
    const prefix = Math.max(0, ...parts.map((part) => part.prefixItems?.length ?? 0));
    const size = this.#size(parts, 'minItems', 'maxItems');
    const length = random.chance(0.5) ? Math.max(size, prefix) : size;
    return Array.from({ length }, (_, index) => {
      const schemas = parts.flatMap((part) => index < (part.prefixItems?.length ?? 0)
        ? [part.prefixItems[index]] : has(part, 'items') ? [part.items] : []);
      const contained = parts.filter((part) => has(part, 'contains')).map((part) => part.contains);
      if (contained.length > 0 && random.chance(0.6)) schemas.push(random.pick(contained));
      return schemas.length > 0 ? this.value({ allOf: schemas }, depth - 1)
        : some_value(random, depth > 2 ? 1 : 0);
    });
  }

  // Names that the parts speak of, most of those that they require.
  #names(parts) {
    const random = this.#random;
    const some = (names, share) => names.filter(() => random.chance(share));
    const names = new Set(some(parts.flatMap((part) => part.required ?? []), 0.95));
    const add = (name) => names.add(name);
    for (const part of parts) {
      some(Object.keys(part.properties ?? {}), 0.6).forEach(add);
      some(Object.keys(part.patternProperties ?? {}), 0.6).forEach((pattern) => {
        const [, ...samples] = kPatterns.find(([known]) => known === pattern);
        add(random.pick(samples));
      });
      some(Object.keys(part.dependentSchemas ?? {}), 0.5).forEach(add);
      for (const [name, needed] of Object.entries(part.dependentRequired ?? {})) {
        if (random.chance(0.5)) add(name);
        if (names.has(name)) some(needed, 0.8).forEach(add);
      }
    }
    const size = this.#size(parts, 'minProperties', 'maxProperties');
    for (let tries = 4; names.size < size && tries > 0; --tries) add(some_name(random));
    return [...names];
  }

  #object(parts, depth) {
    const random = this.#random;
    const member = (name) => {
      const schemas = parts.flatMap((part) => schemas_of_member(part, name));
      return schemas.length > 0 ? this.value({ allOf: schemas }, depth - 1)
        : some_value(random, depth > 2 ? 1 : 0);
    };
    return Object.fromEntries(this.#names(parts).map((name) => [name, member(name)]));
  }
}

function schemas_of_member(part, name) {
  const schemas = has(part.properties ?? {}, name) ? [part.properties[name]] : [];
  for (const [pattern, schema] of Object.entries(part.patternProperties ?? {})) {
    if (new RegExp(pattern, 'u').test(name)) schemas.push(schema);
  }
  const rest = schemas.length === 0
    ? [part.additionalProperties, part.unevaluatedProperties].find((schema) => schema !== undefined)
    : undefined;
  return rest === undefined ? schemas : [rest];
}

// The number, and others just beside it.
function neighbours(number, random) {
  const { digits, power } = number.decimal;
  const step = random.pick([1n, -1n]);
  const near_by = random.chance(0.5) ? `${digits + step}e${power}`
    : `${digits * 10n + step}e${power - 1}`;
  return [number, new Num(near_by.replace(/e0$/u, ''))];
}

function multiples(divisor, random) {
  const { digits, power } = divisor.decimal;
  const factor = BigInt(random.pick([1, 2, 3, 7, 10, 33, 70, 1999]));
  const text = `${digits * factor}e${power}`.replace(/e0$/u, '');
  return [new Num(text), new Num(plain(digits * factor, power))];
}

// Written without an exponent where that is short.
function plain(digits, power) {
  if (power >= 0 || power < -12) return `${digits}e${power}`;
  const sign = digits < 0n ? '-' : '';
  const text = String(digits).replace('-', '').padStart(1 - power, '0');
  return `${sign}${text.slice(0, power)}.${text.slice(power)}`;
}

// The value with one thing different, somewhere inside.
export function changed(value, random) {
  const nested = Array.isArray(value) || is_object(value);
  const filled = nested && Object.keys(value).length > 0;
  if (filled && random.chance(0.5)) return with_change_below(value, random);
  if (random.chance(0.12)) return some_value(random);
  switch (kind(value)) {
    case 'boolean': return !value;
    case 'number': return changed_number(value, random);
    case 'string': return changed_string(value, random);
    case 'array': return changed_array(value, random);
    case 'object': return changed_object(value, random);
    default: return some_value(random, 1);
  }
}

function with_change_below(value, random) {
  const copy = Array.isArray(value) ? [...value] : { ...value };
  const key = random.pick(Object.keys(value));
  copy[key] = changed(value[key], random);
  return copy;
}

function changed_number(number, random) {
  return random.pick([
    () => neighbours(number, random)[1], () => rewritten(number, random), () => some_number(random),
    () => number.text,
  ])();
}

function changed_string(text, random) {
  const longer = text + random.pick(['a', '7', '😀', '\n']);
  return random.pick([longer, [...text].slice(1).join(''), some_string(random)]);
}

function changed_array(array, random) {
  const at = random.below(array.length + 1);
  const filled = array.length > 0;
  if (filled && random.chance(0.4)) return array.filter((_, index) => index !== at % array.length);
  const inserted = filled && random.chance(0.5) ? random.pick(array) : some_value(random, 1);
  return [...array.slice(0, at), inserted, ...array.slice(at)];
}

function changed_object(object, random) {
  const names = Object.keys(object);
  if (names.length > 0 && random.chance(0.5)) {
    const dropped = random.pick(names);
    return Object.fromEntries(Object.entries(object).filter(([name]) => name !== dropped));
  }
  return { ...object, [some_name(random)]: some_value(random, 1) };
}
