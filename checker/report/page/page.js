// Comfort only: the page can be read and filtered without it.
(() => {
  "use strict";
  const area = document.getElementById("findings");
  const cards = [...area.querySelectorAll(".card")];
  const form = document.getElementById("filters");

  const reveal = (node) => {
    for (let at = node; at; at = at.parentElement) if (at.localName === "details") at.open = true;
  };

  // Where a link leads into a fold, the fold opens; findings also take the focus, so that reading goes on from there.
  const follow = () => {
    let name = location.hash.slice(1);
    try { name = decodeURIComponent(name); } catch { /* an address that is none leads nowhere */ }
    const target = name && document.getElementById(name);
    if (!target) return;
    reveal(target.matches("summary, details") ? target : target.parentElement);
    if (target.localName === "details") target.open = true;
    target.scrollIntoView({ block: target.matches(".card, details, section") ? "start" : "center" });
    if (target.matches(".card")) target.focus({ preventScroll: true });
  };
  addEventListener("hashchange", follow);
  // A second click on the same address changes no hash, but the fold may have been closed since.
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest('a[href^="#"]');
    if (link && link.getAttribute("href") === location.hash) follow();
  });

  const chosen = () => form ? [...form.querySelectorAll("input[type=radio]:checked")].map((i) => i.value).filter(Boolean) : [];
  const passes = (card, classes) => classes.every((name) => card.classList.contains(name));

  const refresh = () => {
    const classes = chosen();
    let shown = 0, opened = 0;
    for (const fold of area.querySelectorAll(".fold")) {
      const fits = [...fold.querySelectorAll(".card")].filter((card) => passes(card, classes)).length;
      fold.hidden = classes.length > 0 && fits === 0;
      if (classes.length && fits && opened < 100) { fold.open = true; opened += fits; }
    }
    for (const card of cards) if (passes(card, classes)) shown += 1;
    const status = document.getElementById("filter-status");
    if (status) {
      const words = shown ? status.dataset.shown.replace("{shown}", shown).replace("{all}", cards.length) : status.dataset.none;
      status.textContent = classes.length ? words : "";
    }
  };
  if (form) {
    form.addEventListener("change", refresh);
    form.addEventListener("reset", () => setTimeout(refresh));
    form.addEventListener("submit", (event) => event.preventDefault());
  }

  const step = (way) => {
    const classes = chosen();
    const info = document.getElementById("info");
    const stays = (card) => passes(card, classes) && (classes.length || !info || info.open || !info.contains(card));
    let at = cards.indexOf(document.activeElement && document.activeElement.closest(".card"));
    if (at < 0) {
      const height = innerHeight / 2;
      const next = cards.findIndex((card) => card.getClientRects().length && card.getBoundingClientRect().top > -1 && stays(card));
      at = way > 0 ? (next < 0 ? -1 : next - 1) : next < 0 ? cards.length : next;
      if (way > 0 && next >= 0 && cards[next].getBoundingClientRect().top > 3 * height && at >= 0 && stays(cards[at])) at = next - 1;
    }
    for (at += way; at >= 0 && at < cards.length; at += way) {
      const card = cards[at];
      if (!stays(card)) continue;
      reveal(card.parentElement);
      card.focus({ preventScroll: true });
      card.scrollIntoView({ block: "start" });
      history.replaceState(null, "", "#" + card.id);
      return;
    }
  };
  const keys = document.getElementById("keys");
  if (keys) keys.closest("label").hidden = false;
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || (keys && !keys.checked)) return;
    if (event.target.matches && event.target.matches("input:not([type=radio]):not([type=checkbox]), select, textarea")) return;
    const way = { n: 1, j: 1, p: -1, k: -1 }[event.key];
    if (way) { event.preventDefault(); step(way); }
  });

  // On paper nothing can be unfolded: findings are printed whole, sources as they stand.
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("#findings details:not([open]):not(.howto), #matrix details:not([open])")];
    for (const fold of closed) fold.open = true;
  });
  addEventListener("afterprint", () => { for (const fold of closed) fold.open = false; });

  refresh();
  follow();
})();
