// The explorer's own behaviour, on top of Streamlit's page. It reads no text of law and writes no HTML.
(() => {
  if (window.cxExplorer) return;
  window.cxExplorer = true;

  // Who wrote each word: the passage under the pointer, the focus or the finger is told below the text. A first tap tells,
  // a second one follows the link.
  let pointer = "";
  let tapped = null;
  const runOf = (event) => event.target.closest && event.target.closest(".cv-run[data-cv-told]");
  const tell = (event) => {
    const run = runOf(event);
    const bar = run && run.closest(".stHtml").querySelector(".cx-told");
    if (bar) bar.textContent = run.dataset.cvTold;
  };
  document.addEventListener("pointerdown", (event) => (pointer = event.pointerType), true);
  document.addEventListener("pointerover", tell);
  document.addEventListener("focusin", tell);
  document.addEventListener("click", (event) => {
    const run = runOf(event);
    if (!run || pointer !== "touch" || tapped === run) return;
    event.preventDefault();
    tapped = run;
    tell(event);
  });

  // Streamlit writes a whole fragment anew where one of its links has changed: what the reader had opened in it and where
  // the keyboard stood would be gone. Both are found again by what they say, and by how many before them say the same.
  const MOST = 500;
  const turned = new Map();
  let held = null;
  const said = (element) => element.textContent.replace(/\s+/g, " ").trim();
  const numbered = (elements) => {
    const seen = new Map();
    return elements.map((element) => {
      const words = said(element);
      seen.set(words, (seen.get(words) || 0) + 1);
      return [element, `${seen.get(words)} ${words}`];
    });
  };
  const folds = () => numbered([...document.querySelectorAll(".stHtml details:not(.cx-more) > summary")]);
  const stops = (name) => numbered([...document.querySelectorAll(`.stHtml ${name}`)]);
  const keyOf = (element, among) => (among.find(([one]) => one === element) || [])[1];
  const page = () => new URLSearchParams(location.search).get("page") || "";

  document.addEventListener("click", (event) => {
    const summary = event.target.closest && event.target.closest("summary");
    const key = summary && keyOf(summary, folds());
    if (!key) return;
    const place = `${page()} ${key}`;
    turned.delete(place);
    turned.set(place, !summary.parentElement.open); // it turns after this
    if (turned.size > MOST) turned.delete(turned.keys().next().value);
    held = { stop: summary, name: "summary", key, title: null };
  });

  // On a phone a row of a table is a block: each cell then says its column.
  const label = () => {
    for (const table of document.querySelectorAll("table.cx-rows:not([data-cx-labelled])")) {
      table.dataset.cxLabelled = "";
      const heads = [...table.querySelectorAll("thead tr > *")].map(said);
      for (const row of table.querySelectorAll("tbody tr"))
        [...row.children].forEach((cell, place) => {
          if (cell.matches("td") && heads[place]) cell.dataset.label = heads[place];
        });
    }
  };

  const again = () => {
    label();
    if (turned.size) {
      for (const [summary, key] of folds()) {
        const fold = summary.parentElement;
        const open = fold.cxSeen ? undefined : turned.get(`${page()} ${key}`);
        fold.cxSeen = true;
        // what is compared in place is always shown
        if (open !== undefined) fold.open = open || fold.querySelector(".cx-opened") !== null;
      }
    }
    if (!held || ![document.body, held.stop].includes(document.activeElement)) return;
    const title = document.querySelector("h1.cx-head");
    if (held.title && title && said(title) !== held.title) {
      // another view: the keyboard and a screen reader begin at its title
      held = null;
      title.tabIndex = -1;
      title.focus({ preventScroll: true });
    } else if (!held.stop.isConnected) {
      const found = stops(held.name).find(([, key]) => key === held.key);
      if (!found) return;
      held.stop = found[0];
      held.stop.focus({ preventScroll: true });
    }
  };
  new MutationObserver(again).observe(document.body, { childList: true, subtree: true });

  // A link to another view changes the address and lets Streamlit run the page again, instead of loading it anew.
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest && event.target.closest(".stHtml a[href^='?']");
    if (!link) return;
    event.preventDefault();
    const menu = link.closest(".cx-more");
    if (menu) menu.open = false;
    const title = document.querySelector("h1.cx-head");
    held = { stop: link, name: "a", key: keyOf(link, stops("a")), title: title && said(title) };
    history.pushState({}, "", link.getAttribute("href"));
    window.dispatchEvent(new PopStateEvent("popstate"));
    const main = document.querySelector("[data-testid='stMain']");
    const place = link.dataset.cxTo || (link.matches(".cv-run") && "comparison");
    const target = place && document.getElementById(place);
    if (target) target.scrollIntoView({ block: "start" });
    else if (main && !("cxStay" in link.dataset)) main.scrollTo({ top: 0 });
  });

  // The first stop of the keyboard leads past the navigation, to the title of the page.
  document.addEventListener("click", (event) => {
    const title = event.target.closest && event.target.closest("[data-cx-skip]") && document.querySelector("h1.cx-head");
    if (!title) return;
    title.tabIndex = -1;
    title.focus();
  });

  // Streamlit's page says that it is English: it is in the language of its navigation.
  const speak = () => {
    const nav = document.querySelector("nav.cx-nav");
    if (!nav) return;
    if (document.documentElement.lang !== nav.lang) document.documentElement.lang = nav.lang;
    for (const button of document.querySelectorAll("[data-testid='stDateInputCalendarButton']"))
      if (button.ariaLabel !== nav.dataset.cxDate) button.ariaLabel = nav.dataset.cxDate;
  };
  speak();
  new MutationObserver(speak).observe(document.body, { childList: true, subtree: true, attributeFilter: ["lang"] });

  // The buttons beside the permanent link and the citation; browsers give the clipboard to https and to this machine only.
  if (navigator.clipboard) document.documentElement.classList.add("cx-can-copy");
  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest("[data-cx-copy]");
    const what = button && button.parentElement.querySelector("a, .cx-quoted");
    const text = what && (what.href || what.textContent);
    if (text) navigator.clipboard.writeText(text).then(() => (button.textContent = button.dataset.cxCopy));
  });

  // Next and previous change of the first comparison on the page.
  const step = (group, by) => {
    const prefix = group.dataset.cxPrefix;
    const root = group.closest(".stHtml");
    const changes = [...root.querySelectorAll(`[id^='${CSS.escape(prefix)}-']`)];
    if (!changes.length) return;
    const last = Number(group.dataset.cxAt || (by > 0 ? -1 : changes.length));
    const at = (last + by + changes.length) % changes.length;
    group.dataset.cxAt = at;
    const target = changes[at];
    const folded = target.closest("details");
    if (folded) folded.open = true;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "center" });
    const place = group.querySelector(".cx-place");
    if (place) place.textContent = `${at + 1} / ${changes.length}`;
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest("[data-cx-step]");
    if (button) step(button.closest(".cx-steps"), Number(button.dataset.cxStep));
  });
  document.addEventListener("keydown", (event) => {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    if (event.target.closest && event.target.closest("input, textarea, select, [contenteditable]")) return;
    const group = document.querySelector(".cx-steps");
    if (!group) return;
    const place = (group.dataset.cxKeys || "").indexOf(event.key.toLowerCase());
    if (place >= 0 && event.key.length === 1) {
      event.preventDefault();
      step(group, place ? 1 : -1);
    }
  });
})();
