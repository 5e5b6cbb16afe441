// On every page of whoever is signed in: forms that keep what is typed begin, old copies go, and sign-out wipes the person's own.

import { begin, send, setReturning } from "./form.js";
import * as visitKeys from "../visits/keys.js";
import * as hiding from "./hiding.js";

const keepers = [...document.querySelectorAll("form:has([data-keeping])")].map((form) => begin(form));
if (hiding.isPossible()) Promise.all([hiding.sweep(), visitKeys.sweep()]).catch(() => {});

// Before the page goes by a button of the header, what is typed is kept; signing out leaves nothing of the person in this browser.
function before(selector, act) {
  const form = document.querySelector(selector);
  let isGoing = false;
  form?.addEventListener("submit", async (event) => {
    if (isGoing) return;
    event.preventDefault();
    const all = Promise.all(keepers).then((found) => act(found, form));
    await Promise.race([all.catch(() => {}), new Promise((resolve) => setTimeout(resolve, 2_500))]);
    isGoing = true;
    send(form, event.submitter);
  });
}

before("form[data-switch=language]", async (found) => {
  const dirty = found.filter((keeper) => keeper.isTyped);
  await Promise.all(dirty.map((keeper) => keeper.flush()));
  if (dirty.length) setReturning();
});
before("form[data-switch=account]", async (found, form) => {
  await Promise.all(found.filter((keeper) => keeper.isDirty).map((keeper) => keeper.flush()));
  const owners = [form.dataset.owner, ...found.map((keeper) => keeper.mine?.owner)].filter(Boolean);
  if (hiding.isPossible()) await Promise.all([hiding.wipe(owners), visitKeys.wipe()]);
});
