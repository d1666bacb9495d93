// What belongs together lights up together: a card and its words, the words and their cards.
for (const [event, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]])
  document.body.addEventListener(event, ({ target }) => {
    const at = target.closest("[data-f], [data-e]");
    if (!at) return;
    const { f, e } = at.dataset;
    const wanted = [...(f ? f.split(" ").map((n) => `[data-f~="${n}"]`) : []), ...(e && !f ? [`[data-e="${CSS.escape(e)}"]`] : [])];
    for (const one of wanted.length ? document.querySelectorAll(wanted.join()) : []) one.classList.toggle("lit", on);
  });
