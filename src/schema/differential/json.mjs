// JSON values that keep how their numbers are written: 1.0, 1e2 and 9007199254740993 would be lost
// in JavaScript's own numbers. Everything but numbers is what JSON.parse gives.

import { Decimal } from './decimal.mjs';

// A number as it is written.
export class Num {
  #decimal;

  constructor(text) {
    this.text = String(text);
  }

  // Its mathematical value.
  get decimal() {
    this.#decimal ??= new Decimal(this.text);
    return this.#decimal;
  }

  // The nearest binary double, which is all that JavaScript has.
  get double() {
    return Number(this.text);
  }
}

export function kind(value) {
  if (value === null) return 'null';
  if (value instanceof Num) return 'number';
  if (Array.isArray(value)) return 'array';
  return typeof value;
}

export function is_object(value) {
  return kind(value) === 'object';
}

export function has(object, name) {
  return Object.prototype.hasOwnProperty.call(object, name);
}

// The same value with each of its numbers, elements and members mapped.
function rebuilt(value, of_number) {
  if (value instanceof Num) return of_number(value);
  if (Array.isArray(value)) return value.map((element) => rebuilt(element, of_number));
  if (!is_object(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, rebuilt(member, of_number)]));
}

// What JSON.parse gives for the text of `value`.
export function with_doubles(value) {
  return rebuilt(value, (number) => number.double);
}

// The same, but still a value of this module.
export function rounded_to_doubles(value) {
  return rebuilt(value, (number) => new Num(number.double));
}

export function write(value) {
  if (value instanceof Num) return value.text;
  if (Array.isArray(value)) return '[' + value.map(write).join(',') + ']';
  if (!is_object(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, member]) =>
    JSON.stringify(name) + ':' + write(member));
  return '{' + members.join(',') + '}';
}

const kToken = /\s*([[\]{},:]|"(?:[^"\\]|\\.)*"|-?[0-9][0-9.eE+-]*|true|false|null)/uy;

// `text` is taken to be JSON; what comes from files has been through JSON.parse before.
export function read(text) {
  const tokens = [];
  kToken.lastIndex = 0;
  for (let found = kToken.exec(text); found !== null; found = kToken.exec(text)) {
    tokens.push(found[1]);
  }
  let at = 0;
  const list = (close, element) => {
    const all = [];
    while (tokens[at] !== close) {
      all.push(element());
      if (tokens[at] === ',') at += 1;
    }
    at += 1;
    return all;
  };
  const value = () => {
    const token = tokens[at++];
    if (token === '[') return list(']', value);
    if (token === '{') return Object.fromEntries(list('}', member));
    return /^[-0-9]/u.test(token) ? new Num(token) : JSON.parse(token);
  };
  const member = () => {
    const name = JSON.parse(tokens[at]);
    at += 2;
    return [name, value()];
  };
  return value();
}

// JSON Schema Core, section 4.2.2: numbers by value, arrays by order, objects without order.
export function equal(a, b) {
  const what = kind(a);
  if (what !== kind(b)) return false;
  if (what === 'number') return a.decimal.compare(b.decimal) === 0;
  if (what === 'array') {
    return a.length === b.length && a.every((element, index) => equal(element, b[index]));
  }
  if (what !== 'object') return a === b;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length &&
    names.every((name) => has(b, name) && equal(a[name], b[name]));
}
