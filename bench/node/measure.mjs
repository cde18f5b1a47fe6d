// Measures JSON.parse and ajv's compiled code on the cases of the file named by the first argument:
// [{name, text, schema}]. Prints [{name, parse, validate}] in nanoseconds, medians of kRounds.
import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";
import { formats } from "./formats.mjs";

const kRounds = 9;
const kRoundNanoseconds = 100e6;

// One at a time would measure the clock.
function time(work) {
  let repeats = 1;
  const run = () => {
    const start = process.hrtime.bigint();
    let kept = 0;
    for (let at = 0; at < repeats; ++at) kept += work() ? 1 : 0;
    const took = Number(process.hrtime.bigint() - start);
    if (kept !== repeats) throw new Error("an answer that should hold does not");
    return took;
  };
  while (run() < kRoundNanoseconds) repeats *= 2;
  const rounds = Array.from({ length: kRounds }, () => run() / repeats).sort((a, b) => a - b);
  return rounds[(kRounds - 1) / 2];
}

const told = [];
for (const { name, text, schema } of JSON.parse(readFileSync(process.argv[2], "utf8"))) {
  const ajv = new Ajv2020({ strict: false, formats });
  const validate = ajv.compile(schema);
  // Several copies, so that no answer is a constant to the compiler.
  const values = Array.from({ length: 8 }, () => JSON.parse(text));
  const [value] = values;
  let turn = 0;
  if (!validate(value)) throw new Error(name + ": " + ajv.errorsText(validate.errors));
  told.push({
    name,
    parse: time(() => JSON.parse(text) !== undefined),
    validate: time(() => validate(values[turn++ & 7])),
  });
}
console.log(JSON.stringify(told));
