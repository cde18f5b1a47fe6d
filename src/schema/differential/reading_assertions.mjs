// The keywords of the validation vocabulary, each with its section of JSON Schema Validation. One
// that is not about the instance's type holds.

import { equal, has, is_object, kind } from './json.mjs';
import { ends_before_its_prefix } from './keywords.mjs';

function about(type, holds) {
  return (operand, instance, step) => kind(instance) !== type || holds(operand, instance, step);
}

function about_number(holds) {
  return about('number', (limit, instance) => holds(instance.decimal.compare(limit.decimal)));
}

function about_size(type, size, holds) {
  return about(type, (limit, instance) => holds(size(instance) - limit.double));
}

const at_most = (difference) => difference <= 0;
const at_least = (difference) => difference >= 0;
const code_points = (text) => [...text].length;
const length = (array) => array.length;
const member_count = (object) => Object.keys(object).length;

function is_type(type, instance) {
  if (type === 'integer') return kind(instance) === 'number' && instance.decimal.is_integer();
  return kind(instance) === type;
}

function is_multiple(divisor, instance, { reading }) {
  if (reading.quirks.division !== true) return instance.decimal.is_multiple_of(divisor.decimal);
  // The quirk: the quotient is a double, and so is what its text up to a point reads.
  const quotient = instance.double / divisor.double;
  return quotient === parseInt(quotient);
}

// The quirk is to compare what `constructor` leads to, which is not equal when it is a value made
// anew.
function are_equal(a, b, reading) {
  return equal(a, b) && !(reading.quirks.constructors === true && has_constructor(a));
}

function has_constructor(value) {
  const nested = Array.isArray(value) || is_object(value);
  if (!nested) return false;
  const made_anew = (inner) => Array.isArray(inner) || is_object(inner);
  if (has(value, 'constructor') && made_anew(value.constructor)) return true;
  return Object.values(value).some(has_constructor);
}

function are_different(array, reading) {
  return array.every((one, index) =>
    !array.slice(index + 1).some((other) => are_equal(one, other, reading)));
}

// The quirks are to leave out what `items` beside it does not ask for, and to pass over arrays that
// are shorter than their prefix.
function all_different(array, { schema, reading }) {
  const { short_prefix, unique_of_type } = reading.quirks;
  if (short_prefix && ends_before_its_prefix(schema, array)) return true;
  const type = unique_of_type ? schema.items?.type : undefined;
  if (type === undefined) return are_different(array, reading);
  const asked = (element) => [type].flat().some((one) => is_type(one, element));
  return are_different(array.filter(asked), reading);
}

// The quirk is never to miss the empty name.
function is_required_there(name, instance, reading) {
  return reading.has_member(instance, name) || (name === '' && reading.quirks.empty_name === true);
}

export const assertions = {
  type: (types, instance) => [types].flat().some((type) => is_type(type, instance)),      // 6.1.1
  enum: (values, instance, { reading }) =>                                               // 6.1.2
    values.some((value) => are_equal(value, instance, reading)),
  const: (value, instance, { reading }) => are_equal(value, instance, reading),          // 6.1.3
  multipleOf: about('number', is_multiple),                                              // 6.2.1
  maximum: about_number(at_most),                                                        // 6.2.2
  exclusiveMaximum: about_number((difference) => difference < 0),                        // 6.2.3
  minimum: about_number(at_least),                                                       // 6.2.4
  exclusiveMinimum: about_number((difference) => difference > 0),                        // 6.2.5
  maxLength: about_size('string', code_points, at_most),                                 // 6.3.1
  minLength: about_size('string', code_points, at_least),                                // 6.3.2
  pattern: about('string', (pattern, instance) =>                                        // 6.3.3
    new RegExp(pattern, 'u').test(instance)),
  maxItems: about_size('array', length, at_most),                                        // 6.4.1
  minItems: about_size('array', length, at_least),                                       // 6.4.2
  uniqueItems: about('array', (unique, instance, step) =>                                // 6.4.3
    !unique || all_different(instance, step)),
  maxProperties: about_size('object', member_count, at_most),                            // 6.5.1
  minProperties: about_size('object', member_count, at_least),                           // 6.5.2
  required: about('object', (names, instance, { reading }) =>                            // 6.5.3
    names.every((name) => is_required_there(name, instance, reading))),
  dependentRequired: about('object', (dependencies, instance, { reading }) =>            // 6.5.4
    Object.entries(dependencies).every(([name, needed]) =>
      !reading.has_member(instance, name) ||
      needed.every((other) => is_required_there(other, instance, reading)))),
};

