// The desk: what changes is sent to be shown again (receipt, verdict), Enter goes to the next field, arrows
// choose an item, a whole number fills the form. Nothing here decides: the server does, from the same form.
"use strict";

(function () {
  const WHOLE = 18;
  const PAUSE = 150;
  let timer = null;
  let pending = false;
  let latest = null; // the request whose answer counts
  let waiting = null; // a press of the one act that came before the verdict of the last change

  const form = () => document.querySelector("form[data-intake]");
  const composing = (event) => event.isComposing || event.keyCode === 229;

  // ---- the receipt and the verdict follow the form
  function refresh(pause) {
    if (!document.getElementById("slip")) return;
    pending = true;
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      timer = null;
      window.htmx.trigger("#slip", "refresh");
    }, pause);
  }

  function settled(answered) {
    if (timer || answered !== latest) return; // something was changed since
    pending = false;
    if (!waiting) return;
    waiting = null;
    const act = document.querySelector("[data-main-act]");
    if (act) act.click();
  }

  function ofDesk(target) {
    return target.form && target.form === form() && target.name && target.id !== "q";
  }

  document.addEventListener("input", (event) => {
    if (!ofDesk(event.target)) return;
    mark(event.target);
    refresh(event.target.type === "text" ? PAUSE * 3 : PAUSE);
    whole(event);
  });
  document.addEventListener("change", (event) => {
    if (ofDesk(event.target)) refresh(PAUSE);
  });
  document.addEventListener("restored", () => {
    const bar = document.querySelector("[data-restored]");
    if (bar) bar.hidden = false;
    markAll();
    const organisation = document.querySelector("input[name=kind][value=organisation]");
    if (organisation && organisation.checked) organisation.dispatchEvent(new Event("change", { bubbles: true }));
    refresh(0);
  });
  document.addEventListener("htmx:beforeSend", (event) => {
    if (event.target.id === "slip") latest = event.detail.xhr;
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    // what was overtaken by a later one says nothing; the later one answers also where nothing is swapped in
    if (event.target.id === "slip" && event.detail.xhr === latest) window.setTimeout(() => settled(event.detail.xhr), 60);
  });

  document.addEventListener("click", (event) => {
    const act = event.target.closest("[data-main-act]");
    if (!act) return;
    if (pending) {
      event.preventDefault();
      waiting = act;
    } else if (act.getAttribute("aria-disabled") === "true") {
      const open = Array.from(document.querySelectorAll(".mat fieldset")).find((one) => !one.querySelector(":checked"));
      if (open) open.querySelector("input").focus();
    }
  });

  // ---- a row of the materials: copies as asked for, its mark, one stop of Tab where all is there
  function mark(control) {
    const row = control.closest(".mat tr");
    if (!row || control.type !== "radio") return;
    markRow(row);
    const copies = row.querySelector(".copies");
    if (control.value === "present" && !Number(copies.value)) copies.value = copies.dataset.wanted;
    if (control.value === "missing") copies.value = "0";
  }

  function markRow(row) {
    const state = row.querySelector("input[type=radio]:checked");
    row.className = `is-${state ? state.value : "open"}`;
    const stop = !state || state.value === "present" ? -1 : 0;
    row.querySelectorAll("input[type=text]").forEach((input) => {
      input.tabIndex = stop;
    });
  }

  function markAll() {
    document.querySelectorAll(".mat tbody tr").forEach(markRow);
  }

  // ---- a whole number: looked up and checked
  function whole(event) {
    const input = event.target;
    if (!input.dataset.number || event.isComposing) return;
    if (input.value.replace(/\s/g, "").length === WHOLE) input.dispatchEvent(new Event("whole", { bubbles: true }));
  }

  // ---- Enter: the next field, never the act
  function stops() {
    return Array.from(form().querySelectorAll("main input, main select, main button, main textarea")).filter(
      (one) => !["hidden", "submit"].includes(one.type) && one.getClientRects().length && inGroup(one)
    );
  }

  function inGroup(one) {
    if (one.type !== "radio") return true;
    const chosen = form().querySelector(`input[name="${one.name}"]:checked`);
    return chosen ? chosen === one : one === form().querySelector(`input[name="${one.name}"]`);
  }

  document.addEventListener("keydown", (event) => {
    if (composing(event) || event.key !== "Enter" || event.ctrlKey || event.altKey) return;
    const here = event.target;
    if (here.id === "q") return chooseFirst(event);
    if (!ofDesk(here) || here.tagName !== "INPUT" || here.closest("dialog")) return undefined;
    event.preventDefault();
    const all = stops();
    const at = all.findIndex((one) => one === here || (one.type === "radio" && one.name === here.name));
    const next = all.slice(at + 1).find((one) => one.type !== "button");
    if (next) next.focus();
    return undefined;
  });

  // ---- choosing the item
  const choices = () => Array.from(document.querySelectorAll("[data-choices] [data-choice]"));
  let enterWaits = false;

  function chooseFirst(event) {
    event.preventDefault();
    const first = choices()[0];
    if (first && !enterWaits) first.click();
    else enterWaits = true;
  }

  document.addEventListener("input", (event) => {
    if (event.target.id === "q") enterWaits = "typing";
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id !== "found") return;
    const go = enterWaits === true;
    enterWaits = false;
    if (go && choices()[0]) choices()[0].click();
  });
  document.addEventListener("keydown", (event) => {
    if (composing(event) || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    const all = choices();
    const at = all.indexOf(document.activeElement);
    if (at < 0 && event.target.id !== "q") return;
    event.preventDefault();
    const to = at + (event.key === "ArrowDown" ? 1 : -1);
    if (to < 0) document.getElementById("q").focus();
    else if (all[to]) all[to].focus();
  });

  // ---- changing the item keeps the applicant
  const CARRY = "desk:applicant";
  const APPLICANT = "#applicant input[type=text]";

  function carry() {
    const told = Array.from(document.querySelectorAll(APPLICANT)).map((input) => [input.name, input.value]);
    if (told.some(([, value]) => value)) window.sessionStorage.setItem(CARRY, JSON.stringify(told));
  }

  function carried() {
    const told = window.sessionStorage.getItem(CARRY);
    if (!told || !document.querySelector(APPLICANT)) return;
    window.sessionStorage.removeItem(CARRY);
    JSON.parse(told).forEach(([name, value]) => {
      const input = document.querySelector(`#applicant [name="${name}"]`);
      if (input && !input.value) input.value = value;
    });
    refresh(0);
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-choice]")) carry();
    const change = event.target.closest("[data-change-item]");
    if (change) {
      const box = document.getElementById("item-search");
      box.hidden = !box.hidden;
      change.setAttribute("aria-expanded", String(!box.hidden));
      if (!box.hidden) document.getElementById("q").focus();
    }
    if (event.target.closest("[data-enlarge]")) form().classList.toggle("is-enlarged");
    if (event.target.closest("[data-start-anew]")) {
      window.sessionStorage.removeItem(`kept:${form().dataset.keep}`);
      window.location.assign(window.location.href);
    }
  });

  // ---- after the card was read: what is still empty, else the materials
  document.addEventListener("htmx:afterSettle", () => {
    const block = document.querySelector("#applicant[data-from-card]");
    if (!block) return;
    block.removeAttribute("data-from-card");
    const wanted = ["name", "occupation", "legal_representative", "telephone", "address"];
    const empty = wanted
      .map((name) => block.querySelector(`[name="${name}"]`))
      .find((input) => input && !input.value && input.getClientRects().length);
    const next = empty || document.querySelector(".mat input[type=radio]");
    if (next) next.focus();
    refresh(0);
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id === "applicant") refresh(PAUSE);
  });

  document.addEventListener("DOMContentLoaded", () => {
    if (!form()) return;
    markAll();
    carried();
    const first = document.querySelector("#applicant input[name=name]");
    if (first && !document.querySelector("[data-focus-first]")) first.focus();
  });
})();
