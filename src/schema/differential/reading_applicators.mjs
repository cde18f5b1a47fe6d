// The keywords that apply subschemas, each with its section of JSON Schema Core.

import { has, is_object } from './json.mjs';
import { ends_before_its_prefix, says_nothing } from './keywords.mjs';

// Subschemas of the same value.

function evaluate_here(schema, { reading, instance, scope }) {
  return reading.evaluate(schema, instance, scope);
}

// A subschema that may fail: when it holds, it tells what it has evaluated. The quirk is that it
// always does.
function may_hold(schema, step) {
  const inner = evaluate_here(schema, step);
  if (inner.valid || step.reading.quirks.failed_evaluate) step.notes.merge(inner);
  return inner.valid;
}

function must_hold(schema, step) {
  const held = may_hold(schema, step);
  step.notes.valid &&= held;
}

function count_holding(schemas, step) {
  return schemas.map((schema) => may_hold(schema, step)).filter(Boolean).length;
}

function apply_if(condition, step) {
  const { schema, reading } = step;
  const branch = (name) => has(schema, name) && reading.without !== name;
  const ignored = (name) => !branch(name) || says_nothing(schema[name]);
  if (reading.quirks.lone_if && ignored('then') && ignored('else')) return;
  const taken = may_hold(condition, step) ? 'then' : 'else';
  if (branch(taken)) must_hold(schema[taken], step);
  step.notes.passed_over = true;
}

function apply_dynamic_ref(reference, step) {
  const { reading, base, scope } = step;
  const { dynamic } = reading.quirks;
  if (dynamic === 'passes') return;
  if (dynamic === 'fails') step.notes.valid = false;
  else if (dynamic === 'static') must_hold(reading.target(reference, base), step);
  else if (dynamic === 'root') must_hold(reading.target('#', base), step);
  else must_hold(reading.dynamic_target(reference, base, scope), step);
}

// Subschemas of members.

function member_must_hold(schema, name, { reading, instance, notes, scope }) {
  notes.members.add(name);
  notes.valid &&= reading.evaluate(schema, instance[name], scope).valid;
}

function matching(pattern, instance) {
  const compiled = new RegExp(pattern, 'u');
  return Object.keys(instance).filter((name) => compiled.test(name));
}

function apply_properties(schemas, step) {
  if (!is_object(step.instance)) return;
  for (const [name, schema] of Object.entries(schemas)) {
    if (step.reading.has_member(step.instance, name)) member_must_hold(schema, name, step);
  }
}

function apply_pattern_properties(schemas, step) {
  if (!is_object(step.instance)) return;
  for (const [pattern, schema] of Object.entries(schemas)) {
    matching(pattern, step.instance).forEach((name) => member_must_hold(schema, name, step));
  }
}

function apply_additional(additional, step) {
  const { schema, instance, reading } = step;
  if (!is_object(instance)) return;
  const part = (keyword) => reading.without === keyword ? {} : schema[keyword] ?? {};
  const declared = new Set(Object.keys(part('properties')));
  for (const pattern of Object.keys(part('patternProperties'))) {
    matching(pattern, instance).forEach((name) => declared.add(name));
  }
  for (const name of Object.keys(instance)) {
    if (!declared.has(name)) member_must_hold(additional, name, step);
  }
}

function apply_property_names(schema, { reading, instance, notes, scope }) {
  if (!is_object(instance)) return;
  notes.valid &&= Object.keys(instance)
    .every((name) => reading.evaluate(schema, name, scope).valid);
}

function apply_dependent_schemas(schemas, step) {
  if (!is_object(step.instance)) return;
  for (const [name, schema] of Object.entries(schemas)) {
    if (step.reading.has_member(step.instance, name)) must_hold(schema, step);
    else step.notes.passed_over = true;
  }
}

// The quirks are to take inherited names for evaluated ones, and to forget what was evaluated when
// a branch beside was passed over.
function apply_unevaluated_properties(schema, step) {
  if (!is_object(step.instance)) return;
  const { inherited_evaluated, forgets } = step.reading.quirks;
  const seen = forgets && step.notes.passed_over ? new Set() : step.notes.members;
  for (const name of Object.keys(step.instance)) {
    if (inherited_evaluated && name in {}) continue;
    if (!seen.has(name)) member_must_hold(schema, name, step);
  }
}

// Subschemas of elements.

function element_must_hold(schema, index, { reading, instance, notes, scope }) {
  notes.elements.add(index);
  notes.valid &&= reading.evaluate(schema, instance[index], scope).valid;
}

function apply_prefix_items(schemas, step) {
  if (!Array.isArray(step.instance)) return;
  schemas.slice(0, step.instance.length)
    .forEach((schema, index) => element_must_hold(schema, index, step));
}

function apply_items(schema, step) {
  const { instance, reading } = step;
  if (!Array.isArray(instance)) return;
  const first = reading.without === 'prefixItems' ? 0 : step.schema.prefixItems?.length ?? 0;
  instance.forEach((_, index) => {
    if (index >= first) element_must_hold(schema, index, step);
  });
}

// With minContains and maxContains of Validation, sections 6.4.4 and 6.4.5.
function apply_contains(schema, step) {
  const { instance, notes, reading, scope } = step;
  if (!Array.isArray(instance)) return;
  const limit = (keyword, otherwise) => has(step.schema, keyword) && reading.without !== keyword
    ? step.schema[keyword].double : otherwise;
  const [least, most] = [limit('minContains', 1), limit('maxContains', Infinity)];
  if (reading.quirks.short_prefix && ends_before_its_prefix(step.schema, instance)) return;
  if (reading.quirks.contains_of_empty && instance.length === 0) return;
  const found = [...instance.keys()]
    .filter((index) => reading.evaluate(schema, instance[index], scope).valid);
  notes.valid &&= least <= found.length && found.length <= most;
  if (reading.quirks.contains !== true) {
    found.forEach((index) => notes.elements.add(index));
  } else if (!says_nothing(schema) && !(least === 0 && most === Infinity)) {
    [...instance.keys()].forEach((index) => notes.elements.add(index));
  }
}

// The quirks are to apply to all elements from a fixed one on, and to one that is not there.
function apply_unevaluated_items(schema, step) {
  if (!Array.isArray(step.instance)) return;
  const { unevaluated_from, absent_element } = step.reading.quirks;
  if (absent_element && step.instance.length > 1) {
    step.notes.valid &&= step.reading.evaluate(schema, undefined, step.scope).valid;
  }
  step.instance.forEach((_, index) => {
    const applies = unevaluated_from === undefined ? !step.notes.elements.has(index)
      : index >= unevaluated_from;
    if (applies) element_must_hold(schema, index, step);
  });
}

export const applicators = {
  $ref: (reference, step) => must_hold(step.reading.target(reference, step.base), step), // 8.2.3.1
  $dynamicRef: apply_dynamic_ref,                                                        // 8.2.3.2
  allOf: (schemas, step) => schemas.forEach((schema) => must_hold(schema, step)),        // 10.2.1.1
  anyOf: (schemas, step) => {                                                            // 10.2.1.2
    if (count_holding(schemas, step) === 0) step.notes.valid = false;
  },
  oneOf: (schemas, step) => {                                                            // 10.2.1.3
    if (count_holding(schemas, step) !== 1) step.notes.valid = false;
  },
  not: (schema, step) => {                                                               // 10.2.1.4
    if (evaluate_here(schema, step).valid) step.notes.valid = false;
  },
  if: apply_if,                                                                 // 10.2.2.1 to 3
  dependentSchemas: apply_dependent_schemas,                                             // 10.2.2.4
  prefixItems: apply_prefix_items,                                                       // 10.3.1.1
  items: apply_items,                                                                    // 10.3.1.2
  contains: apply_contains,                                                              // 10.3.1.3
  properties: apply_properties,                                                          // 10.3.2.1
  patternProperties: apply_pattern_properties,                                           // 10.3.2.2
  additionalProperties: apply_additional,                                                // 10.3.2.3
  propertyNames: apply_property_names,                                                   // 10.3.2.4
  unevaluatedItems: apply_unevaluated_items,                                             // 11.2
  unevaluatedProperties: apply_unevaluated_properties,                                   // 11.3
};
