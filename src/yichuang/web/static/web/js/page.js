// Small conduct of every page: dialogs, printing, what was typed is kept, all materials present.
"use strict";

(function () {
  const KEPT = "kept:";

  function storage() {
    try {
      return window.sessionStorage;
    } catch (closed) {
      return null;
    }
  }

  // ---- what was typed is kept until it was sent, in this tab only (data-keep="name" on a form)
  function controlsOf(form) {
    return Array.from(form.elements).filter(
      (control) => control.name && !["hidden", "password", "file", "submit", "button"].includes(control.type)
    );
  }

  function keep(form) {
    const room = storage();
    if (!room) return;
    const values = controlsOf(form)
      .filter((control) => !["radio", "checkbox"].includes(control.type) || control.checked)
      .map((control) => [control.name, control.value]);
    room.setItem(KEPT + form.dataset.keep, JSON.stringify(values));
  }

  function restore(form) {
    const room = storage();
    const text = room && room.getItem(KEPT + form.dataset.keep);
    if (!text || form.dataset.keepFrom === "server") return;
    const values = JSON.parse(text);
    controlsOf(form).forEach((control) => {
      const told = values.filter(([name]) => name === control.name).map(([, value]) => value);
      if (["radio", "checkbox"].includes(control.type)) {
        if (values.some(([name]) => name === control.name)) control.checked = told.includes(control.value);
      } else if (told.length && !control.value) {
        control.value = told[0];
      }
    });
    form.dispatchEvent(new CustomEvent("restored", { bubbles: true }));
  }

  function forget(name) {
    const room = storage();
    if (room) room.removeItem(KEPT + name);
  }

  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form && form.dataset.keep) keep(form);
  });

  // ---- clicks
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open-dialog]");
    if (opener) {
      const dialog = document.getElementById(opener.dataset.openDialog);
      dialog.showModal();
      const harmless = dialog.querySelector("[data-harmless]");
      if (harmless) harmless.focus();
    }
    if (event.target.closest("[data-print]")) window.print();
    const all = event.target.closest("[data-choose-all]");
    if (all) {
      event.preventDefault();
      document.querySelectorAll(all.dataset.chooseAll).forEach((radio) => {
        if (radio.checked) return;
        radio.checked = true;
        radio.dispatchEvent(new Event("change", { bubbles: true }));
        radio.dispatchEvent(new Event("input", { bubbles: true }));
      });
    }
  });

  // ---- start
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-kept-done]").forEach((mark) => forget(mark.dataset.keptDone));
    document.querySelectorAll("form[data-keep]").forEach(restore);
    const first = document.querySelector("[data-focus-first]");
    if (first) first.focus();
  });

  // ---- after a part was exchanged, focus goes to what changed, where the part asks for it
  document.addEventListener("htmx:afterSwap", (event) => {
    const wanted = event.target.querySelector("[data-focus]");
    if (wanted) wanted.focus();
  });
})();
