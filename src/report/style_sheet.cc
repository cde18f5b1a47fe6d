#include "report/html_page.h"

namespace assay::report {

// Colours keep a contrast of at least 4.5 to 1 on either background; what a colour says is also
// said in words.
std::string_view style_sheet() {
  return R"css(:root {
  color-scheme: light dark;
  --ground: #ffffff; --raised: #f4f5f7; --line: #d0d4da; --ink: #1b1f24; --quiet: #57606a;
  --good: #116329; --bad: #b1151c; --doubt: #7a4d00; --link: #0550ae; --mark: #fff1b8;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14171b; --raised: #1e2329; --line: #3a424c; --ink: #e8ebef; --quiet: #a3adb8;
    --good: #6fd58a; --bad: #ff8f88; --doubt: #f0c060; --link: #8ab8ff; --mark: #4d3f00;
  }
}
* { box-sizing: border-box; }
html { background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; }
main { max-width: 76rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
p { margin: .4rem 0; max-width: 48rem; }
a { color: var(--link); }
code, pre, samp, .id { font-family: ui-monospace, monospace; font-size: .875em; }
.id { overflow-wrap: anywhere; }
.good { color: var(--good); }
.bad { color: var(--bad); }
.doubt { color: var(--doubt); }
.quiet { color: var(--quiet); }
.verdict { font-size: 1.2rem; font-weight: 600; border-left: .4rem solid currentColor;
  padding: .25rem 0 .25rem .75rem; margin: 1rem 0; }
.table { overflow-x: auto; margin: .75rem 0; border: 1px solid var(--line); border-radius: .4rem; }
.table:focus-visible, summary:focus-visible, a:focus-visible {
  outline: 3px solid var(--link); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
caption { text-align: left; padding: .5rem .75rem; color: var(--quiet); }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem;
  border-top: 1px solid var(--line); }
thead th { background: var(--raised); white-space: nowrap; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
tbody tr { content-visibility: auto; contain-intrinsic-size: auto 2rem; }
details { border: 1px solid var(--line); border-radius: .4rem; margin: .5rem 0;
  padding: 0 .75rem; }
summary { cursor: pointer; padding: .5rem 0; font-weight: 600; }
details > .table { border: 0; margin: 0 -.75rem .5rem; }
@media print {
  main { max-width: none; padding: 0; }
  .table { overflow: visible; border: 0; }
  details { break-inside: avoid; }
}
)css";
}

}  // namespace assay::report
