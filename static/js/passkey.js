// Passkeys: asks the device for fingerprint, face or PIN, puts its answer into the form and sends it.
//   <form data-passkey="get|create" data-options="JSON of what is asked" or data-source="address that gives it">
//   <input type="hidden" name="credential"> <button type="button" data-passkey-ask hidden> <p data-passkey-fault hidden><svg> <span>
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const named = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

const WORDS = {
  NotAllowedError: "It was stopped, or it took too long. Try again.",
  InvalidStateError: "This device is set up already.",
  SecurityError: "This works only at the portal’s own address. Look at the address above.",
};
const OTHER = "This device could not do it. Choose another way.";

async function asked(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options).publicKey;
  const answer = await fetch(form.dataset.source, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()).request_options.publicKey;
}

function create(options) {
  return navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: named(options.excludeCredentials),
    },
  });
}

function get(options) {
  const publicKey = { ...options, challenge: bytes(options.challenge), allowCredentials: named(options.allowCredentials) };
  return navigator.credentials.get({ publicKey });
}

function told(credential) {
  const { response } = credential;
  const answer = { clientDataJSON: text(response.clientDataJSON) };
  if (response.attestationObject) answer.attestationObject = text(response.attestationObject);
  if (response.authenticatorData) answer.authenticatorData = text(response.authenticatorData);
  if (response.signature) answer.signature = text(response.signature);
  if (response.userHandle) answer.userHandle = text(response.userHandle);
  return JSON.stringify({
    id: credential.id, rawId: text(credential.rawId), type: credential.type, response: answer,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const button = form.querySelector("[data-passkey-ask]");
  const fault = form.querySelector("[data-passkey-fault]");
  const say = (words) => {
    fault.hidden = !words;
    fault.querySelector("span").textContent = words;
  };
  if (!window.PublicKeyCredential) {
    say("This browser cannot do it. Choose another way.");
    continue;
  }
  button.hidden = false;
  button.addEventListener("click", async () => {
    say("");
    button.disabled = true;
    try {
      const options = await asked(form);
      const credential = form.dataset.passkey === "create" ? await create(options) : await get(options);
      form.elements.credential.value = told(credential);
      form.submit();
    } catch (problem) {
      say(WORDS[problem.name] || OTHER);
      button.disabled = false;
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault(); // the name was sent by the return key
    button.click();
  });
}
