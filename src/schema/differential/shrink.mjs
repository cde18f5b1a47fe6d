// Makes a pair of schema and instance smaller for as long as it keeps what is interesting about it.

import { Num, is_object, write } from './json.mjs';

// What may stand where `value` stands: less of it, a part of it, or something plain.
function* smaller(value) {
  if (Array.isArray(value) || is_object(value)) {
    const keys = Object.keys(value);
    for (const key of keys) yield without(value, key);
    for (const key of keys) yield value[key];
    for (const key of keys) {
      for (const inner of smaller(value[key])) yield put(value, key, inner);
    }
  }
  if (typeof value === 'string' && value !== '') yield [...value].slice(1).join('');
  for (const plain of [true, false, null, new Num(0), new Num(1)]) {
    if (write(plain).length < write(value).length) yield plain;
  }
}

function without(value, key) {
  if (Array.isArray(value)) return value.filter((_, index) => String(index) !== key);
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
}

function put(value, key, inner) {
  if (Array.isArray(value)) return value.map((old, index) => String(index) === key ? inner : old);
  return Object.fromEntries(
    Object.entries(value).map(([name, old]) => [name, name === key ? inner : old]));
}

function* smaller_pairs({ schema, data }) {
  for (const inner of smaller(schema)) yield { schema: inner, data };
  for (const inner of smaller(data)) yield { schema, data: inner };
}

// `interesting` is given candidates and tells of each whether it will do. Each step takes the
// smallest that will; a few dozen steps reach the end.
export function shrink(pair, interesting) {
  const size = ({ schema, data }) => write(schema).length + write(data).length;
  let best = pair;
  for (;;) {
    const candidates = [...smaller_pairs(best)].filter((one) => size(one) < size(best));
    candidates.sort((a, b) => size(a) - size(b));
    const kept = interesting(candidates);
    const next = candidates.find((_, index) => kept[index]);
    if (next === undefined) return best;
    best = next;
  }
}
