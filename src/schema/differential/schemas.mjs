// Makes small random schemas over every keyword of draft 2020-12 that can decide a verdict.

import { assertion_makers } from './schema_assertions.mjs';
import { some_dynamic_schema } from './schema_dynamic.mjs';
import { count, kDraft, kRootId } from './schema_parts.mjs';
import { kPatterns, some_name } from './pools.mjs';

// What the schemas of one run lean to, by weight.
const kThemes = {
  mixed: 3, numbers: 3, strings: 2, arrays: 4, objects: 4, logic: 3, references: 4, unevaluated: 4,
  dynamic: 2,
};

const kWeightsOfTheme = {
  mixed: { numbers: 3, strings: 3, arrays: 3, objects: 4, logic: 3, values: 2 },
  numbers: { numbers: 10, values: 1, logic: 2, arrays: 1 },
  strings: { strings: 10, values: 1, logic: 2, objects: 1 },
  arrays: { arrays: 10, values: 1, numbers: 1, logic: 1 },
  objects: { objects: 10, values: 1, strings: 1, logic: 1 },
  logic: { logic: 10, numbers: 3, strings: 2, objects: 2, values: 3 },
  references: { references: 6, objects: 5, arrays: 3, numbers: 2, logic: 2 },
  unevaluated: { unevaluated: 8, objects: 2, arrays: 2, logic: 2 },
};

export function some_schema(random) {
  const theme = random.weighted(kThemes);
  const maker = new Maker(random, theme === 'dynamic' ? 'mixed' : theme);
  return theme === 'dynamic' ? some_dynamic_schema(random, maker) : maker.document();
}

// Where a schema is made. `later`: references to the same value lead to definitions from this
// index on, so that none goes round in a circle. `consumed`: the schema is about a member or an
// element, so any reference will do. `resource`: of which definition it is a part, when that has a
// URI of its own.
const kOutermost = { depth: 3, later: 0, consumed: false, resource: -1 };

export class Maker {
  #definitions = [];  // {form: plain, anchor or resource}
  #has_id;

  constructor(random, theme) {
    this.random = random;
    this.theme = theme;
    const refers = theme === 'references' || random.chance(0.15);
    for (let left = refers ? random.between(1, 3) : 0; left > 0; --left) {
      this.#definitions.push({ form: random.weighted({ plain: 4, anchor: 3, resource: 3 }) });
    }
    this.#has_id = random.chance(0.4);
  }

  document() {
    const made = this.schema({ ...kOutermost, depth: this.theme === 'mixed' ? 3 : 2 });
    if (this.#definitions.length === 0) return made;
    const root = typeof made === 'boolean' ? {} : made;
    if (root.$ref === undefined && this.random.chance(0.5)) this.add_reference(root, kOutermost);
    root.$defs = Object.fromEntries(
      this.#definitions.map((_, at) => [`d${at}`, this.#definition(at)]));
    if (this.random.chance(0.2)) root.$schema = kDraft;
    return this.#has_id ? { $id: kRootId, ...root } : root;
  }

  #definition(at) {
    const { form } = this.#definitions[at];
    const resource = form === 'resource' ? at : -1;
    const made = this.schema({ depth: 1, later: at + 1, consumed: false, resource });
    if (form === 'plain') return made;
    const schema = typeof made === 'boolean' ? { not: !made } : made;
    if (form === 'anchor') return { $anchor: `n${at}`, ...schema };
    return { $id: `r${at}`, ...schema, $defs: { inner: { $anchor: 'inner', ...this.leaf() } } };
  }

  // Without subschemas and references.
  leaf() {
    const schema = this.schema({ ...kOutermost, depth: 0 });
    return typeof schema === 'boolean' ? { not: !schema } : schema;
  }

  schema(where) {
    const { random } = this;
    if (random.chance(0.05)) return random.chance(0.65);
    const weights = kWeightsOfTheme[this.theme];
    const leaning = where.depth >= 2 || random.chance(0.4) ? weights : kWeightsOfTheme.mixed;
    const schema = {};
    this.#add(random.weighted(leaning), schema, where);
    if (random.chance(0.25)) this.#add(random.weighted(leaning), schema, where);
    if (random.chance(0.02)) schema.$comment = 'says nothing';
    return schema;
  }

  #add(group, schema, where) {
    const { random } = this;
    const flat = where.depth === 0;
    if (group === 'references') {
      if (!flat) this.add_reference(schema, where);
      this.#add(flat ? 'numbers' : random.pick(['objects', 'arrays']), schema, where);
    } else if (group === 'unevaluated') {
      if (!flat) this.#add_unevaluated(schema, where);
    } else if (group === 'logic') {
      if (flat) this.#add('values', schema, where);
      else this.#add_logic(schema, where);
    } else {
      assertion_makers[group](random, schema);
      if (flat) return;
      if (group === 'arrays') this.#add_elements(schema, where);
      if (group === 'objects') this.#add_members(schema, where);
    }
  }

  #below(where) {
    return this.schema({ ...where, depth: where.depth - 1, consumed: true });
  }

  #beside(where) {
    return this.schema({ ...where, depth: where.depth - 1 });
  }

  #list_beside(where, least, most) {
    return Array.from({ length: this.random.between(least, most) }, () => this.#beside(where));
  }

  #map(length, some_key, some_below) {
    return Object.fromEntries(Array.from({ length }, () => [some_key(), some_below()]));
  }

  add_reference(schema, where) {
    const { random } = this;
    const first = where.consumed ? 0 : where.later;
    const targets = [...this.#definitions.keys()].slice(first)
      .flatMap((at) => this.#names_of(at, where.resource));
    if (where.consumed && where.resource < 0) targets.push('#');
    if (where.resource >= 0 && random.chance(0.4)) targets.push('#inner', '#/$defs/inner');
    if (targets.length > 0) schema.$ref = random.pick(targets);
  }

  // What a reference to a definition may look like from inside a resource.
  #names_of(at, resource) {
    const { form } = this.#definitions[at];
    const names = [];
    const root = this.#has_id ? kRootId : '';
    if (resource < 0 || this.#has_id) {
      if (form === 'anchor') names.push(`${root}#n${at}`);
      if (form !== 'resource') names.push(`${root}#/$defs/d${at}`);
    }
    if (form === 'resource') names.push(`r${at}`, `r${at}#`, `r${at}#inner`, `r${at}#/$defs/inner`);
    return names;
  }

  #add_logic(schema, where) {
    const { random } = this;
    const keyword = random.weighted({ allOf: 2, anyOf: 3, oneOf: 3, not: 2, if: 4, $ref: 1 });
    if (keyword === '$ref') this.add_reference(schema, where);
    else if (keyword === 'not') schema.not = this.#beside(where);
    else if (keyword !== 'if') schema[keyword] = this.#list_beside(where, 1, 3);
    else {
      schema.if = this.#beside(where);
      if (random.chance(0.75)) schema.then = this.#beside(where);
      if (random.chance(0.6)) schema.else = this.#beside(where);
    }
  }

  #add_elements(schema, where) {
    const { random } = this;
    const below = () => this.#below(where);
    if (random.chance(0.4)) {
      schema.prefixItems = Array.from({ length: random.between(1, 3) }, below);
    }
    if (random.chance(0.4)) schema.items = below();
    if (random.chance(0.4)) this.#add_contains(schema, where);
    if (random.chance(0.12)) schema.unevaluatedItems = below();
  }

  #add_contains(schema, where) {
    const { random } = this;
    schema.contains = this.#below(where);
    if (random.chance(0.4)) schema.minContains = count(random, 0, 3);
    if (random.chance(0.4)) schema.maxContains = count(random, 0, 3);
  }

  #add_members(schema, where) {
    const { random } = this;
    const below = () => this.#below(where);
    const name = () => some_name(random);
    if (random.chance(0.6)) schema.properties = this.#map(random.between(1, 3), name, below);
    if (random.chance(0.3)) {
      const pattern = () => random.pick(kPatterns)[0];
      schema.patternProperties = this.#map(random.between(1, 2), pattern, below);
    }
    if (random.chance(0.35)) schema.additionalProperties = random.chance(0.4) ? false : below();
    if (random.chance(0.2)) schema.propertyNames = this.#about_names();
    if (random.chance(0.15)) {
      schema.dependentSchemas = this.#map(random.between(1, 2), name, () => this.#beside(where));
    }
    if (random.chance(0.12)) schema.unevaluatedProperties = random.chance(0.5) ? false : below();
  }

  #about_names() {
    const schema = {};
    assertion_makers.strings(this.random, schema);
    delete schema.type;
    return schema;
  }

  // Applicators of the same value, which evaluate some members or elements, and one that sees it.
  #add_unevaluated(schema, where) {
    const { random } = this;
    const inner = { ...where, depth: where.depth - 1 };
    const objects = random.chance(0.55);
    const parts = () => {
      const part = {};
      if (objects) this.#add_members(part, { ...inner, depth: Math.max(inner.depth, 1) });
      else this.#add_elements(part, { ...inner, depth: Math.max(inner.depth, 1) });
      if (objects && random.chance(0.5)) part.required = [some_name(random)];
      return part;
    };
    this.#add_beside(schema, where, parts);
    if (random.chance(0.3)) Object.assign(schema, parts());
    const unevaluated = objects ? 'unevaluatedProperties' : 'unevaluatedItems';
    schema[unevaluated] = random.chance(0.6) ? false : this.#below(inner.depth > 0 ? inner : where);
  }

  // One applicator of the same value with schemas that `part` makes.
  #add_beside(schema, where, part) {
    const { random } = this;
    const keyword = random.weighted({
      allOf: 3, anyOf: 4, oneOf: 2, not: 1, if: 4, dependentSchemas: 2, here: 2, $ref: 2 });
    if (keyword === 'if') {
      schema.if = part();
      if (random.chance(0.7)) schema.then = part();
      if (random.chance(0.6)) schema.else = part();
    } else if (keyword === 'here') {
      Object.assign(schema, part());
    } else if (keyword === '$ref') {
      this.add_reference(schema, where);
    } else if (keyword === 'not') {
      schema.not = random.chance(0.5) ? { not: part() } : part();
    } else if (keyword === 'dependentSchemas') {
      schema.dependentSchemas = this.#map(2, () => some_name(random), part);
    } else {
      schema[keyword] = Array.from({ length: random.between(1, 2) }, part);
    }
  }
}
