// Small parts of schemas.

import { Num, equal } from './json.mjs';

export const kDraft = 'https://json-schema.org/draft/2020-12/schema';
export const kRootId = 'https://differential.test/root';

// A limit of a size, now and then written with a fraction or an exponent.
export function count(random, least, most) {
  const size = random.between(least, most);
  return new Num(random.chance(0.05) ? random.pick([`${size}.0`, `${size}e0`]) : size);
}

// Without what is there already.
export function unique_by(values) {
  return values.filter((value, at) => !values.slice(0, at).some((other) => equal(value, other)));
}
