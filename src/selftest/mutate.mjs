// Is the self-test itself any good? Takes away one check after the other, from the judge, from the schema evaluator,
// from each schema and suite, and runs `assay selftest` each time: it has to fail. What it does not notice survives,
// is named, and makes this program end with 1.
//
//   node mutate.mjs [--only code|data] [--operation NAME]
//
// Code: a copy of the tree in which every check asks a variable of the environment whether it is to hold; it is built
// once and run once per check. Data: the schemas and suites without one keyword, one required name, one word of an
// enumeration, one branch, one relation, and so on.

import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const work = join(root, "build/mutate");
// Longest that a self-test may take, in milliseconds; one that hangs has noticed, too.
const patience = 300_000;

function option(name) {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}

function files(folder, ending) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? files(path, ending) : path.endsWith(ending) ? [path] : [];
  });
}

// Writes only what is new, so that a second build is short.
function write(path, text) {
  if (existsSync(path) && readFileSync(path, "utf8") === text) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

// Checks in C++.

// A call that finds something wrong, where it is a statement or what a function returns; the first group is what
// stands before it on the line.
const callsWithoutValue =
  /^(\s*(?:return |if \([^;{}]*\) )?)((?:\w+(?:\.|->))?(?:broken|report|judge_\w+|evaluate|report_unreadable)\()/;
const callsThatSayNo = /((?:evaluator\.)?\bfail\(|check_complete\()/;
// What no contract can reach, and why.
const unreachable = new Map([
  ["check_advice", "called for rows of more than 256 instructions; shorter ones hold the advice themselves"],
]);
// A function that decides one keyword or one format.
const deciders = {
  schema: /^bool \w+\(Evaluator& \w+, const Instruction& \w+,[^{;]*\{\n/gm,
  formats: /^bool is_\w+\([^{;]*\{\n/gm,
};

class Instrumented {
  sites = [];

  add(file, line, text) {
    this.sites.push({ where: `${file}:${line}`, text: text.trim() });
    return this.sites.length - 1;
  }

  lines(file, text) {
    return text
      .split("\n")
      .map((line, index) => {
        const statement = callsWithoutValue.exec(line);
        if (statement && !line.includes("const ") && !/^\s*\w+\(\w+[^)]*\) *(const )?[{:]/.test(line)) {
          const at = this.add(file, index + 1, line);
          return line.replace(callsWithoutValue, `$1assay_mutant(${at}) ? void() : $2`);
        }
        const no = callsThatSayNo.exec(line);
        if (!no || /Evaluator::fail|^\s*bool |const bool/.test(line)) return line;
        const at = this.add(file, index + 1, line);
        return line.replace(callsThatSayNo, `assay_mutant(${at}) || $1`);
      })
      .join("\n");
  }

  deciders(file, text, pattern) {
    return text.replace(pattern, (match, offset) => {
      if (unreachable.has(/\w+(?=\()/.exec(match)[0])) return match;
      const line = text.slice(0, offset).split("\n").length;
      const at = this.add(file, line, match.split("\n")[0] + " ... return true");
      return `${match}  if (assay_mutant(${at})) return true;\n`;
    });
  }

  file(path) {
    const name = relative(root, path);
    let text = readFileSync(path, "utf8");
    if (name.endsWith("_test.cc")) return text;
    const inJudge = /^src\/judge\/(verdict|relations|between_answers|tally)\.cc$/.test(name);
    const inSchema = /^src\/schema\/(keywords_\w+|unique|evaluator|guards)\.cc$/.test(name);
    if (inSchema) text = this.deciders(name, text, deciders.schema);
    if (/^src\/schema\/formats\w*\.cc$/.test(name)) text = this.deciders(name, text, deciders.formats);
    if (inJudge || inSchema) text = this.lines(name, text);
    return text;
  }
}

const mutantHeader = `#pragma once
#include <cstdlib>
inline bool assay_mutant(int number) {
  static const char* const word = std::getenv("ASSAY_MUTANT");
  static const int chosen = word == nullptr ? -1 : std::atoi(word);
  return number == chosen;
}
`;

function buildInstrumented() {
  const tree = join(work, "tree");
  const code = new Instrumented();
  for (const folder of ["cmake", "schemas", "suites", "fixtures"]) {
    for (const path of files(join(root, folder), "")) write(join(tree, relative(root, path)), readFileSync(path, "utf8"));
  }
  write(join(tree, "CMakeLists.txt"), readFileSync(join(root, "CMakeLists.txt"), "utf8").replace(/add_subdirectory\(bench\)/, ""));
  for (const path of files(join(root, "src"), "")) write(join(tree, relative(root, path)), code.file(path));
  const header = join(work, "mutant.h");
  write(header, mutantHeader);
  const out = join(work, "out");
  const steps = [
    ["cmake", "-S", tree, "-B", out, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release", `-DCMAKE_CXX_FLAGS=-w -include ${header}`],
    ["cmake", "--build", out, "--target", "assay"],
  ];
  for (const [command, ...words] of steps) {
    if (spawnSync(command, words, { stdio: ["ignore", 2, 2] }).status !== 0) {
      console.error(`mutate: ${command} failed`);
      process.exit(2);
    }
  }
  return { binary: join(out, "assay"), sites: code.sites };
}

// Checks in data.

const numberMark = "@number ";

// Numbers that JavaScript cannot hold travel as text.
function parse(text) {
  return JSON.parse(text.replace(/(:\s*)(-?\d{16,})/g, `$1"${numberMark}$2"`));
}
function print(value) {
  return JSON.stringify(value, null, 2).replace(new RegExp(`"${numberMark}(-?\\d+)"`, "g"), "$1") + "\n";
}

const keywords = new Set([
  "type", "enum", "const", "format", "pattern", "minLength", "maxLength", "minimum", "maximum", "minItems", "not",
  "anyOf", "allOf", "if", "then", "$ref", "x-extensible-enum", "x-should", "items", "additionalProperties", "required",
]);
const lists = new Set(["enum", "x-extensible-enum", "required", "anyOf", "allOf", "type"]);

// Every place of a schema that can be taken away, as paths; [..., "list", 3] is an element.
function* schemaSites(schema, path = []) {
  if (schema === null || typeof schema !== "object") return;
  for (const [name, value] of Object.entries(schema)) {
    const here = [...path, name];
    if (name === "properties" || name === "$defs") {
      for (const [member, below] of Object.entries(value)) {
        const inside = [...schemaSites(below, [...here, member])];
        // A member that is only described promises nothing.
        if (name === "properties" && inside.length > 0) yield [...here, member];
        yield* inside;
      }
      continue;
    }
    if (!keywords.has(name)) continue;
    // What a condition leads to goes with it.
    if (name !== "then") yield here;
    if (lists.has(name) && Array.isArray(value) && value.length > 1) {
      for (let at = 0; at < value.length; ++at) yield [...here, at];
    }
    if (Array.isArray(value)) {
      for (let at = 0; at < value.length; ++at) yield* schemaSites(value[at], [...here, at]);
    } else {
      yield* schemaSites(value, here);
    }
  }
}

// Relations, and what the error answers and the lifecycle hold an answer to.
function* suiteSites(suite) {
  for (let at = 0; at < suite.relations.length; ++at) {
    yield ["relations", at];
    for (const [state, next] of Object.entries(suite.relations[at].transitions ?? {})) {
      for (let to = 0; to < next.length; ++to) yield ["relations", at, "transitions", state, to];
    }
    for (let word = 0; word < (suite.relations[at].values ?? []).length; ++word) {
      yield ["relations", at, "values", word];
    }
  }
  for (const [profile, form] of Object.entries(suite.profiles)) {
    if (form.answer.media_type) yield ["profiles", profile, "answer", "media_type"];
    for (let at = 0; at < form.errors.length; ++at) {
      const { bodies } = form.errors[at];
      for (let body = 0; body < bodies.length; ++body) {
        if (bodies[body].schema) yield ["profiles", profile, "errors", at, "bodies", body, "schema"];
      }
    }
  }
}

function without(document, path) {
  const copy = structuredClone(document);
  let at = copy;
  for (const step of path.slice(0, -1)) at = at[step];
  const last = path.at(-1);
  if (Array.isArray(at)) at.splice(last, 1);
  else delete at[last];
  return copy;
}

function dataSites(only) {
  const sites = [];
  for (const path of files(join(root, "schemas"), ".schema.json")) {
    const file = relative(root, path);
    const folder = file.split("/")[1];
    if (folder === "assay" || folder === "json-schema") continue;
    const operations = folder === "zstack" ? ["zstack-upload-image-job", "zstack-sync-image-size", "zstack-change-image-state"] : [folder];
    const profile = file.split("/")[2].replace(".schema.json", "");
    if (only && !operations.includes(only)) continue;
    const document = parse(readFileSync(path, "utf8"));
    for (const site of schemaSites(document)) {
      const options = folder === "zstack" ? [] : ["--profile", profile];
      sites.push({ file, document, site, words: [...operations, ...options] });
    }
  }
  for (const path of files(join(root, "suites"), ".json")) {
    const file = relative(root, path);
    const operation = file.split("/")[1].replace(".json", "");
    if (only && operation !== only) continue;
    const document = parse(readFileSync(path, "utf8"));
    for (const site of suiteSites(document)) sites.push({ file, document, site, words: [operation] });
  }
  return sites;
}

// Running.

function selftest(binary, words, environment) {
  return new Promise((resolve) => {
    const child = spawn(binary, ["selftest", "--stop-at-first", ...words], {
      env: { ...process.env, ...environment },
      stdio: "ignore",
      timeout: patience,
      killSignal: "SIGKILL",
    });
    child.on("exit", (status) => resolve(status));
  });
}

// Each of `jobs` once, on as many workers as there are cores.
async function each(jobs, run) {
  let next = 0;
  let done = 0;
  const worker = async (number) => {
    while (next < jobs.length) {
      await run(jobs[next++], number);
      if (++done % 100 === 0) console.error(`${done} of ${jobs.length}`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, (_, number) => worker(number)));
}

async function mutateCode() {
  const { binary, sites } = buildInstrumented();
  if ((await selftest(binary, [], {})) !== 0) {
    console.error("mutate: the self-test fails before anything is taken away");
    process.exit(2);
  }
  const survivors = [];
  await each(sites.map((site, number) => ({ site, number })), async ({ site, number }) => {
    const status = await selftest(binary, [], { ASSAY_MUTANT: String(number) });
    if (status === 0) survivors.push(`${site.where}: ${site.text}`);
  });
  return { name: "checks in the judge and the evaluator", count: sites.length, survivors };
}

async function mutateData() {
  // A copy: the tree may be built anew meanwhile.
  const binary = join(work, "assay");
  mkdirSync(work, { recursive: true });
  copyFileSync(join(root, "build/release/assay"), binary);
  const folders = Array.from({ length: availableParallelism() }, (_, number) => {
    const folder = join(work, `data-${number}`);
    rmSync(folder, { recursive: true, force: true });
    for (const part of ["schemas", "suites", "fixtures"]) cpSync(join(root, part), join(folder, part), { recursive: true });
    return folder;
  });
  const survivors = [];
  const jobs = dataSites(option("--operation"));
  await each(jobs, async (job, number) => {
    const path = join(folders[number], job.file);
    const original = readFileSync(path, "utf8");
    writeFileSync(path, print(without(job.document, job.site)));
    const status = await selftest(binary, [...job.words, "--data", folders[number]], {});
    writeFileSync(path, original);
    if (status === 0) survivors.push(`${job.file}#/${job.site.join("/")}`);
  });
  return { name: "checks in schemas and suites", count: jobs.length, survivors };
}

const parts = [];
if (option("--only") !== "data") parts.push(await mutateCode());
if (option("--only") !== "code") parts.push(await mutateData());
for (const [name, why] of unreachable) console.log(`left out: ${name}, ${why}`);
for (const { name, count, survivors } of parts) {
  console.log(`${name}: ${count} taken away one at a time, ${count - survivors.length} noticed, ${survivors.length} survived`);
  for (const survivor of survivors.sort()) console.log(`  survived  ${survivor}`);
}
process.exit(parts.some(({ survivors }) => survivors.length > 0) ? 1 : 0);
