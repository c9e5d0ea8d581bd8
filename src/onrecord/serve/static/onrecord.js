// Steps through what is said in a report: j and k, or a click on its words. Everything works without it.
"use strict";

const list = document.querySelector("ol.said");

function choose(number, scroll) {
  for (const each of document.querySelectorAll(".chosen")) each.classList.remove("chosen");
  const parts = document.querySelectorAll(`[data-q="${number}"]`);
  if (!parts.length) return;
  for (const each of parts) each.classList.add("chosen");
  const entry = document.getElementById(`said-${number}`);
  if (scroll) document.querySelector(`.text [data-q="${number}"]`)?.scrollIntoView({ block: "center" });
  entry?.scrollIntoView({ block: "nearest" });
  list.dataset.at = number;
}

function step(by) {
  const last = list.querySelectorAll("li[data-q]").length;
  const at = Number(list.dataset.at || 0);
  if (last) choose(Math.min(last, Math.max(1, at + by)), true);
}

if (list) {
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j") step(1);
    if (event.key === "k") step(-1);
  });
  document.addEventListener("click", (event) => {
    const part = event.target.closest(".text [data-q]");
    if (part) choose(part.dataset.q, false);
  });
  const start = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (start?.dataset?.q) choose(start.dataset.q, false);
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target.closest("input, textarea, select")) return;
  event.preventDefault();
  document.querySelector("input[type=search]")?.focus();
});
