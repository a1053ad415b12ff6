export const $ = (selector, root = document) => root.querySelector(selector);

export const rows = () => [...document.querySelectorAll("[data-row]")];
export const openRow = () => $("[data-row][aria-current]");
export const openNumber = () => $(".conversation")?.dataset.number;
export const token = () => $("[name=__RequestVerificationToken]")?.value ?? "";
