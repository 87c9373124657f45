// How many letters of a long text are used, while somebody types. Without script the number stands as of when the page
// was opened, and the answer to the form says by how much it is too long.
for (const box of document.querySelectorAll("textarea[data-count]")) {
  const most = Number(box.dataset.count);
  const shown = box.parentElement.querySelector("[data-counted]");
  const said = box.parentElement.querySelector("[data-count-said]");
  let waiting;
  const count = () => {
    const used = [...box.value].length;
    shown.textContent = used.toLocaleString("en-GB");
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      said.textContent = used > most ? `${used - most} letters too many` : most - used < 200 ? `${most - used} letters left` : "";
    }, 1200);
  };
  box.addEventListener("input", count);
  count();
}
