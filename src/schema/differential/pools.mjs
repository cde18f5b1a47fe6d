// Words that schemas and instances are both made of, few enough that the two meet often.

import { Num } from './json.mjs';

export const kNames = ['a', 'b', 'c', 'd', 'aa', 'ab', 'x-1', 'ä', '', 'a/b', 'a~b', '%'];
// Every object of JavaScript has a member of these names.
export const kInherited = ['constructor', 'isPrototypeOf'];

export const kStrings = [
  '', 'a', 'b', 'c', 'ab', 'abc', 'aB', 'foo', 'bar', '7', '123', 'x-1', 'ä', '😀', '😀😀', 'e\u0301',
  'a b', 'a\nb', 'a\u2028b', 'a\u00a0b', 'tab\t', '.', 'aaa', 'foobar', '"\\/',
];

// Patterns with strings that match. ECMA 262 with the u flag and RE2 read them alike, once written
// as RE2 has them.
export const kPatterns = [
  ['^a', 'a', 'abc'], ['b$', 'b', 'ab'], ['^[a-c]+$', 'abc', 'aaa'], ['^.{2}$', 'ab', '😀😀'],
  ['\\d', '7', 'x-1'], ['^\\w+$', 'foo', '123'], ['[^a]', 'b', '😀'], ['^(foo|bar)$', 'foo', 'bar'],
  ['\\s', 'a b', 'a\u00a0b'], ['^x-', 'x-1', 'x-a'], ['a{2,3}', 'aaa', 'aa'], ['^$', ''],
  ['\\.', '.', 'a.b'], ['^\\S*$', 'ab', ''], ['\\D', 'a', 'x-1'], ['^(?:a|b)*$', '', 'ab'],
  ['[\\d-]', '7', '-'], ['^\\p{L}+$', 'ä', 'abc'], ['a.b', 'a b', 'a\u00a0b'], ['\\u00e4', 'ä'],
  ['\\W', 'a b', 'ä'], ['o+?b', 'foobar'], ['[\\w.]+$', 'a', '.'], ['\\n', 'a\nb'], ['', 'a', ''],
];

const kPlain = [-3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 100];
const kOddlyWritten = [
  '1.0', '-0', '0.0', '2E0', '1e2', '100e-2', '0.5', '1.5', '2.50', '3.14', '-1.5', '1E+1',
  '10.0e-1',
];
// Decimal fractions that binary ones only come near to.
const kFractions = [
  '0.1', '0.2', '0.3', '0.7', '0.07', '0.01', '0.001', '1.1', '4.35', '19.99', '0.0075', '1e-7',
  '0.6',
];
// Beyond what doubles hold exactly.
const kLong = [
  '9007199254740992', '9007199254740993', '9007199254740994', '-9007199254740993',
  '12345678901234567890', '12345678901234567891', '9223372036854775807', '9223372036854775808',
  '18446744073709551616', '452984832E8', '1e21', '1000000000000000000001', '123456789012345.678901',
  '0.30000000000000004', '1.0000000000000000001', '5e-324', '1e300',
];

export function some_number(random) {
  const pool = { plain: kPlain, odd: kOddlyWritten, fractions: kFractions, long: kLong }[
    random.weighted({ plain: 10, odd: 4, fractions: 3, long: 2 })];
  return new Num(random.pick(pool));
}

export function some_divisor(random) {
  return new Num(random.pick([
    1, 2, 3, 4, 5, '0.5', '1.0', '1.5', '0.1', '0.01', '0.07', '0.001', '0.3', '2.5', '1e2', '1e-7',
    '4503599627370496', '12345678901234567890', '7e0',
  ]));
}

export function some_string(random) {
  return random.pick(kStrings);
}

export function some_name(random) {
  return random.chance(0.015) ? random.pick(kInherited)
    : random.chance(0.7) ? random.pick(kNames.slice(0, 4)) : random.pick(kNames);
}

// Any JSON value, seldom deep.
export function some_value(random, depth = 2) {
  const weights = { null: 1, boolean: 2, number: 6, string: 4 };
  if (depth > 0) Object.assign(weights, { array: 3, object: 3 });
  switch (random.weighted(weights)) {
    case 'null': return null;
    case 'boolean': return random.chance(0.5);
    case 'number': return some_number(random);
    case 'string': return some_string(random);
    case 'array':
      return Array.from({ length: random.below(4) }, () => some_value(random, depth - 1));
    default:
      return Object.fromEntries(Array.from({ length: random.below(4) },
        () => [some_name(random), some_value(random, depth - 1)]));
  }
}

// The number in another notation.
export function rewritten(number, random) {
  const { digits, power } = number.decimal;
  const texts = [
    `${digits}e${power}`, `${digits * 10n}e${power - 1}`, `${digits}.0E${power}`,
    `${digits}.00e+${power}`,
  ];
  return new Num(random.pick(texts.filter((text) => !text.includes('+-'))));
}
