// The desk works without this; with it one need not leave the keyboard, and the page follows what happens elsewhere.
import htmx from "htmx.org";

const $ = (selector, root = document) => root.querySelector(selector);
document.documentElement.classList.add("has-script");
// A form that has to be put right comes back as a page (422) and is shown as one.
htmx.config.responseHandling = [{ code: "204", swap: false }, { code: "[23]..", swap: true }, { code: "422", swap: true }, { code: "[45]..", swap: false, error: true }];

// --- Keys. An element with data-key is pressed by its key; the others are below. No key works while one types, but Escape and Ctrl+Enter.
const rows = () => [...document.querySelectorAll("[data-row]")];
const typing = (target) => target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]");

function step(by) {
  const all = rows();
  const from = all.indexOf(document.activeElement.closest("[data-row]") ?? $("[data-row][aria-current]"));
  const next = all[from < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, from + by))];
  next?.focus();
}

function leave() {
  const current = $("[data-row][aria-current]") ?? rows()[0];
  current ? current.focus() : document.activeElement.blur();
}

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
  const pressed = $(`[data-key="${CSS.escape(event.key)}"]`);
  if (pressed) {
    event.preventDefault();
    pressed.click();
    if (pressed.name === "mode") pressed.form.elements.text.focus();
  } else if (keys[event.key]) {
    event.preventDefault();
    keys[event.key]();
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-keys]")) keys["?"]();
  const open = $(".menu[open]");
  if (open && !open.contains(event.target)) open.open = false;
});

document.addEventListener("change", (event) => {
  event.target.closest("[data-save-on-change]")?.requestSubmit();
  if (event.target.matches(".composer-files input")) {
    $("[data-files]", event.target.parentElement).textContent = [...event.target.files].map((file) => file.name).join(", ");
  }
});

// --- What was opened is marked in the list, and shown from its newest message.
function settle() {
  const number = $(".conversation")?.dataset.number;
  for (const row of rows()) {
    row.id === `row-${number}` ? row.setAttribute("aria-current", "true") : row.removeAttribute("aria-current");
  }
  restoreDraft();
}

let following = false;

function showNewest() {
  following = true;
  const last = [...document.querySelectorAll("#thread > .message")].at(-1);
  const body = $(".conversation-body");
  if (!last) return;
  // In a narrow column the whole body scrolls, panel and all; in a wide one only the thread.
  const scroll = getComputedStyle(body).display === "contents" ? $(".thread-scroll") : body;
  scroll.scrollTop += last.getBoundingClientRect().top - scroll.getBoundingClientRect().top - 12;
}

// Whoever scrolls reads; the page then stays where it is while frames still grow.
for (const sign of ["wheel", "touchmove", "keydown", "pointerdown"]) {
  addEventListener(sign, () => { following = false; }, { passive: true, capture: true });
}

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id === "conversation" || event.target === document.body) {
    settle();
    showNewest();
  } else if (event.target.id === "list") {
    settle();
  }
});

document.addEventListener("htmx:afterSwap", count);

// --- What was just done is said for as long as it can be undone.
function fade() {
  const said = $("[data-gone-after]");
  if (said) setTimeout(() => said.remove(), Number(said.dataset.goneAfter));
}

document.addEventListener("htmx:oobAfterSwap", fade);

// It is said once: whoever loads the page again, or comes back to it, is not told again.
function forget() {
  const url = new URL(location);
  if (!url.searchParams.has("done")) return;
  for (const name of ["done", "was"]) url.searchParams.delete(name);
  history.replaceState(history.state, "", url);
}

document.addEventListener("htmx:pushedIntoHistory", forget);

// --- Who else is at the conversation; asking says that we are here.
async function meet() {
  const here = $("[data-others]");
  if (!here || document.hidden) return;
  const answer = await fetch(here.dataset.others).catch(() => undefined);
  const fresh = answer?.ok && $("[data-others]", new DOMParser().parseFromString(await answer.text(), "text/html"));
  if (fresh && here.isConnected && fresh.textContent !== here.textContent) here.replaceWith(fresh);
}

setInterval(meet, 20000);

// What came in meanwhile is put into the open thread; nothing that is being read or written moves.
async function renewConversation() {
  const thread = $("#thread");
  if (!thread) return;
  const answer = await fetch(thread.dataset.url).catch(() => undefined);
  const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page && $("#thread", page);
  if (!fresh || !thread.isConnected) return;
  let before = null;
  const ids = new Set([...fresh.children].map((item) => item.id));
  for (const item of [...fresh.children]) {
    const shown = document.getElementById(item.id);
    if (!shown) before ? before.after(item) : thread.prepend(item);
    else if (shown.dataset.stamp !== item.dataset.stamp) shown.replaceWith(item);
    before = document.getElementById(item.id);
    if (before === item) htmx.process(item);
  }
  for (const item of [...thread.children]) {
    if (!ids.has(item.id)) item.remove();
  }
  for (const id of ["conversation-head", "also-here", "customer-panel"]) {
    const part = document.getElementById(id);
    const other = page.getElementById(id);
    if (part && other && !part.contains(document.activeElement)) {
      part.replaceWith(other);
      htmx.process(other);
    }
  }
  // The thread on the screen is what the agent has seen: the next change is measured against it. Words that are being written answer what
  // was there when they were begun: those are told before they go out.
  for (const field of document.querySelectorAll(".conversation [name=version]")) {
    if (!field.form?.querySelector("textarea")?.value.trim()) field.value = fresh.dataset.version;
  }
  count();
}

// --- Mail frames have an origin of their own and only tell how tall they are.
addEventListener("message", (event) => {
  const height = event.data?.svarMailHeight;
  if (!Number.isFinite(height)) return;
  for (const frame of document.querySelectorAll("[data-mail]")) {
    if (frame.contentWindow === event.source) frame.style.height = `${Math.min(Math.max(height, 24), 20000)}px`;
  }
  if (following) showNewest();
});

// --- Time left counts on between two answers of the server.
function count() {
  const text = document.body.dataset;
  const fill = (pattern, ...values) => pattern.replace(/\{(\d)(?::00)?\}/g, (whole, i) =>
    whole.includes(":") ? String(values[i]).padStart(2, "0") : values[i]);
  for (const time of document.querySelectorAll("[data-due]")) {
    const left = (Date.parse(time.dateTime) - Date.now()) / 60000;
    const minutes = Math.floor(Math.abs(left));
    const shown = minutes < 60 ? fill(text.minutes, minutes)
      : minutes < 1440 ? fill(text.hours, Math.floor(minutes / 60), minutes % 60)
      : fill(text.days, Math.floor(minutes / 1440));
    time.textContent = left < 0 ? "−" + shown : shown;
    time.classList.toggle("late", left < 0);
    time.classList.toggle("soon", left >= 0 && left < 30);
  }
}

// --- Drafts: on this machine at once, on the server when the writing pauses; gone when the server has taken the message.
// An answer and a note are two drafts: words for colleagues never stand where the customer's answer is written.
let pause;
const other = (mode) => (mode === "note" ? "reply" : "note");
const draftKey = (form, mode = form.elements.mode.value) => `svar-draft-${form.dataset.composer}-${mode}`;

function keepDraft(form, mode = form.elements.mode.value) {
  const text = form.elements.text.value;
  text ? localStorage.setItem(draftKey(form, mode), text) : localStorage.removeItem(draftKey(form, mode));
}

document.addEventListener("input", (event) => {
  const form = event.target.closest("[data-composer]");
  if (!form || event.target.name !== "text") return;
  keepDraft(form);
  const draft = { mode: form.elements.mode.value, text: form.elements.text.value };
  const state = $("[data-draft-state]", form);
  state.textContent = "";
  clearTimeout(pause);
  pause = setTimeout(async () => {
    const saved = form.dataset.draftUrl && await saveDraft(form, draft);
    state.textContent = draft.text ? (saved ? form.dataset.saved : form.dataset.local) : "";
  }, 800);
});

document.addEventListener("change", (event) => {
  const form = event.target.name === "mode" && event.target.closest("[data-composer]");
  if (!form) return;
  clearTimeout(pause);
  keepDraft(form, other(event.target.value));
  form.elements.text.value = localStorage.getItem(draftKey(form)) ?? "";
  $("[data-draft-state]", form).textContent = form.elements.text.value ? form.dataset.local : "";
});

async function saveDraft(form, draft) {
  const body = new FormData();
  for (const field of form.querySelectorAll("input[type=hidden]")) body.append(field.name, field.value);
  body.append("mode", draft.mode);
  body.append("text", draft.text);
  try {
    // Whoever is no longer signed in is sent to the sign-in page, and nothing was kept there.
    const answer = await fetch(form.dataset.draftUrl, { method: "POST", body });
    return answer.ok && !answer.redirected;
  } catch {
    return false;
  }
}

function restoreDraft() {
  const form = $("[data-composer]");
  if (!form) return;
  const kept = localStorage.getItem(draftKey(form));
  const shown = form.elements.text.value;
  // What the server has may be older by the last words; another text of the server's wins.
  if (shown && !(kept?.length > shown.length && kept.startsWith(shown))) return;
  const mode = kept || shown ? form.elements.mode.value : other(form.elements.mode.value);
  const text = kept ?? localStorage.getItem(draftKey(form, mode));
  if (!text) return;
  form.elements.mode.value = mode;
  form.elements.text.value = text;
  $("[data-draft-state]", form).textContent = form.dataset.local;
}

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.matches?.("[data-composer]")) clearTimeout(pause);
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const form = event.detail.requestConfig?.elt;
  if (form?.matches?.("[data-composer]") && event.detail.xhr.status < 300) localStorage.removeItem(draftKey(form));
});

// Whoever signs out leaves no words on the machine.
document.addEventListener("submit", (event) => {
  if (!event.target.action?.endsWith("/accounts/sign-out")) return;
  for (const key of Object.keys(localStorage)) if (key.startsWith("svar-draft-")) localStorage.removeItem(key);
});

// --- Failures show themselves; what is written stays where it is.
const failed = $("[data-failed]");
document.addEventListener("htmx:responseError", () => { failed.hidden = false; });
document.addEventListener("htmx:sendError", () => { failed.hidden = false; });
document.addEventListener("htmx:afterOnLoad", (event) => { if (event.detail.successful) failed.hidden = true; });

// --- Live. One stream a browser: the tab that holds the lock reads it and tells the others.
// Events: 'queue' (a list or a count changed) and 'conversation' (its number in the data).
const waiting = new Set();
let flushing;

function flush() {
  flushing = undefined;
  if (document.hidden) return;
  const list = $(".list-column");
  for (const name of [...waiting]) {
    // A list that has been scrolled down is not pulled away under the reader; it is renewed at the top again.
    if (name === "svar-queue" && list && list.scrollTop > 600) continue;
    waiting.delete(name);
    if (name === "svar-queue") htmx.trigger(document.body, name);
    else if (name === $(".conversation")?.dataset.number) renewConversation();
  }
}

function follow(name) {
  waiting.add(name);
  flushing ??= setTimeout(flush, 400);
}

const news = "BroadcastChannel" in window && new BroadcastChannel("svar");
const offline = $("[data-offline]");

function take({ type, number }) {
  if (type === "lost") offline.hidden = false;
  if (type === "open") offline.hidden = true;
  if (type === "queue" || type === "missed") follow("svar-queue");
  if (type === "conversation") follow(number);
  if (type === "missed" && $(".conversation")) follow($(".conversation").dataset.number);
}

function tell(message) {
  take(message);
  if (news) news.postMessage(message);
}

function stream(url) {
  const source = new EventSource(url);
  let lost = false;
  source.addEventListener("queue", () => tell({ type: "queue" }));
  source.addEventListener("conversation", (event) => tell({ type: "conversation", number: event.data }));
  source.addEventListener("open", () => {
    tell({ type: "open" });
    if (lost) tell({ type: "missed" });
    lost = false;
  });
  source.addEventListener("error", () => {
    if (!lost) tell({ type: "lost" });
    lost = true;
    // After an error status the browser gives up; a page that stays open all day does not.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => stream(url), 5000);
  });
}

if (news) news.onmessage = (event) => take(event.data);
const events = document.body.dataset.events;
if (events) {
  navigator.locks ? navigator.locks.request("svar-events", () => new Promise(() => stream(events))) : stream(events);
}

document.addEventListener("visibilitychange", flush);
$(".list-column")?.addEventListener("scrollend", () => { if (waiting.size) flush(); });
setInterval(count, 30000);
settle();
showNewest();
fade();
forget();
