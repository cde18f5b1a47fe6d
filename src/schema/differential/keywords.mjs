// Where the keywords of a schema hold subschemas.

import { is_object } from './json.mjs';

const kOne = new Set([
  'additionalProperties', 'contains', 'else', 'if', 'items', 'not', 'propertyNames', 'then',
  'unevaluatedItems', 'unevaluatedProperties']);
const kList = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
const kMap = new Set(['$defs', 'dependentSchemas', 'patternProperties', 'properties']);

// "schema", "list", "map", or "" for a keyword without subschemas.
export function holds(keyword) {
  if (kOne.has(keyword)) return 'schema';
  if (kList.has(keyword)) return 'list';
  return kMap.has(keyword) ? 'map' : '';
}

// The subschemas just below a schema object.
export function subschemas(schema) {
  if (!is_object(schema)) return [];
  return Object.entries(schema).flatMap(([keyword, value]) => {
    const form = holds(keyword);
    return form === 'schema' ? [value] : form === '' ? [] : Object.values(value);
  });
}

// Calls `visit` with every schema object below and including `schema`.
export function each_schema(schema, visit) {
  if (!is_object(schema)) return;
  visit(schema);
  for (const below of subschemas(schema)) each_schema(below, visit);
}

// Every keyword that occurs anywhere in the schema.
export function keywords_of(schema) {
  const found = new Set();
  each_schema(schema, (object) => Object.keys(object).forEach((keyword) => found.add(keyword)));
  return found;
}

const kSilent = new Set([
  '$anchor', '$comment', '$defs', '$id', 'else', 'maxContains', 'minContains', 'then']);

// Whether no keyword of the schema could make it fail.
export function says_nothing(schema) {
  return is_object(schema) ? Object.keys(schema).every((keyword) => kSilent.has(keyword)) : schema;
}

// Whether the array has no element for any of the prefix's schemas that could fail.
export function ends_before_its_prefix(schema, array) {
  return (schema.prefixItems ?? []).findIndex((item) => !says_nothing(item)) >= array.length;
}
