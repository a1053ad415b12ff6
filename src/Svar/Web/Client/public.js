// The public pages work without this; it only saves a step here and there.

// An error summary takes the focus, so that a screen reader starts with what is wrong.
document.querySelector("[data-focus]")?.focus();

// 'Find your answer' narrows the list while one types; Enter searches everything on the server.
for (const form of document.querySelectorAll("[data-find]")) {
  const list = document.getElementById(form.dataset.find);
  const none = list.parentElement.querySelector("[data-find-none]");
  const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  const entries = [...list.children].map((element) => ({ element, text: fold(element.textContent) }));
  form.addEventListener("input", () => {
    const words = fold(form.elements.q.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { element, text } of entries) {
      element.hidden = !words.every((word) => text.includes(word));
      if (!element.hidden) shown++;
    }
    if (none) none.hidden = shown > 0;
  });
}

// One press sends once; the button comes back when the browser shows the page again.
for (const button of document.querySelectorAll("[data-once]")) {
  button.form.addEventListener("submit", () => { button.disabled = true; });
  addEventListener("pageshow", () => { button.disabled = false; });
}
