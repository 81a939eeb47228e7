// The signature pad: mouse, pen or finger on a canvas; the drawing goes into two hidden inputs, the
// picture (PNG, base64) and the strokes (points with time and pressure). It is loaded where it is used.
"use strict";

(function () {
  const INK = "#1a1c21";

  class Pad {
    constructor(box) {
      this.box = box;
      this.canvas = box.querySelector("canvas");
      this.png = box.querySelector("[data-signature-png]");
      this.strokes = box.querySelector("[data-signature-strokes]");
      this.words = box.querySelector("[data-signature-state]");
      this.drawn = [];
      this.current = null;
      this.fit();
      this.listen();
    }

    fit() {
      const ratio = window.devicePixelRatio || 1;
      const frame = this.canvas.getBoundingClientRect();
      this.canvas.width = Math.max(1, Math.round(frame.width * ratio));
      this.canvas.height = Math.max(1, Math.round(frame.height * ratio));
      this.pen = this.canvas.getContext("2d");
      this.pen.scale(ratio, ratio);
      this.pen.lineCap = "round";
      this.pen.lineJoin = "round";
      this.pen.strokeStyle = INK;
      this.redraw();
    }

    listen() {
      this.canvas.addEventListener("pointerdown", (event) => this.begin(event));
      this.canvas.addEventListener("pointermove", (event) => this.go(event));
      ["pointerup", "pointercancel"].forEach((name) => this.canvas.addEventListener(name, () => this.end()));
      const again = this.box.querySelector("[data-signature-clear]");
      if (again) again.addEventListener("click", () => this.clear());
      window.addEventListener("resize", () => this.fit());
    }

    point(event) {
      const frame = this.canvas.getBoundingClientRect();
      const round = (value) => Math.round(value * 10) / 10;
      return [
        round(event.clientX - frame.left),
        round(event.clientY - frame.top),
        Math.round(event.timeStamp),
        Math.round((event.pressure || 0.5) * 100),
      ];
    }

    begin(event) {
      if (event.button) return;
      event.preventDefault();
      this.canvas.setPointerCapture(event.pointerId);
      this.current = [this.point(event)];
      this.drawn.push(this.current);
    }

    go(event) {
      if (!this.current) return;
      const all = event.getCoalescedEvents ? event.getCoalescedEvents() : [];
      (all.length ? all : [event]).forEach((one) => this.current.push(this.point(one)));
      this.redraw();
    }

    end() {
      if (!this.current) return;
      this.current = null;
      this.redraw();
      this.keep();
    }

    redraw() {
      this.pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
      this.drawn.forEach((stroke) => {
        this.pen.beginPath();
        stroke.forEach(([x, y, , pressure], index) => {
          this.pen.lineWidth = 1.5 + pressure / 50;
          if (index === 0) this.pen.moveTo(x, y);
          else this.pen.lineTo(x, y);
        });
        if (stroke.length === 1) this.pen.lineTo(stroke[0][0] + 0.1, stroke[0][1]);
        this.pen.stroke();
      });
    }

    keep() {
      this.png.value = this.drawn.length ? this.canvas.toDataURL("image/png") : "";
      this.strokes.value = this.drawn.length ? JSON.stringify(this.drawn) : "";
      if (this.words) {
        this.words.textContent = this.drawn.length ? this.words.dataset.signed : this.words.dataset.unsigned;
      }
      this.strokes.dispatchEvent(new Event("input", { bubbles: true }));
    }

    clear() {
      this.drawn = [];
      this.redraw();
      this.keep();
      this.canvas.focus();
    }
  }

  function start(root) {
    root.querySelectorAll("[data-signature]").forEach((box) => {
      if (!box.dataset.started) {
        box.dataset.started = "yes";
        new Pad(box);
      }
    });
  }

  document.addEventListener("DOMContentLoaded", () => start(document));
  document.addEventListener("htmx:afterSwap", (event) => start(event.target.parentNode || document));
})();
