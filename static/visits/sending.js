// Sends what is kept of a visit and says what became of it: sent, refused, signedOut, foreign, or unanswered.

const TOKEN = /(?:^|; )(?:__Host-)?csrftoken=([^;]+)/;

export async function send(row, address) {
  let answer;
  try {
    answer = await fetch(address, {
      method: "POST",
      body: body(row),
      headers: { "X-CSRFToken": document.cookie.match(TOKEN)?.[1] ?? "", Accept: "application/json" },
      redirect: "manual",
    });
    return await told(answer);
  } catch {
    return { outcome: "unanswered" };
  }
}

function body(row) {
  const form = new FormData();
  form.append("key", row.key);
  for (const [name, value] of Object.entries(row.fields)) form.append(name, value);
  for (const [name, files] of Object.entries(row.files)) {
    for (const file of files) form.append(name, file.content, file.name);
  }
  return form;
}

// The server answers a record in JSON; what is not JSON comes from the door: signed out, not visible, or out of order.
async function told(answer) {
  if (answer.type === "opaqueredirect") return { outcome: "signedOut" };
  const isOurs = answer.headers.get("Content-Type")?.startsWith("application/json");
  if (isOurs) {
    const said = await answer.json();
    return answer.ok ? { outcome: "sent", href: said.href } : { outcome: "refused", words: said.words };
  }
  if (answer.status === 403) return { outcome: "signedOut" };
  if (answer.status === 404) return { outcome: "foreign" };
  return { outcome: "unanswered" };
}
