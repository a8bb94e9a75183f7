// Keys for those who work without a mouse: ? lists them, / goes to the search, j and k walk lists.
// Everything here can be done without it; nothing is sent or changed by this file.
"use strict";

(() => {
  const typing = (element) =>
    element instanceof HTMLElement &&
    (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));

  const links = () => [...document.querySelectorAll("[data-walk] a.whole, [data-walk] a[href]")].filter(
    (link, at, all) => all.findIndex((other) => other.closest("li,tr") === link.closest("li,tr")) === at,
  );

  const walk = (by) => {
    const all = links();
    if (all.length === 0) return;
    const now = all.indexOf(document.activeElement);
    const next = now < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(now + by, 0), all.length - 1);
    all[next].focus();
  };

  const keys = {
    "?": () => document.querySelector("dialog.keys")?.showModal(),
    "/": () => document.querySelector("#search")?.focus(),
    j: () => walk(1),
    k: () => walk(-1),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const does = keys[event.key];
    if (!does) return;
    event.preventDefault();
    does();
  });

  // A header box marks the rows that are shown, and no others.
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || !box.dataset.marks) return;
    for (const one of document.querySelectorAll(`input[name="${CSS.escape(box.dataset.marks)}"]`)) {
      one.checked = box.checked;
    }
  });

  // A form that is on its way is not sent again by a second click.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== "post") return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 4000);
  });

  window.addEventListener("pageshow", () => {
    for (const form of document.forms) delete form.dataset.sent;
  });

  // A message about what is wrong takes the focus, so that it is read out first.
  document.querySelector("[data-focus]")?.focus();
})();
