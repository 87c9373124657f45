// What a browser can only offer with script: two buttons, and the word that something is being done. Without it they stay hidden, and nothing is missing:
// the text to copy stands beside its button, and every browser can print by itself.
//   <button class="btn" type="button" hidden data-copy="id-of-the-text">Copy</button>
//   <button class="btn btn--plain" type="button" hidden data-print>Print</button>
for (const button of document.querySelectorAll("[data-copy], [data-print]")) {
  button.hidden = "copy" in button.dataset && !navigator.clipboard;
  button.addEventListener("click", async () => {
    if ("print" in button.dataset) return window.print();
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    button.setAttribute("aria-live", "polite");
    button.textContent = "Copied";
  });
}
// A form that takes a while says so on its button, and is sent once:  <form data-busy="Saving …">
// The button is switched off only after the form is on its way, so that its own value goes with it. A button with
// words of its own says them:  <button data-busy="Looking …">. Who comes back to the page finds it as it was.
const busy = new Map();
for (const form of document.querySelectorAll("form[data-busy]")) {
  form.addEventListener("submit", (event) => {
    if (busy.has(form)) return event.preventDefault();
    const button = event.submitter ?? form.querySelector("button:not([type=button])");
    busy.set(form, [button, button.textContent]);
    button.textContent = button.dataset.busy ?? form.dataset.busy;
    button.setAttribute("aria-live", "polite");
    setTimeout(() => { button.disabled = true; });
  });
}
addEventListener("pageshow", (event) => {
  for (const [button, words] of event.persisted ? busy.values() : []) {
    button.disabled = false;
    button.textContent = words;
  }
  if (event.persisted) busy.clear();
});
