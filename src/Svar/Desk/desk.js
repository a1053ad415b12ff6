// The desk works without this; with it one need not leave the keyboard, and the page follows what happens elsewhere.
import htmx from "htmx.org";
import { $, rows, openNumber } from "./dom.js";
import { holdFocus, beginToWrite } from "./ring.js";
import { restoreDraft } from "./drafts.js";
import { arrive, lookAround } from "./presence.js";

document.documentElement.classList.add("has-script");
// A form that has to be put right comes back as a page (422) and is shown as one.
htmx.config.responseHandling = [{ code: "204", swap: false }, { code: "[23]..", swap: true }, { code: "422", swap: true }, { code: "[45]..", swap: false, error: true }];

// What a request is for is said above its element; it is written on it while it is on its way, since news may take it from its place.
document.addEventListener("htmx:beforeRequest", ({ detail: { elt } }) => {
  for (const name of ["hx-select", "hx-select-oob", "hx-swap", "hx-push-url"]) {
    const from = elt.hasAttribute(name) ? undefined : elt.closest(`[${name}]`);
    if (from) elt.setAttribute(name, from.getAttribute(name));
  }
});

document.addEventListener("change", (event) => {
  event.target.closest("[data-save-on-change]")?.requestSubmit();
  if (event.target.matches(".composer-files input")) {
    $("[data-files]", event.target.parentElement).textContent = [...event.target.files].map((file) => file.name).join(", ");
  }
});

// --- What was opened is marked in the list, and shown from its newest message.
function settle() {
  const number = openNumber();
  for (const row of rows()) {
    row.id === `row-${number}` ? row.setAttribute("aria-current", "true") : row.removeAttribute("aria-current");
  }
  restoreDraft();
  arrive();
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
    if (!beginToWrite()) comeBack(event.detail.requestConfig);
  } else if (event.target.id === "list") {
    settle();
  }
  holdFocus();
});

// Whoever has written is at what was written; whoever took it back, or has to look at it again, is where it is written.
function comeBack(request) {
  const text = $("#composer textarea");
  if (/\/messages\/\d+\/undo$/.test(request?.path ?? "") || $(".composer-changed, .composer-error")) {
    text?.focus({ preventScroll: true });
    text?.setSelectionRange(text.value.length, text.value.length);
  } else if (request?.elt?.matches?.("[data-composer]")) {
    [...document.querySelectorAll("#thread > .message:not(.is-in)")].at(-1)?.focus({ preventScroll: true });
  }
}

document.addEventListener("htmx:afterSwap", () => { count(); countDown(); });

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
  for (const name of ["done", "on"]) url.searchParams.delete(name);
  history.replaceState(history.state, "", url);
}

document.addEventListener("htmx:pushedIntoHistory", forget);

// What came in meanwhile is put into the open thread; nothing that is being read or written moves.
async function renewConversation() {
  const thread = $("#thread");
  if (!thread) return;
  const form = $("[data-composer]");
  const isWriting = Boolean(form?.elements.text.value.trim());
  const answer = await fetch(thread.dataset.url + (isWriting ? `?seen=${form.elements.version.value}` : "")).catch(() => undefined);
  const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page && $("#thread", page);
  if (!fresh || !thread.isConnected) return;
  const held = document.activeElement.closest("#thread > li")?.id;
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
  if (held && document.activeElement === document.body) document.getElementById(held)?.focus({ preventScroll: true });
  for (const id of ["conversation-head", "also-here", "customer-panel", "composer-news"]) {
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
  countDown();
}

// --- Mail frames have an origin of their own; they only tell how tall they are and how many pictures were held back.
addEventListener("message", (event) => {
  const { svarMailHeight: height, svarHeldBack: heldBack } = event.data ?? {};
  if (!Number.isFinite(height)) return;
  for (const frame of document.querySelectorAll("[data-mail]")) {
    if (frame.contentWindow !== event.source) continue;
    frame.style.height = `${Math.min(Math.max(height, 24), 20000)}px`;
    const line = $("[data-held-back]", frame.parentElement);
    line.hidden = !(heldBack > 0);
    $("span", line).textContent = heldBack === 1 ? line.dataset.one : line.dataset.heldBack.replace("{0}", Number(heldBack));
  }
  if (following) showNewest();
});

document.addEventListener("click", (event) => {
  const line = event.target.closest("[data-held-back] button")?.parentElement;
  const frame = line && $("[data-mail]", line.parentElement);
  if (!frame) return;
  frame.src = frame.getAttribute("src") + "?pictures=show";
  frame.focus();
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

// --- An answer that is about to go out says in how many seconds; counted from when it was first seen here, whatever the clocks say.
const leaving = new WeakMap();

function countDown() {
  for (const time of document.querySelectorAll("[data-goes]")) {
    if (!leaving.has(time)) leaving.set(time, performance.now() + Number(time.dataset.left) * 1000);
    const left = Math.ceil((leaving.get(time) - performance.now()) / 1000);
    time.textContent = left > 0 ? time.dataset.goes.replace("{0}", left) : time.dataset.gone;
  }
}

setInterval(countDown, 1000);

// --- Failures show themselves; what is written stays where it is.
const failed = $("[data-failed]");
document.addEventListener("htmx:responseError", () => { failed.hidden = false; });
document.addEventListener("htmx:sendError", () => { failed.hidden = false; });
document.addEventListener("htmx:afterOnLoad", (event) => { if (event.detail.successful) failed.hidden = true; });

// --- Live. One stream a browser: the tab that holds the lock reads it and tells the others.
// Events: 'queue' (a list or a count changed), 'conversation' and 'presence' (its number in the data).
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
    else if (name === openNumber()) renewConversation();
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
  if (type === "presence") lookAround(number);
  if (type === "missed" && openNumber()) follow(openNumber());
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
  source.addEventListener("presence", (event) => tell({ type: "presence", number: event.data }));
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
