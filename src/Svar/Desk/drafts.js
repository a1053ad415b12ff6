// Drafts: on this machine at once, on the server when the writing pauses; gone when the server has taken the message.
// An answer and a note are two drafts: words for colleagues never stand where the customer's answer is written.
import { $ } from "./dom.js";
import { write } from "./presence.js";

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
  write(draft.text);
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

export function restoreDraft() {
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

const isTakingBack = (path) => /\/messages\/\d+\/undo$/.test(path ?? "");

// What was typed since an answer was sent goes along when that is taken back: the server puts both together.
document.addEventListener("htmx:configRequest", (event) => {
  const form = $("[data-composer]");
  if (!form || !isTakingBack(event.detail.path)) return;
  clearTimeout(pause);
  event.detail.parameters.typed = form.elements.mode.value === "reply" ? form.elements.text.value : localStorage.getItem(draftKey(form, "reply")) ?? "";
});

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.matches?.("[data-composer]")) clearTimeout(pause);
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const form = event.detail.requestConfig?.elt;
  if (event.detail.xhr.status >= 300) return;
  if (form?.matches?.("[data-composer]")) localStorage.removeItem(draftKey(form));
  const composer = isTakingBack(event.detail.requestConfig?.path) && $("[data-composer]");
  if (composer) localStorage.removeItem(draftKey(composer, "reply"));
});

// Whoever signs out leaves no words on the machine.
document.addEventListener("submit", (event) => {
  if (!event.target.action?.endsWith("/accounts/sign-out")) return;
  for (const key of Object.keys(localStorage)) if (key.startsWith("svar-draft-")) localStorage.removeItem(key);
});
