// A seeded source of choices: the same seed makes the same run on every machine.

export class Random {
  #state;

  constructor(seed) {
    this.#state = seed >>> 0;
  }

  // In [0, 1); the mulberry32 generator.
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  // A whole number in [0, limit).
  below(limit) {
    return Math.floor(this.next() * limit);
  }

  between(low, high) {
    return low + this.below(high - low + 1);
  }

  chance(share) {
    return this.next() < share;
  }

  pick(list) {
    return list[this.below(list.length)];
  }

  // `count` different elements of the list, or all when it has fewer.
  some(list, count) {
    const left = [...list];
    const taken = [];
    while (left.length > 0 && taken.length < count) {
      taken.push(left.splice(this.below(left.length), 1)[0]);
    }
    return taken;
  }

  // By weight: {name: weight, ...} gives a name.
  weighted(weights) {
    const entries = Object.entries(weights);
    let at = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [name, weight] of entries) {
      at -= weight;
      if (at < 0) return name;
    }
    return entries[entries.length - 1][0];
  }
}
