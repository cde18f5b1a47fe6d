// Makes schemas around $dynamicRef: each is a known use of it with random schemas inside.

import { Num } from './json.mjs';
import { kRootId } from './schema_parts.mjs';

// The root extends a tree whose nodes are to be as the root is.
function extended_tree(random, maker) {
  const tree = {
    $id: 'tree', $dynamicAnchor: 'node', type: 'object',
    properties: {
      a: maker.leaf(),
      b: { type: 'array', items: { $dynamicRef: '#node' } },
    },
  };
  const root = { $id: kRootId, $dynamicAnchor: 'node', $ref: 'tree', $defs: { tree } };
  if (random.chance(0.5)) root.unevaluatedProperties = false;
  else root.properties = { c: maker.leaf() };
  if (random.chance(0.4)) root.required = [random.pick(['a', 'b', 'c'])];
  return root;
}

// The root fills in what the elements of a list are.
function list_of_something(random, maker) {
  const list = {
    $id: 'list', type: 'array', items: { $dynamicRef: '#T' },
    $defs: { anything: { $dynamicAnchor: 'T', ...(random.chance(0.5) ? {} : maker.leaf()) } },
  };
  if (random.chance(0.3)) list.minItems = new Num(1);
  const filled = { $dynamicAnchor: 'T', ...maker.leaf() };
  return { $id: kRootId, $ref: 'list', $defs: { filled, list } };
}

// Nothing but the schema itself claims the name.
function own_tree(random, maker) {
  const properties = { a: { $dynamicRef: '#node' } };
  const node = { $dynamicAnchor: 'node', properties, ...maker.leaf() };
  if (random.chance(0.5)) node.additionalProperties = maker.leaf();
  return random.chance(0.5) ? node : { $id: kRootId, ...node };
}

// Behaves as $ref does, as it leads to a plain anchor, a pointer or a dynamic anchor not claimed by
// anybody outside.
function as_plain_reference(random, maker) {
  const anchor = random.pick([{ $anchor: 'here' }, { $dynamicAnchor: 'here' }]);
  const reference = random.pick(['#here', '#here', '#/$defs/d']);
  return { items: { $dynamicRef: reference }, properties: { a: { $dynamicRef: reference } },
    $defs: { d: { ...anchor, ...maker.leaf() } } };
}

// Two ways through different resources to the same reference.
function two_ways(random, maker) {
  const claim = (name) => ({
    $id: name, $ref: 'shared', $defs: { mine: { $dynamicAnchor: 'T', ...maker.leaf() } } });
  const shared = { $id: 'shared', properties: { a: { $dynamicRef: '#T' } },
    $defs: { anything: { $dynamicAnchor: 'T', ...maker.leaf() } } };
  const keyword = random.pick(['anyOf', 'oneOf', 'allOf']);
  return { $id: kRootId, [keyword]: [{ $ref: 'one' }, { $ref: 'two' }],
    $defs: { one: claim('one'), two: claim('two'), shared } };
}

const kUses = [extended_tree, list_of_something, own_tree, as_plain_reference, two_ways];

export function some_dynamic_schema(random, maker) {
  return random.pick(kUses)(random, maker);
}
