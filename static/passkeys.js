// Lets a button make or show a passkey: what the browser answers is put into the form's hidden field, and the form is sent.

const asBytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

const asText = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const withBytes = (list) => list.map((each) => ({ ...each, id: asBytes(each.id) }));

function readOptions(text) {
  const { publicKey } = JSON.parse(text);
  publicKey.challenge = asBytes(publicKey.challenge);
  if (publicKey.user) publicKey.user.id = asBytes(publicKey.user.id);
  for (const name of ["excludeCredentials", "allowCredentials"]) {
    if (publicKey[name]) publicKey[name] = withBytes(publicKey[name]);
  }
  return { publicKey };
}

function written(credential) {
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature"];
  const present = parts.filter((part) => credential.response[part]);
  return JSON.stringify({
    id: credential.id,
    rawId: asText(credential.rawId),
    type: credential.type,
    response: Object.fromEntries(present.map((part) => [part, asText(credential.response[part])])),
    clientExtensionResults: {},
  });
}

for (const button of document.querySelectorAll("[data-passkey]")) {
  const form = button.form;
  const note = form.querySelector("[data-passkey-note]");
  button.addEventListener("click", async () => {
    note.hidden = true;
    try {
      const credential = await navigator.credentials[button.dataset.passkey](readOptions(button.dataset.options));
      form.elements[button.dataset.into].value = written(credential);
      form.submit();
    } catch {
      note.hidden = false;
    }
  });
}
