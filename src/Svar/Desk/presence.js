// Who else is at the conversation. We say that we are here, and that we write; the stream says when somebody else does.
import { $, openNumber, token } from "./dom.js";

const sayEvery = 20000;
const writingEvery = 3000;
let place;
let wroteAt = 0;

function said(state) {
  const body = new FormData();
  body.append("__RequestVerificationToken", token());
  body.append("state", state);
  return body;
}

function say(state) {
  if (place) fetch(`${place}/presence`, { method: "POST", body: said(state) }).catch(() => undefined);
}

function leavePlace() {
  if (place) navigator.sendBeacon(`${place}/presence`, said("gone"));
  place = undefined;
  wroteAt = 0;
}

/** The page shows another conversation, or none. */
export function arrive() {
  const here = $("[data-others]")?.dataset.others;
  if (here === place) return;
  leavePlace();
  place = here;
  if (!document.hidden) say("reading");
}

/** At the first key, and then now and again while keys are pressed. */
export function write(text) {
  if (!text.trim()) {
    if (wroteAt) say("notWriting");
    wroteAt = 0;
  } else if (Date.now() - wroteAt > writingEvery) {
    wroteAt = Date.now();
    say("writing");
  }
}

export async function lookAround(number = openNumber()) {
  const here = $("[data-others]");
  if (!here || document.hidden || number !== openNumber()) return;
  const answer = await fetch(`${here.dataset.others}/others`).catch(() => undefined);
  const fresh = answer?.ok && $("[data-others]", new DOMParser().parseFromString(await answer.text(), "text/html"));
  if (fresh && here.isConnected && fresh.textContent !== here.textContent) here.replaceWith(fresh);
}

setInterval(() => { if (!document.hidden) say("reading"); }, sayEvery);
addEventListener("pagehide", leavePlace);
addEventListener("pageshow", (event) => { if (event.persisted) arrive(); });
document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  say("reading");
  lookAround();
});
