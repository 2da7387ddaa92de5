/** Lengths in px: the page's own font size says nothing about this panel. */
export const STYLE = `
:host {
  all: initial; color-scheme: light dark; position: fixed; z-index: 2147483647; right: 16px; bottom: 16px;
  font: 14px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
  --ground: #ffffff; --tint: #eef3f5; --ink: #14212d; --muted: #4c5c69; --line: #cdd6da; --accent: #0b5c86;
  --on-accent: #ffffff; --mark: #8a3a08; --mark-ground: #fff0e4; --wrong: #a3161b; --good: #0a6a51;
  --mono: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :host {
    --ground: #131c24; --tint: #1e2b36; --ink: #e7edf1; --muted: #a9b7c2; --line: #3a4a57; --accent: #7cc4ea;
    --on-accent: #08202e; --mark: #ffc49b; --mark-ground: #3d2414; --wrong: #ff9c98; --good: #5fdab2;
  }
}
:host([corner="bottom-left"]) { right: auto; left: 16px; }
:host([corner="top-right"]) { bottom: auto; top: 16px; }
:host([corner="top-left"]) { right: auto; bottom: auto; left: 16px; top: 16px; }
:host([hidden]), [hidden] { display: none !important; }
*, *::before, *::after { box-sizing: border-box; }
h2, h3, p, ul, ol, dl, dd, pre { margin: 0; padding: 0; }
ul, ol { list-style: none; }
code, pre, textarea, .variant, td { font-family: var(--mono); font-size: 12.5px; }
h2 { font-size: 15px; }
h3 { margin-top: 8px; font-size: 13px; }
.note { color: var(--muted); font-size: 13px; }

button, input, select, textarea { font: inherit; color: inherit; }
button {
  min-height: 34px; padding: 4px 12px; border: 1px solid var(--accent); border-radius: 8px;
  background: var(--ground); color: var(--accent); font-weight: 600; cursor: pointer;
}
button:hover { background: var(--tint); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 1px; }
.panel:focus { outline: none; }
input, select, textarea { width: 100%; min-height: 34px; padding: 5px 9px; border: 1px solid var(--muted); border-radius: 8px; background: var(--ground); }
textarea { resize: vertical; }
input::placeholder { color: var(--muted); opacity: 1; }
label { display: grid; gap: 3px; color: var(--muted); font-size: 13px; }
select, textarea { color: var(--ink); }

.handle {
  display: flex; gap: 8px; align-items: center; min-height: 38px; border-radius: 19px; border-color: var(--ground);
  background: var(--ink); color: var(--ground); box-shadow: 0 2px 10px rgb(0 0 0 / 30%);
}
.handle:hover { background: var(--accent); color: var(--on-accent); }
.badge {
  padding: 0 8px; border: 1px solid currentColor; border-radius: 10px; background: var(--mark-ground); color: var(--mark);
  font-size: 12px; font-weight: 600; white-space: nowrap;
}
.panel {
  position: absolute; right: 0; bottom: 48px; display: flex; flex-direction: column; width: min(480px, 100vw - 32px);
  height: min(640px, 100vh - 96px); border: 1px solid var(--line); border-radius: 12px; background: var(--ground); color: var(--ink);
  box-shadow: 0 8px 40px rgb(0 0 0 / 30%); overflow: hidden;
}
:host([corner$="left"]) .panel { right: auto; left: 0; }
:host([corner^="top"]) .panel { bottom: auto; top: 48px; }
header { display: flex; gap: 10px; align-items: center; padding: 8px 8px 4px 16px; }
.status { margin-left: auto; color: var(--muted); font-size: 12.5px; }
.status[data-status="STALE"], .status[data-status="ERROR"], .status[data-status="FATAL"] { color: var(--wrong); }
.close { width: 34px; padding: 0; border-color: transparent; font-size: 20px; line-height: 1; }

[role="tablist"] { display: flex; gap: 4px; padding: 0 12px; border-bottom: 1px solid var(--line); }
[role="tab"] { border: 0; border-bottom: 3px solid transparent; border-radius: 6px 6px 0 0; color: var(--muted); }
[role="tab"][aria-selected="true"] { border-bottom-color: var(--accent); color: var(--ink); }
.page { flex: 1; min-height: 0; display: flex; flex-direction: column; gap: 8px; padding: 12px 16px 16px; overflow: auto; }
.page > * { flex: none; }
.tools { display: flex; gap: 8px; }
.tools .reset { flex: none; }

.flags { border-top: 1px solid var(--line); margin: 0 -16px; }
.flags > li { border-bottom: 1px solid var(--line); }
.head { display: flex; align-items: center; }
.flag {
  flex: 1; min-width: 0; display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, auto); gap: 0 10px; align-items: baseline;
  min-height: 50px; padding: 6px 16px 6px 30px; position: relative; border: 0; border-radius: 0; color: var(--ink); font-weight: 400; text-align: start;
}
.flag::before {
  content: ""; position: absolute; left: 15px; top: 14px; width: 6px; height: 6px; border: solid var(--muted); border-width: 0 2px 2px 0; rotate: -45deg;
}
.flag[aria-expanded="true"]::before { rotate: 45deg; }
.flag:focus-visible { outline-offset: -3px; }
.key { font-weight: 600; font-size: 13px; overflow-wrap: anywhere; }
.variant { max-width: 180px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; text-align: end; }
.reason { color: var(--muted); font-size: 12.5px; overflow-wrap: anywhere; }
.flag .badge { justify-self: end; }
.overridden { background: var(--mark-ground); box-shadow: inset 4px 0 var(--mark); }
.overridden .reason, .overridden dt, .overridden label { color: var(--ink); }
.overridden .flag, .overridden .reset { background: none; }
.overridden .flag:hover { text-decoration: underline; }
.failed .reason { color: var(--wrong); }

.switch { position: relative; flex: none; width: 42px; min-height: 24px; margin-right: 16px; padding: 0; border: 1px solid var(--muted); border-radius: 12px; background: var(--tint); }
.switch::before {
  content: ""; position: absolute; top: 3px; left: 3px; width: 16px; height: 16px; border-radius: 50%;
  background: var(--muted); transition: translate 0.15s;
}
.switch[aria-checked="true"] { background: var(--accent); border-color: var(--accent); }
.switch[aria-checked="true"]::before { translate: 18px 0; background: var(--on-accent); }
.switch::after { content: ""; position: absolute; inset: -10px 0; }

.body, .editor { display: grid; grid-template-columns: minmax(0, 1fr); gap: 8px; }
.body { padding: 2px 16px 14px 30px; }
.body button { justify-self: start; }
dl { display: grid; grid-template-columns: minmax(84px, auto) minmax(0, 1fr); gap: 2px 12px; font-size: 13px; }
dt { color: var(--muted); }
dd { overflow-wrap: anywhere; white-space: pre-wrap; }
.wrong { color: var(--wrong); font-size: 13px; }
.wrong:empty { margin-top: -8px; }

.scroll { flex: 1 1 auto !important; min-height: 0; overflow: auto; }
table { width: 100%; border-collapse: collapse; font-size: 12.5px; }
th { position: sticky; top: 0; background: var(--ground); color: var(--muted); font-size: 12px; }
th, td { padding: 4px 10px 4px 0; border-bottom: 1px solid var(--line); text-align: start; vertical-align: top; }
td { overflow-wrap: anywhere; min-width: 56px; }
td:first-child { overflow-wrap: normal; white-space: nowrap; }
td:nth-child(2), td:nth-child(4) { min-width: 92px; }
[data-state="sent"] .state { color: var(--good); }
[data-state="lost"] .state { color: var(--wrong); }
pre { padding: 10px; border: 1px solid var(--line); border-radius: 8px; background: var(--tint); overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
.page > button { align-self: start; }
.errors li { padding: 4px 0; border-bottom: 1px solid var(--line); color: var(--wrong); font-size: 13px; overflow-wrap: anywhere; }
time { color: var(--muted); }

@media (max-width: 500px) {
  .panel, :host([corner]) .panel { position: fixed; inset: auto 0 0 0; width: auto; height: min(640px, 82vh); border-radius: 14px 14px 0 0; }
}
@media (prefers-reduced-motion: reduce) { *, *::before, *::after { transition: none !important; } }
@media (forced-colors: active) {
  .switch::before { background: ButtonText; }
  .overridden { border-left: 4px solid Highlight; }
}
@media print { :host { display: none; } }
`;
