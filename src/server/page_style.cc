// The page's one style sheet. Colours are checked for WCAG AA contrast (4.5:1); silence is red-brown and
// always says so in words too.
#include "server/page.h"

namespace klynge::server {
namespace {

constexpr std::string_view sheet = R"css(
:root {
  --paper: #fbfaf7; --card: #ffffff; --ink: #1d2a2f; --soft: #52626a; --line: #d9dedd; --deep: #12505b;
  --silent: #8c2f16; --silent-paper: #fbeee8; --late: #6b4a00; --late-paper: #fbf3dc; --calm-paper: #eaf2f1;
}
* { box-sizing: border-box; }
html { font-size: 100%; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); line-height: 1.45;
  font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", "DejaVu Sans", sans-serif; }
a { color: var(--deep); text-underline-offset: .15em; }
a:hover { text-decoration-thickness: .15em; }
:focus-visible { outline: 3px solid #1a6fb0; outline-offset: 2px; border-radius: 2px; }
.skip { position: absolute; left: -999em; }
.skip:focus { left: .5rem; top: .5rem; background: var(--card); padding: .5rem 1rem; z-index: 1; }
header, main, footer { max-width: 76rem; margin: 0 auto; padding: 0 1.25rem; }
header { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: baseline; padding-top: 1rem; padding-bottom: .75rem; }
header .name { font-weight: 700; font-size: 1.25rem; letter-spacing: .01em; color: var(--deep); text-decoration: none; }
header .whose { color: var(--soft); }
header nav { margin-left: auto; }
.banner { background: var(--late-paper); color: var(--late); border-block: 1px solid #e5d5a4; }
.banner p { max-width: 76rem; margin: 0 auto; padding: .4rem 1.25rem; font-weight: 600; }
.clockwork { background: var(--calm-paper); border-bottom: 1px solid var(--line); }
.clockwork form { max-width: 76rem; margin: 0 auto; padding: .5rem 1.25rem; display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: center; }
.clockwork p { margin: 0; } .clockwork span { color: var(--soft); margin-left: .75rem; }
.turns { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; } .turns a { padding: .5rem; }
.turns button { font-weight: 400; color: var(--deep); background: var(--card); border: 1px solid var(--deep); min-height: 2.5rem;
  padding: .25rem .9rem; cursor: pointer; }
.turns button:hover { background: var(--paper); text-decoration: underline; }
ol.worth { list-style: none; margin: 0; padding: 0; counter-reset: worth; background: var(--card); border: 1px solid var(--line); border-radius: 6px; }
ol.worth li { counter-increment: worth; display: grid; grid-template-columns: 2.25rem 1fr; padding: .75rem 1rem; border-top: 1px solid var(--line); }
ol.worth li:first-child { border-top: 0; }
ol.worth li::before { content: counter(worth); grid-row: span 2; color: var(--soft); font-size: 1.2rem; }
ol.worth a, ol.worth strong { font-weight: 600; font-size: 1.05rem; }
.parties { columns: 18rem; column-gap: 2rem; } .parties section { break-inside: avoid; margin-bottom: 1rem; }
h3 { font-size: 1rem; margin: 0 0 .25rem; } .parties ul { list-style: none; margin: 0; padding: 0; } .parties li { padding: .3rem 0; }
.parties li:has(small) { display: grid; justify-items: start; gap: .05rem; } .parties small { color: var(--soft); padding-left: .1rem; }
.choose { max-width: 76rem; margin: 0 auto; padding: .5rem 1.25rem 0; color: var(--soft); }
.choose ul { margin: .25rem 0; padding-left: 1.25rem; columns: 20rem; }
summary { cursor: pointer; width: max-content; padding: .15rem .25rem; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 1.25rem 0 .25rem; }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
h2 .count { color: var(--soft); font-weight: 400; }
.sum { color: var(--soft); margin: 0 0 .5rem; }
table { width: 100%; border-collapse: collapse; background: var(--card); border: 1px solid var(--line); border-radius: 6px; }
th, td { text-align: left; vertical-align: top; padding: .6rem .75rem; border-top: 1px solid var(--line); }
thead th { border-top: 0; color: var(--soft); font-weight: 600; font-size: .85rem; }
tbody th { font-weight: 600; }
tr.silent > :first-child { box-shadow: inset 4px 0 0 var(--silent); }
tr.late > :first-child { box-shadow: inset 4px 0 0 #b8860b; }
td small, th small, .soft { color: var(--soft); font-size: .85rem; font-weight: 400; display: block; }
.badge { display: inline-block; padding: .1rem .5rem; border-radius: 1rem; font-weight: 600; font-size: .9rem; white-space: nowrap;
  background: var(--calm-paper); color: var(--deep); }
.badge.silent { background: var(--silent-paper); color: var(--silent); }
.badge.late { background: var(--late-paper); color: var(--late); }
.tel { white-space: nowrap; }
td > .tel, th > .tel { display: block; width: max-content; }
.num { font-variant-numeric: tabular-nums; white-space: nowrap; }
.call { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--deep); border-radius: 6px;
  padding: .75rem 1rem; margin: 1rem 0; }
.call strong { font-size: 1.2rem; display: block; }
.call .tel { font-size: 1.2rem; }
.frozen { border-left-color: var(--silent); }
dl.holders { margin: 0; display: grid; grid-template-columns: 10rem 1fr; gap: .15rem .75rem; }
dl.holders dt { color: var(--soft); } dl.holders dd { margin: 0; }
ol.time { list-style: none; margin: 0; padding: 0; background: var(--card); border: 1px solid var(--line); border-radius: 6px; }
ol.time > li { display: grid; grid-template-columns: 12rem 1fr; gap: .75rem; padding: .5rem .75rem; border-top: 1px solid var(--line); }
ol.time > li:first-child { border-top: 0; }
ol.time ul { margin: 0; padding: 0; list-style: none; }
ol.time time { color: var(--soft); font-variant-numeric: tabular-nums; }
blockquote { margin: .25rem 0 0; padding-left: .75rem; border-left: 3px solid var(--line); }
.answer { max-width: 34rem; } .answer .call { padding: .5rem 1rem; }
fieldset { border: 1px solid var(--line); border-radius: 6px; background: var(--card); padding: .25rem 1rem; margin: 1rem 0; }
fieldset p { margin: .5rem 0; } label { font-weight: 600; } fieldset label { font-weight: 400; }
input:not([type=radio]) { font: inherit; width: 100%; padding: .55rem; border: 1px solid var(--soft); border-radius: 6px; margin-top: .2rem; }
input[type=radio] { width: 1.2rem; height: 1.2rem; vertical-align: -.2rem; }
button { font: inherit; font-weight: 600; padding: .65rem 1.4rem; border: 0; border-radius: 6px; background: var(--deep); color: #fff; }
button.as { font-weight: 600; color: var(--deep); background: var(--card); border: 1px solid var(--deep); padding: .25rem .7rem; min-height: 2.1rem; cursor: pointer; }
button.as:hover { background: var(--calm-paper); text-decoration: underline; }
.who { display: flex; gap: .75rem; align-items: baseline; }
ul.ways { list-style: none; padding: 0; } ul.ways li { margin: .6rem 0; } ul.ways a { font-size: 1.1rem; }
footer { color: var(--soft); font-size: .85rem; padding-top: 2rem; padding-bottom: 2rem; }
@media (max-width: 44rem) {
  header, main, footer, .choose, .banner p, .clockwork form { padding-left: .9rem; padding-right: .9rem; }
  h1 { font-size: 1.35rem; } .clockwork span { display: block; margin: 0; } ol.worth li { padding: .75rem .9rem; }
  .parties li { padding: .45rem 0; }
  table, tbody, tr, td, tbody th { display: block; }
  thead { position: absolute; left: -999em; }
  table { background: none; border: 0; }
  tr { background: var(--card); border: 1px solid var(--line); border-radius: 6px; margin-bottom: .6rem; padding: .35rem 0; overflow: hidden; }
  tr.silent { box-shadow: inset 4px 0 0 var(--silent); } tr.late { box-shadow: inset 4px 0 0 #b8860b; }
  tr.silent > :first-child, tr.late > :first-child { box-shadow: none; }
  th, td { border: 0; padding: .2rem .9rem; }
  td:empty { display: none; }
  td[data-label]::before { content: attr(data-label); display: block; color: var(--soft); font-size: .8rem; }
  ol.time > li { grid-template-columns: 1fr; gap: .1rem; }
  dl.holders { grid-template-columns: 1fr; gap: 0; } dl.holders dt { margin-top: .35rem; font-size: .8rem; }
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    color-scheme: dark;
    --paper: #14181c; --card: #1e2429; --ink: #f2f2f2; --soft: #c3cad0; --line: #56616a; --deep: #8ecbf5;
    --silent: #ffaaa3; --silent-paper: #4a1916; --late: #ffd27a; --late-paper: #453208; --calm-paper: #143247;
  }
  :focus-visible { outline-color: #fff; } .banner { border-color: var(--line); } button { color: #0b1a26; }
}
@media print {
  body { background: #fff; } .skip, header nav, .choose, .clockwork { display: none; }
  tr { break-inside: avoid; } a { color: inherit; text-decoration: none; }
}
)css";

}  // namespace

Response style_sheet() {
  return {200,
          "text/css; charset=utf-8",
          Bytes(sheet.substr(1)),
          {{"Cache-Control", "max-age=300"}, {"X-Content-Type-Options", "nosniff"}}};
}

}  // namespace klynge::server
