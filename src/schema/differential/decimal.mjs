// Numbers by their mathematical value: digits times a power of ten, exact.

const kParts = /^(-?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?$/u;

export class Decimal {
  // Exponents are small here (a few hundred): they become digits where two numbers meet.
  constructor(text) {
    const [, sign, whole, fraction = '', exponent = '0'] = kParts.exec(text);
    let digits = BigInt(whole + fraction);
    let power = Number(exponent) - fraction.length;
    while (digits !== 0n && digits % 10n === 0n) {
      digits /= 10n;
      power += 1;
    }
    this.digits = sign === '-' ? -digits : digits;
    this.power = digits === 0n ? 0 : power;
  }

  is_integer() {
    return this.power >= 0;
  }

  // Both as integers, counted in the smaller power of ten.
  #aligned(other) {
    const power = Math.min(this.power, other.power);
    const scaled = (number) => number.digits * 10n ** BigInt(number.power - power);
    return [scaled(this), scaled(other)];
  }

  // Below, at or above 0.
  compare(other) {
    const [a, b] = this.#aligned(other);
    return a < b ? -1 : a > b ? 1 : 0;
  }

  is_multiple_of(other) {
    const [a, b] = this.#aligned(other);
    return a % b === 0n;
  }
}
