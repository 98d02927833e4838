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

  // A link to another view changes the address and lets Streamlit run the page again, instead of loading it anew.
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest && event.target.closest(".stHtml a[href^='?']");
    if (!link) return;
    event.preventDefault();
    const menu = link.closest(".cx-more");
    if (menu) menu.open = false;
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
    if (nav && document.documentElement.lang !== nav.lang) document.documentElement.lang = nav.lang;
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
