// A page that says what is allowed is asked for again when somebody comes back to it, and every minute that it is
// seen. What stands in a part marked data-fresh is exchanged where it differs, piece by piece: nothing typed, ticked,
// folded or scrolled is touched, and the focus stays where it is. What changed is said. Without script the page says
// as of when it stands, and has a link that asks again.
//   <div data-again> … <tbody data-fresh="rows"> … <p id="as-of">As of <time>08:14</time></p><div id="again-say" role="status"></div>
const page = document.querySelector("[data-again]");
const say = document.getElementById("again-say");
const EVERY = 60_000;
const SOON = 2_000;
let asking = false;
let askedAt = Date.now();

const clock = () => document.querySelector("#as-of time");
const tell = (words, isOld = false) => {
  say.replaceChildren(Object.assign(document.createElement("p"), { className: `notice mb${isOld ? " notice--ask" : ""}`, textContent: words }));
  page.classList.toggle("old", isOld);
};
// Whose line is not in the other: the children for whom something else stands there now.
const linesOf = (part) => new Map([...part.querySelectorAll("tr, li")].map((line) => [line.textContent, line.querySelector("[translate=no]")?.textContent]));
const changedNames = (part, other) => {
  const [before, after] = [linesOf(part), linesOf(other)];
  return [...before, ...after].filter(([line, name]) => name && !(before.has(line) && after.has(line))).map(([, name]) => name);
};

// One piece takes the place of another; where the focus was in it, it stays on the same link.
const exchange = (old, next) => {
  const links = [...old.querySelectorAll("a, button, summary")];
  const place = links.indexOf(document.activeElement);
  old.replaceWith(next);
  if (place >= 0) next.querySelectorAll("a, button, summary")[place]?.focus();
};
const take = (next) => {
  const names = new Set();
  let changed = false;
  for (const part of page.querySelectorAll("[data-fresh]")) {
    const other = next.querySelector(`[data-fresh="${part.dataset.fresh}"]`);
    if (!other || part.isEqualNode(other)) continue;
    changed = true;
    changedNames(part, other).forEach((name) => names.add(name));
    const [pieces, others] = [[...part.children], [...other.children]];
    if (pieces.length !== others.length) {
      exchange(part, other);
      continue;
    }
    pieces.forEach((piece, number) => {
      if (!piece.isEqualNode(others[number])) exchange(piece, others[number]);
    });
  }
  clock().replaceWith(next.querySelector("#as-of time"));
  if (!changed) {
    if (page.classList.contains("old")) tell(`Asked again at ${clock().textContent}: nothing has changed.`);
    return;
  }
  const who = names.size > 0 && names.size < 4 ? ` for ${[...names].join(", ")}` : "";
  tell(`Something changed${who}. It stands here as of ${clock().textContent}.`);
};

const askAgain = async () => {
  if (document.hidden || asking || Date.now() - askedAt < SOON) return;
  asking = true;
  askedAt = Date.now();
  try {
    const answer = await fetch(location.href, { headers: { "Portal-Polled": "1" }, cache: "no-store", signal: AbortSignal.timeout(20_000) });
    const next = new DOMParser().parseFromString(await answer.text(), "text/html");
    // The sign-in has ended, or the list has run out: the page itself says so.
    if (answer.redirected || [401, 403, 404, 410].includes(answer.status) || (answer.ok && !next.querySelector("[data-again]"))) return location.reload();
    if (!answer.ok) throw new Error("no answer");
    take(next);
  } catch {
    tell(`The portal could not be reached. What stands here is as of ${clock().textContent}, and may have changed since.`, true);
  } finally {
    asking = false;
  }
};
if (page) {
  for (const [where, back] of [[document, "visibilitychange"], [window, "focus"], [window, "pageshow"], [window, "online"]]) {
    where.addEventListener(back, askAgain);
  }
  setInterval(() => { if (Date.now() - askedAt >= EVERY) askAgain(); }, SOON);
}
