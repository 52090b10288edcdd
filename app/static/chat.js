/* The chat page's own behaviour: language, 大字 and 深色, help, citations that open their evidence.
   Runs before Gradio starts. Without it everything can still be read. */
"use strict";

(() => {
  const root = document.documentElement;
  root.lang = "zh-CN";
  // Gradio picks the language of its own few words by the browser's; the page is Chinese throughout.
  Object.defineProperty(navigator, "language", { get: () => "zh-CN" });
  Object.defineProperty(navigator, "languages", { get: () => ["zh-CN", "zh"] });

  const remembered = (name) => {
    try {
      return localStorage.getItem(`nianbao.${name}`);
    } catch {
      return null;
    }
  };
  const remember = (name, value) => {
    try {
      localStorage.setItem(`nianbao.${name}`, value);
    } catch {
      /* private windows may refuse: the choice then lasts as long as the page */
    }
  };

  // ---------------------------------------------------------------- 大字, 深色, 说明

  const show = () => {
    const pressed = { big: root.classList.contains("big"), dark: document.body.classList.contains("dark") };
    for (const [id, on] of Object.entries(pressed)) {
      document.getElementById(id)?.setAttribute("aria-pressed", String(on));
    }
  };
  root.classList.toggle("big", remembered("big") === "1");

  const switches = {
    big: () => {
      remember("big", root.classList.toggle("big") ? "1" : "0");
      show();
      // Gradio sizes the box by its content, on input.
      document.querySelector("#ask textarea")?.dispatchEvent(new Event("input", { bubbles: true }));
    },
    dark: () => {
      remember("dark", document.body.classList.toggle("dark") ? "1" : "0");
      show();
    },
    help: (button) => {
      const text = document.getElementById("help-text");
      text.hidden = !text.hidden;
      button.setAttribute("aria-expanded", String(!text.hidden));
    },
  };

  // ---------------------------------------------------------------- evidence

  const wide = window.matchMedia("(min-width: 60rem)");
  let awaited = null;
  let panel = null;
  let fetchTurn = () => {};

  const centre = (box, inner) => {
    const outer = box.getBoundingClientRect();
    const at = inner.getBoundingClientRect();
    box.scrollTop += at.top - outer.top - (outer.height - at.height) / 2;
    box.scrollLeft += at.left - outer.left - (outer.width - at.width) / 2;
  };

  // A sheet that was placed on purpose stays so when it is unfolded.
  const place = (sheet, hit) => {
    centre(sheet, hit);
    sheet.dataset.placed = "yes";
  };

  const point = (id) => {
    const item = document.getElementById(id);
    for (let up = item.parentElement; up && up !== panel; up = up.parentElement) {
      if (up.tagName === "DETAILS") up.open = true;
    }
    const card = item.closest(".card");
    const number = id.split("-")[1];
    for (const hit of card.querySelectorAll(".hit")) {
      if ((hit.dataset.cite || "").split(" ").includes(number)) place(hit.closest(".sheet"), hit);
    }
    // Only the side scrolls: `scrollIntoView` would move the whole page on a phone.
    const side = document.getElementById("side");
    const bar = panel.querySelector(".evidence > summary").getBoundingClientRect();
    const covered = getComputedStyle(panel.querySelector(".evidence > summary")).position === "sticky" ? bar.height : 0;
    side.scrollTop += card.getBoundingClientRect().top - side.getBoundingClientRect().top - covered;
    item.focus({ preventScroll: true });
  };

  const arrange = () => {
    const evidence = panel.querySelector("details.evidence");
    if (evidence) {
      evidence.open = wide.matches || awaited !== null;
      document.getElementById("side").scrollTop = 0;
      for (const sheet of evidence.querySelectorAll(".sheet")) {
        // Gradio patches the old panel into the new one: what was placed for another answer is no longer.
        delete sheet.dataset.placed;
        const hit = sheet.querySelector(".hit");
        if (hit) centre(sheet, hit);
      }
    }
    if (awaited && document.getElementById(awaited)) point(awaited);
    awaited = null;
  };

  const cite = (link) => {
    const id = decodeURIComponent(link.hash.slice(1));
    for (const other of document.querySelectorAll("a.cite.on")) other.classList.remove("on");
    link.classList.add("on");
    if (document.getElementById(id)) {
      point(id);
    } else {
      awaited = id;
      fetchTurn(Number(id.slice(1).split("-")[0]));
    }
  };

  window.nianbao = {
    /** Called by the evidence component when it is there: `trigger` asks the server for an earlier turn's evidence. */
    evidence(element, trigger, watch) {
      panel = element;
      fetchTurn = (turn) => trigger("select", { turn });
      watch("value", () => requestAnimationFrame(arrange));
      element.addEventListener("toggle", (event) => {
        // A sheet has no height while it is folded: centre its cell when it unfolds.
        if (!event.target.open) return;
        for (const sheet of event.target.querySelectorAll(".sheet")) {
          const hit = sheet.querySelector(".hit");
          if (hit && !sheet.dataset.placed) centre(sheet, hit);
        }
      }, true);
    },
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.cite");
    if (link) {
      event.preventDefault();
      cite(link);
      return;
    }
    const button = event.target.closest("header.site button");
    if (button && switches[button.id]) switches[button.id](button);
  });
  document.addEventListener("keydown", (event) => {
    const button = document.getElementById("help");
    if (event.key === "Escape" && button?.getAttribute("aria-expanded") === "true") {
      switches.help(button);
      button.focus();
    }
  });

  // ---------------------------------------------------------------- what Gradio does its own way: English labels, dark mode

  const correct = () => {
    const say = (selector, label) => {
      for (const element of document.querySelectorAll(selector)) {
        const words = typeof label === "function" ? label(element) : label;
        if (element.getAttribute("aria-label") !== words) element.setAttribute("aria-label", words);
      }
    };
    say("#chat [role=log]", "对话");
    say("#chat [data-testid=user]", "提问");
    say("#chat [data-testid=bot]", "回答");
    say("#chat button.example", (button) => button.textContent.trim());
    // Gradio follows the system when it starts; what was chosen here wins.
    const dark = remembered("dark");
    if (dark !== null) document.body.classList.toggle("dark", dark === "1");
    show();
  };

  document.addEventListener("DOMContentLoaded", () => {
    let due = false;
    const watcher = new MutationObserver(() => {
      if (due) return;
      due = true;
      requestAnimationFrame(() => {
        due = false;
        correct();
      });
    });
    watcher.observe(document.body, { childList: true, subtree: true, attributeFilter: ["aria-label", "class"] });
  });
})();
