// An answer must never stand beside children it was not given for. Where the next one cannot be fetched, the old
// one goes; where the sign-in has ended, the page asked for is opened and asks to sign in. Without script the form is sent whole.
const told = (words) => {
  const say = Object.assign(document.createElement("p"), { className: "answer__say", textContent: words });
  const again = Object.assign(document.createElement("button"), { className: "btn", textContent: "Check again" });
  document.getElementById("answer")?.replaceChildren(say, again);
};
for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(failure, () => told("No answer: the portal could not be reached."));
}
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.isError || event.detail.xhr.responseText.includes('id="answer"')) return;
  event.detail.shouldSwap = false;
  location.assign(event.detail.pathInfo?.finalRequestPath || location.href); // with the last tap in it
});
