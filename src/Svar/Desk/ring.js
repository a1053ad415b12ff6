// The keyboard, and the ring: what a key acts on is what the ring stands on. In the list that is a row, which need not be open; anywhere
// else it is the conversation that is open. An element with data-key is pressed by its key; the others are below. No key works while one
// types, but Escape and Ctrl+Enter.
import htmx from "htmx.org";
import { $, rows, openRow, openNumber, token } from "./dom.js";

const typing = (target) => target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]");

// Where the focus was last: what it stood on may be gone after a swap.
let last = { row: "", index: 0, place: "" };

document.addEventListener("focusin", ({ target }) => {
  const row = target.closest("[data-row]");
  if (row) last = { row: row.id, index: rows().indexOf(row), place: "row" };
  else last.place = target.closest("#conversation") ? "conversation" : "";
});

// Whoever clicks beside everything has put the ring down.
document.addEventListener("pointerdown", () => { last.place = ""; }, { capture: true });

/** The row under the ring, when another conversation than its own is open, or none. */
function ringed() {
  const row = document.activeElement.closest("[data-row]");
  return row && !row.hasAttribute("aria-current") ? row : undefined;
}

const lastRow = () => document.getElementById(last.row) ?? rows()[Math.min(last.index, rows().length - 1)];

/** After a swap: the ring goes back to its row, or to the one that took its place; never to nowhere. */
export function holdFocus() {
  if (document.activeElement !== document.body) return;
  if (last.place === "row") lastRow()?.focus({ preventScroll: true });
  else if (last.place === "conversation") $("#conversation")?.focus({ preventScroll: true });
}

function step(by) {
  const all = rows();
  const from = all.indexOf(document.activeElement.closest("[data-row]") ?? openRow());
  // The open conversation may have left the list: the next is then the one that took its place.
  const to = from >= 0 ? from + by : !last.row ? (by > 0 ? 0 : all.length - 1) : by > 0 ? last.index : last.index - 1;
  all[Math.min(all.length - 1, Math.max(0, to))]?.focus();
}

function leave() {
  const row = openRow() ?? lastRow();
  row?.offsetParent ? row.focus() : document.activeElement.blur();
}

/** Posts for a row; the list comes back with what was done said beside it, and what is open stays as it is. */
function post(row, path, name, value) {
  if (!row.dataset.version) return;
  const form = document.createElement("form");
  form.hidden = true;
  for (const [key, said] of [["__RequestVerificationToken", token()], ["version", row.dataset.version], [name, value]]) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: key, value: said }));
  }
  const marks = { "hx-post": new URL(row.href).pathname + path, "hx-target": "#list", "hx-select": "#list", "hx-select-oob": "#notice,#queues", "hx-swap": "outerHTML show:none ignoreTitle:true" };
  for (const [key, said] of Object.entries(marks)) form.setAttribute(key, said);
  document.body.append(form);
  htmx.process(form);
  form.addEventListener("htmx:afterRequest", () => form.remove());
  form.requestSubmit();
}

let wanted;

function open(row, mode) {
  wanted = { row: row.id, mode };
  row.click();
}

/** A row was opened to write in. */
export function beginToWrite() {
  const mode = wanted?.row === `row-${openNumber()}` && $(`#composer [name=mode][value=${wanted.mode}]`);
  wanted = undefined;
  if (!mode) return false;
  mode.click();
  mode.form.elements.text.focus();
  return true;
}

const onRow = {
  e: (row) => post(row, "/status", "status", "resolved"),
  t: (row) => post(row, "/assignee", "assignee", $("#list").dataset.me),
  r: (row) => open(row, "reply"),
  n: (row) => open(row, "note"),
};

const keys = {
  j: () => step(1),
  k: () => step(-1),
  "/": () => $("[data-search]")?.focus(),
  "?": () => $("#keys")?.showModal(),
  Escape: leave,
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || $("dialog[open]")) return;
  const composer = event.target.closest("[data-composer]");
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && composer) {
    const name = composer.elements.mode.value === "note" ? "note" : event.shiftKey ? "resolve" : "wait";
    event.preventDefault();
    // A click, since htmx sends the value of the button that was clicked and of no other submitter.
    $(`[name=then][value=${name}]`, composer).click();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || (typing(event.target) && event.key !== "Escape")) return;
  const row = ringed();
  if (row && onRow[event.key]) {
    event.preventDefault();
    if (!event.repeat) onRow[event.key](row);
    return;
  }
  // The last step is the one that is said in the corner.
  const key = `[data-key="${CSS.escape(event.key)}"]`;
  const pressed = $(`#notice ${key}`) ?? $(key);
  if (pressed) {
    event.preventDefault();
    if (event.repeat) return;
    pressed.click();
    if (pressed.name === "mode") pressed.form.elements.text.focus();
  } else if (keys[event.key]) {
    event.preventDefault();
    keys[event.key]();
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-keys]")) keys["?"]();
  const menu = $(".menu[open]");
  if (menu && !menu.contains(event.target)) menu.open = false;
});
