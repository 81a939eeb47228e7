// Keys of the desk. Every shortcut is a visible control that carries data-key ("F2", "Ctrl+Enter",
// "Alt+A", "Escape") and data-key-label; the list in F1 is made from the same controls.
// Chinese input first: while a composition is open no key is ours.
"use strict";

(function () {
  const FOCUSED_KINDS = ["INPUT", "SELECT", "TEXTAREA"];

  function isComposing(event) {
    return event.isComposing || event.keyCode === 229;
  }

  function nameOf(event) {
    const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
    const letter = /^Key[A-Z]$/.test(event.code) ? event.code.slice(3) : key; // Alt+A is "å" on some keyboards
    const held = [];
    if (event.ctrlKey) held.push("Ctrl");
    if (event.altKey) held.push("Alt");
    if (event.shiftKey && key.length > 1) held.push("Shift");
    return held.concat(event.altKey ? letter : key).join("+");
  }

  function isReachable(control) {
    return control.getClientRects().length > 0 && !control.closest("[hidden]");
  }

  function controlFor(name) {
    const open = document.querySelector("dialog[open]");
    const all = Array.from((open || document).querySelectorAll("[data-key]"));
    return all.find((control) => control.dataset.key === name && isReachable(control));
  }

  function use(control) {
    if (FOCUSED_KINDS.includes(control.tagName) && control.type !== "submit") {
      control.focus();
      if (control.select) control.select();
    } else {
      control.focus();
      control.click();
    }
  }

  // 1, 2, 3 choose within the group in focus, and nowhere else (WCAG 2.1.4)
  function chooseInGroup(event) {
    const inside = document.activeElement && document.activeElement.closest("[data-digits]");
    if (!inside || event.ctrlKey || event.altKey || !/^[1-9]$/.test(event.key)) return false;
    if (document.activeElement.type !== "radio") return false;
    const radios = Array.from(inside.querySelectorAll("input[type=radio]"));
    const chosen = radios[Number(event.key) - 1];
    if (!chosen) return false;
    chosen.focus();
    chosen.click();
    return true;
  }

  function listKeys(dialog) {
    const list = dialog.querySelector("[data-keys-list]");
    const seen = new Set();
    list.textContent = "";
    document.querySelectorAll("[data-key]").forEach((control) => {
      const name = control.dataset.key;
      if (seen.has(name) || !isReachable(control)) return;
      seen.add(name);
      const row = list.insertRow();
      const key = document.createElement("kbd");
      key.textContent = name.replace("+", " ");
      row.insertCell().append(key);
      row.insertCell().textContent = control.dataset.keyLabel || control.textContent.trim();
    });
  }

  function openKeys() {
    const dialog = document.querySelector("[data-keys-dialog]");
    if (!dialog || !dialog.showModal || dialog.open) return;
    listKeys(dialog);
    dialog.showModal();
    dialog.querySelector("[data-close-dialog]").focus();
  }

  document.addEventListener("keydown", (event) => {
    if (isComposing(event)) return;
    if (chooseInGroup(event)) {
      event.preventDefault();
      return;
    }
    const name = nameOf(event);
    if (name === "Escape" && document.querySelector("dialog[open]")) return; // the dialog's own
    const control = controlFor(name);
    if (!control) return;
    event.preventDefault();
    if (event.repeat) return;
    use(control);
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-keys-open]")) openKeys();
    const closer = event.target.closest("[data-close-dialog]");
    if (closer) closer.closest("dialog").close();
    // what cannot be done says why beside it, and does nothing
    const barred = event.target.closest("[aria-disabled=true]");
    if (barred) event.preventDefault();
  });
})();
