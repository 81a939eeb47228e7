// Compares a file on the visitor's own device with the hash on file. Nothing is sent anywhere. Browsers
// work hashes out only on secure pages (HTTPS, or this machine); elsewhere the check does not show.
"use strict";

(function () {
  const box = document.querySelector("[data-check-file]");
  if (!box || !window.crypto || !window.crypto.subtle) return;
  box.hidden = false;
  const result = box.querySelector("[data-check-result]");
  box.querySelector("input").addEventListener("change", async (event) => {
    const file = event.target.files[0];
    if (!file) return;
    const digest = await window.crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    const hash = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
    result.textContent = hash === box.dataset.sha256 ? result.dataset.same : result.dataset.other;
  });
})();
