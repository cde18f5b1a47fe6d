// Three verdicts on each pair: the peer's, the judge's (the built binary), and that of a plain
// reading of the specification, and what their difference amounts to.

import { explanation } from './differences.mjs';
import { Reading } from './reading.mjs';

// What is wrong with a pair, told apart so that a smaller pair can be held to the same; "" when
// nothing is.
const kWrong = [
  ['the binary ended', /^ended with/u],
  ['the binary refuses the schema', /^the schema is refused/u],
  ['the binary contradicts itself', /^the evaluator contradicts itself/u],
  ['the binary disagrees with the specification', /^/u],
];

export class Comparison {
  #judge;
  #peer;
  #listed;

  constructor(judge, peer, listed) {
    this.#judge = judge;
    this.#peer = peer;
    this.#listed = listed;
  }

  // `groups`: [{schema, instances}]. Gives per group and instance {valid, peer, wrong, reason,
  // listed}: the verdict of the specification, what the peer says, what is wrong and the binary's
  // words for it, and the differences that explain the peer.
  compare(groups) {
    const readings = groups.map(({ schema, instances }) => {
      const reading = new Reading(schema);
      return instances.map((instance) => reading.valid(instance));
    });
    const failures = this.#judge.failures(groups.map(({ schema, instances }, index) => ({
      schema, tests: instances.map((data, at) => ({ data, valid: readings[index][at] })) })));
    return groups.map(({ schema, instances }, index) => {
      const says = this.#peer.compile(schema);
      return instances.map((instance, at) => this.#judged(
        schema, instance, readings[index][at], says(instance), failures.get(`${index}.${at}`)));
    });
  }

  #judged(schema, instance, valid, peer, reason) {
    const of_binary = reason === undefined ? '' : kWrong.find(([, words]) => words.test(reason))[0];
    if (peer === valid) return { valid, peer, wrong: of_binary, reason, listed: [] };
    const listed = explanation(this.#listed, schema, instance, peer);
    const of_peer = listed === undefined ? 'the peer disagrees otherwise than as listed' : '';
    return { valid, peer, wrong: of_binary || of_peer, reason, listed: listed ?? [] };
  }

  // For shrinking: whether each pair has just this wrong.
  still_wrong(pairs, wrong) {
    const usable = pairs.map(({ schema, data }, index) => ({ schema, instances: [data], index }))
      .filter(({ schema, instances }) => this.#is_usable(schema, instances[0]));
    const answer = pairs.map(() => false);
    if (usable.length === 0) return answer;
    this.compare(usable).forEach(([outcome], at) => {
      answer[usable[at].index] = outcome.wrong === wrong;
    });
    return answer;
  }

  #is_usable(schema, data) {
    if (!this.#peer.is_schema(schema)) return false;
    try {
      return typeof new Reading(schema).valid(data) === 'boolean';
    } catch {
      return false;  // A reference that leads nowhere any more.
    }
  }
}
