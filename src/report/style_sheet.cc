#include "report/html_page.h"

namespace assay::report {

// Colours keep a contrast of at least 4.5 to 1 on either background; what a colour says is also
// said in words.
std::string_view style_sheet() {
  return R"css(:root {
  color-scheme: light dark;
  --ground: #ffffff; --raised: #f4f5f7; --line: #d0d4da; --ink: #1b1f24; --quiet: #57606a;
  --good: #116329; --bad: #b1151c; --doubt: #7a4d00; --link: #0550ae; --mark: #ffe58a;
  --bar: #5a8ac6;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --ground: #14171b; --raised: #1e2329; --line: #3a424c; --ink: #e8ebef; --quiet: #a3adb8;
    --good: #6fd58a; --bad: #ff8f88; --doubt: #f0c060; --link: #8ab8ff; --mark: #5c4a00;
    --bar: #6f9ad0;
  }
}
* { box-sizing: border-box; }
html { background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; }
main { max-width: 76rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
main:focus { outline: none; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; overflow-wrap: anywhere; }
p { margin: .4rem 0; max-width: 48rem; overflow-wrap: anywhere; }
a { color: var(--link); }
code, pre, samp, .id { font-family: ui-monospace, monospace; font-size: .875em; }
pre code, .id code, code.id { font-size: inherit; }
dd code, dd code.id { font-size: .875em; }
code, .id { overflow-wrap: anywhere; }
.good { color: var(--good); }
.bad { color: var(--bad); }
.doubt { color: var(--doubt); }
.quiet { color: var(--quiet); }
.verdict { font-size: 1.2rem; font-weight: 600; border-left: .4rem solid currentColor;
  padding: .25rem 0 .25rem .75rem; margin: 1rem 0; }
.banner { border: 2px solid currentColor; border-radius: .4rem; padding: .5rem .75rem;
  max-width: none; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: .5rem; top: .5rem; padding: .5rem 1rem; background: var(--ground);
  border: 1px solid var(--line); border-radius: .4rem; }
nav, footer { max-width: 76rem; margin: 0 auto; padding: .75rem 1rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 0; padding: 0;
  list-style: none; font-size: .9rem; }
.plain { padding-left: 1.25rem; margin: .25rem 0 .75rem; }
.facts { display: grid; grid-template-columns: minmax(5rem, max-content) minmax(0, 1fr);
  gap: .2rem 1rem; margin: .75rem 0; }
.facts dt { color: var(--quiet); }
.facts dt.good { color: var(--good); }
.facts dt.bad { color: var(--bad); }
.facts dt.doubt { color: var(--doubt); }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.counts { display: flex; flex-wrap: wrap; gap: .5rem; margin: .5rem 0; padding: 0;
  list-style: none; }
.counts li { border: 1px solid var(--line); border-radius: .4rem; padding: .35rem .8rem; }
.count { font-size: 1.3rem; font-variant-numeric: tabular-nums; }
.table { overflow-x: auto; margin: .75rem 0; border: 1px solid var(--line); border-radius: .4rem; }
.table:focus-visible, .copy:focus-visible, summary:focus-visible, a:focus-visible {
  outline: 3px solid var(--link); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
caption { text-align: left; padding: .5rem .75rem; color: var(--quiet); }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem;
  border-top: 1px solid var(--line); }
td { min-width: 4.5rem; }
th.id, td.id, td code.id { min-width: 11rem; font-weight: 400; }
thead th { background: var(--raised); white-space: nowrap; }
td.wide { min-width: 16rem; }
.matrix thead th { white-space: normal; vertical-align: bottom; }
.matrix th, .matrix td { padding: .35rem .5rem; }
.matrix td { min-width: 0; }
.matrix td > span, .matrix td > a { white-space: nowrap; font-size: .85rem; }
.matrix td > a { font-weight: 600; }
.matrix td.id, .matrix th.id { min-width: 10rem; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums;
  white-space: nowrap; }
details { border: 1px solid var(--line); border-radius: .4rem; margin: .5rem 0;
  padding: 0 .75rem; }
details[open] { padding-bottom: .5rem; }
summary { cursor: pointer; padding: .5rem 0; font-weight: 600; overflow-wrap: anywhere; }
details > .table { border: 0; margin: 0 -.75rem .5rem; }
.rule { border-top: 1px solid var(--line); margin: 1.5rem 0 0; }
.rule:target { border-top: 3px solid var(--link); }
.statement { font-size: 1.05rem; }
.contradiction { border-left: .25rem solid var(--doubt); padding: .1rem 0 .1rem .75rem;
  margin: .5rem 0; font-size: .925rem; }
.example { background: var(--raised); border-radius: .4rem; padding: .25rem .75rem .5rem;
  margin: .75rem 0; }
details > .example { margin: 0 -.75rem; }
.example details { background: var(--ground); }
pre { background: var(--ground); border: 1px solid var(--line); border-radius: .4rem;
  padding: .5rem .75rem; margin: .5rem 0; white-space: pre-wrap; overflow-wrap: anywhere; }
mark { background: var(--mark); color: var(--ink); border-radius: .2rem; padding: .1em 0; }
.note { color: var(--bad); }
.label { color: var(--quiet); margin: .5rem 0 0; }
.label + .copy { margin-top: .15rem; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 21rem), 1fr));
  gap: .5rem 1.5rem; align-items: start; }
figure { margin: .75rem 0; min-width: 0; }
figcaption { font-size: .9rem; overflow-wrap: anywhere; }
.drawing { display: block; width: 100%; max-width: 32rem; height: auto; }
.drawing text { fill: var(--ink); font: 11px system-ui, sans-serif; paint-order: stroke;
  stroke: var(--ground); stroke-width: 3px; }
.drawing .bar { fill: var(--bar); }
.drawing .last { fill: var(--quiet); }
.drawing .axis { stroke: var(--quiet); stroke-width: 1; }
.drawing .percentile { stroke: var(--quiet); stroke-width: 1; stroke-dasharray: 2 2; }
.drawing .grid { stroke: var(--line); stroke-width: 1; }
.drawing .hint { fill: transparent; }
.drawing .hint:hover { fill: var(--quiet); fill-opacity: .2; }
.drawing .failed, .swatch .failed { fill: var(--bad); }
.drawing .untold, .swatch .untold { fill: var(--ink); }
.drawing .warned, .swatch .warned { fill: var(--doubt); }
.drawing .waived, .swatch .waived { fill: var(--bar); fill-rule: evenodd; }
.drawing .passed, .swatch .passed { fill: var(--good); }
.drawing .untried, .swatch .untried { fill: var(--line); }
.swatch .unexercised { fill: var(--quiet); }
.drawing .sign, .swatch .sign { fill: none; stroke: var(--ink); stroke-width: 1.2; }
.drawing .trace { fill: none; stroke: var(--bar); stroke-width: 1.5; stroke-linejoin: round; }
.drawing .second { stroke: var(--doubt); stroke-dasharray: 5 2; }
.drawing .third { stroke: var(--quiet); stroke-dasharray: 1.5 2; }
.drawing .dots { fill: var(--ground); stroke-dasharray: none; }
.swatch { display: inline-block; vertical-align: middle; }
.legend { display: flex; flex-wrap: wrap; gap: .1rem 1rem; margin: .25rem 0; padding: 0;
  list-style: none; font-size: .85rem; }
@media (max-width: 30rem) {
  .facts { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .facts dd { margin-bottom: .4rem; }
}
@media (forced-colors: active) {
  .drawing .bar, .drawing .last { fill: CanvasText; }
  .drawing path, .swatch path { forced-color-adjust: none; }
}
@media print {
  :root { color-scheme: light; }
  html { font-size: 12px; }
  mark { text-decoration: underline; }
  mark, .drawing, .swatch { print-color-adjust: exact; }
  main { max-width: none; padding: 0; }
  nav, .skip { display: none; }
  .table { overflow: visible; border: 0; }
  .matrix { font-size: .75rem; }
  th.id, td.id, td, td.wide { min-width: 0; }
  thead th { white-space: normal; }
  details, tr, pre, figure { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
}
)css";
}

}  // namespace assay::report
