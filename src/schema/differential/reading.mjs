// A second reading of JSON Schema draft 2020-12, made to be compared with the paragraphs of the
// specification and not to be fast: it says which side of a difference is right, and its quirks
// show what makes the other side differ. It knows no formats and no documents but the schema.

import { subschemas } from './keywords.mjs';
import { has, is_object, rounded_to_doubles } from './json.mjs';
import { assertions } from './reading_assertions.mjs';
import { applicators } from './reading_applicators.mjs';

const kRoot = 'https://differential.test/schema';

// The names below a pointer such as "/$defs/a~1b".
function pointer_names(pointer) {
  return pointer.split('/').slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
}

// What an evaluation of one value has found: the verdict, and the members and elements that were
// evaluated, which unevaluatedProperties and unevaluatedItems ask for.
export class Notes {
  valid = true;
  members = new Set();
  elements = new Set();
  passed_over = false;  // There was a branch that may not have had its say; for a quirk.

  // An applicator's subschema at the same value was valid.
  merge(other) {
    other.members.forEach((name) => this.members.add(name));
    other.elements.forEach((index) => this.elements.add(index));
  }
}

export class Reading {
  #root;
  #bases = new Map();    // Schema object -> URI of the resource that it is in.
  #resources = new Map();
  #anchors = new Map();  // "URI#name" -> {schema, dynamic}.

  // `quirks`: departures from the specification, by name; see differences.mjs. `without`: a keyword
  // that is passed over wherever it occurs.
  constructor(schema, quirks = {}, without = '') {
    this.quirks = quirks;
    this.without = without;
    this.#root = quirks.doubles ? rounded_to_doubles(schema) : schema;
    this.#index(this.#root, kRoot, true);
  }

  valid(instance) {
    const value = this.quirks.doubles ? rounded_to_doubles(instance) : instance;
    return this.evaluate(this.#root, value, []).valid;
  }

  // `scope`: the resources entered on the way, the outermost first (Core, section 7.1).
  evaluate(schema, instance, scope) {
    const notes = new Notes();
    if (!is_object(schema)) {
      notes.valid = schema;
      return notes;
    }
    const base = this.#bases.get(schema);
    const step = {
      reading: this, schema, instance, notes, base,
      scope: scope.at(-1) === base ? scope : [...scope, base],
    };
    for (const keyword of Object.keys(assertions)) {
      if (this.#applies(schema, keyword) && !assertions[keyword](schema[keyword], instance, step)) {
        notes.valid = false;
      }
    }
    for (const keyword of Object.keys(applicators)) {  // The unevaluated ones are the last.
      if (this.#applies(schema, keyword)) applicators[keyword](schema[keyword], step);
    }
    return notes;
  }

  #applies(schema, keyword) {
    return keyword !== this.without && has(schema, keyword);
  }

  // A member is there; a quirk is to find those that every object of JavaScript inherits.
  has_member(instance, name) {
    return has(instance, name) || (this.quirks.inherited === true && name in {});
  }

  // Core, section 8.2.3.1.
  target(reference, base) {
    const uri = new URL(reference, base);
    const fragment = decodeURIComponent(uri.hash.slice(1));
    uri.hash = '';
    const resource = this.#resources.get(uri.href);
    if (fragment !== '' && !fragment.startsWith('/')) {
      return this.#anchors.get(`${uri.href}#${fragment}`).schema;
    }
    return pointer_names(fragment).reduce((schema, name) => schema[name], resource);
  }

  // Core, section 8.2.3.2: the outermost resource of the scope that has a dynamic anchor of this
  // name, if the reference at first leads to one.
  dynamic_target(reference, base, scope) {
    const initial = this.target(reference, base);
    const name = reference.slice(reference.indexOf('#') + 1);
    const anchor = this.#anchors.get(`${this.#bases.get(initial)}#${name}`);
    if (anchor === undefined || !anchor.dynamic) return initial;
    const owner = scope.find((uri) => this.#anchors.get(`${uri}#${name}`)?.dynamic);
    return this.#anchors.get(`${owner}#${name}`).schema;
  }

  base_of(schema) {
    return this.#bases.get(schema);
  }

  // Whether the keywords without subschemas hold; anything else of the schema is passed over.
  asserts(schema, instance) {
    return Object.keys(assertions).every((keyword) =>
      !this.#applies(schema, keyword) ||
      assertions[keyword](schema[keyword], instance, { reading: this, schema }));
  }

  #index(schema, base, is_root = false) {
    if (!is_object(schema)) {
      if (is_root) this.#resources.set(base, schema);
      return;
    }
    const own = has(schema, '$id') ? new URL(schema.$id, base).href : base;
    if (is_root) this.#resources.set(base, schema);
    if (own !== base) this.#resources.set(own, schema);
    this.#bases.set(schema, own);
    for (const [keyword, dynamic] of [['$anchor', false], ['$dynamicAnchor', true]]) {
      if (!this.#applies(schema, keyword)) continue;
      this.#anchors.set(`${own}#${schema[keyword]}`, { schema, dynamic });
    }
    for (const below of subschemas(schema)) this.#index(below, own);
  }
}
