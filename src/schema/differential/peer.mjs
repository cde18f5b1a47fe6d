// The peer: ajv's evaluator for draft 2020-12. It sees what JSON.parse makes of the texts.

import { createRequire } from 'node:module';
import { kind, with_doubles } from './json.mjs';

// Keywords as the specification has them, nothing forbidden that it allows, formats as annotations.
const kOptions = {
  strict: false, validateFormats: false, meta: false, validateSchema: false, logger: false,
};

export class Peer {
  #Ajv;
  #meta;

  // `packages`: the folder that holds node_modules.
  constructor(packages) {
    const load = createRequire(`${packages}/package.json`);
    this.#Ajv = load('ajv/dist/2020.js').default;
    this.#meta = new this.#Ajv({ logger: false, validateFormats: false });
    this.version = load('ajv/package.json').version;
  }

  // By the meta-schema.
  is_schema(schema) {
    return ['boolean', 'object'].includes(kind(schema)) &&
      this.#meta.validateSchema(with_doubles(schema)) === true;
  }

  // A function from instances to verdicts, or to the message of the error that the peer ended in.
  compile(schema) {
    const attempt = (action) => {
      try {
        return action();
      } catch (error) {
        return error.message;
      }
    };
    const validate = attempt(() => new this.#Ajv(kOptions).compile(with_doubles(schema)));
    if (typeof validate === 'string') return () => validate;
    return (instance) => attempt(() => validate(with_doubles(instance)));
  }
}
