// An answer must never stand beside children it was not given for. Where the next one cannot be fetched, the old
// one goes; where the sign-in has ended, the page asked for is opened and asks to sign in. Without script the form is sent whole.
const form = document.getElementById("check");
const others = document.getElementById("others");
const CLASS_AT_ONCE = ["all", "clear"];
const BUTTONS = ["add", "out", "without", "search", ...CLASS_AT_ONCE];
const told = (words) => {
  const say = Object.assign(document.createElement("p"), { className: "answer__say", textContent: words });
  const again = Object.assign(document.createElement("button"), { className: "btn", textContent: "Check again" });
  document.getElementById("answer")?.replaceChildren(say, again);
  form?.classList.add("unanswered"); // the signs and buttons of the answer before stand for nothing now
};
for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(failure, () => told("No answer: the portal could not be reached."));
}

// An answer is asked for again when somebody comes back to the page, and every minute that it is seen. Where it is
// still the same, only its time is put right: nothing is read out, no tile moves, the focus stays where it is.
const EVERY = 60_000;
const SOON = 2_000;
let asking = false;
let askedAt = Date.now();
const isQuiet = (event) => event.detail.requestConfig?.triggeringEvent?.detail?.quiet === true;
const askAgain = () => {
  if (document.hidden || asking || Date.now() - askedAt < SOON || !form?.querySelector("input[name=p]:checked")) return;
  htmx.trigger(form, "again", { quiet: true });
};
for (const [where, back] of [[document, "visibilitychange"], [window, "focus"], [window, "pageshow"], [window, "online"]]) {
  where.addEventListener(back, askAgain);
}
setInterval(() => { if (Date.now() - askedAt >= EVERY) askAgain(); }, SOON);
form?.addEventListener("htmx:beforeRequest", (event) => {
  askedAt = Date.now();
  form.classList.toggle("quiet", isQuiet(event));
});
const isTheSame = (text) => {
  const next = new DOMParser().parseFromString(text, "text/html");
  const [say, stamp, time] = ["answer", "shown", "as-of"].map((id) => [next.getElementById(id), document.getElementById(id)]);
  if (!say[0] || say[0].textContent !== say[1].textContent || stamp[0].value !== stamp[1].value) return false;
  time[1].querySelector("time").textContent = time[0].querySelector("time").textContent;
  return true;
};

// The page as an address: everything ticked, with the last tap in it, and nothing of what was typed.
const addressOfChosen = () => {
  const sent = new URLSearchParams(new FormData(form));
  for (const name of ["find", "csrfmiddlewaretoken", ...BUTTONS]) sent.delete(name);
  for (const [name, value] of acts) if (name !== "search") sent.append(name, value);
  return `${form.action.split("?")[0]}?${sent}`;
};
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (isQuiet(event) && xhr.status === 200 && isTheSame(xhr.responseText)) {
    event.detail.shouldSwap = false;
    return;
  }
  if (xhr.responseText.includes('id="answer"') && !event.detail.isError) form.classList.remove("unanswered");
  if (xhr.responseText.includes('id="answer"') || (event.detail.isError && ![401, 403].includes(xhr.status))) return;
  event.detail.shouldSwap = event.detail.isError = false;
  location.assign(addressOfChosen());
});

// What a button does, it does once, and it is not lost to a tap or a letter before its answer is there: whatever is
// asked in its place asks for it as well. A tick made after it is the later word.
let acts = [];
document.addEventListener("htmx:configRequest", ({ detail: { triggeringEvent, formData } }) => {
  const { name, value } = triggeringEvent?.submitter ?? {};
  for (const button of BUTTONS) formData.delete(button);
  if (name && !acts.some((act) => act[0] === name && act[1] === value)) acts.push([name, value]);
  for (const act of acts) formData.append(...act);
});
form?.addEventListener("change", ({ target: { name, value } }) => {
  if (name !== "p") return;
  acts = acts.filter(([act]) => !CLASS_AT_ONCE.includes(act)); // its ticks are set already
  acts = acts.map(([act, whom]) => [act, whom.split(",").filter((handle) => handle !== value).join()]);
});
form?.addEventListener("submit", ({ submitter }) => {
  if (!CLASS_AT_ONCE.includes(submitter?.name)) return;
  for (const tick of form.querySelectorAll("#who > .pupils input[name=p]")) tick.checked = submitter.name === "all";
});

// The buttons beside the answer are hidden while the next one is slow to come, and what is hidden loses the focus:
// whoever pressed one finds it there again.
let pressed = "";
form?.addEventListener("htmx:beforeRequest", (event) => {
  pressed = event.detail.requestConfig?.triggeringEvent?.submitter?.id ?? "";
});
form?.addEventListener("htmx:afterRequest", () => {
  if (pressed && document.activeElement === document.body) document.getElementById(pressed)?.focus({ preventScroll: true });
});

// Whoever has chosen another class sees its children: the list of classes has done its work.
document.addEventListener("htmx:afterRequest", ({ detail: { successful } }) => {
  if (!successful) return;
  const hasChosenClass = acts.some(([name]) => name === "class");
  acts = [];
  if (!hasChosenClass) return;
  others.open = false;
  others.querySelector("summary").focus();
});

// Who was found must not lie behind the answer: on a phone the field goes up until they show.
document.addEventListener("htmx:afterSettle", (event) => {
  const last = document.getElementById("found")?.lastElementChild;
  if (event.detail.elt.id !== "found" || !last || !matchMedia("(max-width: 59.99rem)").matches) return;
  const free = document.querySelector(".answer").getBoundingClientRect().top;
  if (last.getBoundingClientRect().bottom > free) others.querySelector(".field").scrollIntoView({ block: "start" });
});

// A tile must not be exchanged while a finger is on it or on the space bar, or the tap is lost: an answer that is on
// its way is asked for again when the finger is up, unless the tap itself asks.
let owed = false;
form?.addEventListener("htmx:beforeRequest", () => { asking = true; owed = false; });
form?.addEventListener("htmx:afterRequest", () => { asking = false; });
let later = 0;
const hold = () => {
  clearTimeout(later);
  if (!asking) return;
  htmx.trigger(form, "htmx:abort");
  owed = true;
};
const askOwed = () => {
  clearTimeout(later);
  later = setTimeout(() => owed && htmx.trigger(form, "again"), 50);
};
form?.addEventListener("pointerdown", hold);
form?.addEventListener("keydown", ({ key }) => key === " " && hold());
for (const up of ["pointerup", "pointercancel"]) document.addEventListener(up, askOwed);
document.addEventListener("keyup", ({ key }) => key === " " && askOwed());
