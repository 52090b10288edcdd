// Filters the cases by words, verdict, class and change. Without it every case is shown.
"use strict";
document.documentElement.classList.add("scripted");
addEventListener("DOMContentLoaded", () => {
  const filter = document.querySelector(".filter");
  const cases = [...document.querySelectorAll("article")].map((node) => ({ node, text: node.textContent.toLowerCase() }));
  const shown = filter.querySelector("output");
  const apply = () => {
    const words = filter.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = ["verdict", "group", "fate"].filter((name) => filter.elements[name]?.value);
    let count = 0;
    for (const { node, text } of cases) {
      const fits = words.every((word) => text.includes(word))
        && chosen.every((name) => node.dataset[name].split(" ").includes(filter.elements[name].value));
      node.hidden = !fits;
      count += fits;
    }
    shown.value = `显示 ${count} / ${cases.length}`;
  };
  filter.addEventListener("input", apply);
  filter.addEventListener("submit", (event) => event.preventDefault());
  for (const link of document.querySelectorAll("a[data-group]")) {
    link.addEventListener("click", () => {
      filter.elements.group.value = link.dataset.group;
      apply();
    });
  }
  apply();
});
