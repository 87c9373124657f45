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
// A form that takes a while says so on its button:  <form data-busy="Saving …">
for (const form of document.querySelectorAll("form[data-busy]")) {
  form.addEventListener("submit", (event) => {
    if (event.submitter) event.submitter.textContent = form.dataset.busy;
  });
}
