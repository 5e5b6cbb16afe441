// Keeps what is typed into a form while it is typed: at the server within five seconds, and in this browser, hidden, for as
// long as the server cannot be reached or the session is gone. Without what this needs the page stays a plain form.

import * as fields from "./fields.js";
import * as files from "./files.js";
import * as hiding from "./hiding.js";

const QUIET = 700;
const LONGEST = 4_000;
const PATIENCE = 2_500;
// Where a text is kept as long as the server did not say which slots are taken.
const LAST_SLOT = 99;
const RETURNING = "procuracy-returning";
const SHOWN_AGAIN = "procuracy-shown-again";

// Sends a form from within its own submit event: while that event is under way, requestSubmit does nothing and says nothing.
export function send(form, submitter) {
  setTimeout(() => form.requestSubmit(submitter), 0);
}

export async function begin(form) {
  const box = form.querySelector("[data-keeping]");
  const keeper = new Keeper(form, box);
  keeper.last = keeper.open();
  await keeper.last;
  return keeper;
}

class Keeper {
  constructor(form, box) {
    Object.assign(this, { form, box, words: box.dataset, ticket: box.dataset.keeping, mine: null, timer: 0, since: 0 });
    // What was kept before and is neither taken up nor discarded yet, the latest first. Nothing is kept in their slots meanwhile.
    Object.assign(this, { offers: [], slot: LAST_SLOT, shown: fields.read(form) });
    this.wasShownAgain = false;
    this.isDirty = this.isTyped = this.isLocal = this.isGoing = false;
    this.last = Promise.resolve();
  }

  async open() {
    this.form.addEventListener("input", () => this.typed());
    this.form.addEventListener("submit", (event) => this.submitted(event));
    window.addEventListener("pagehide", () => this.isDirty && !this.isGoing && this.keep({ keepalive: true }));
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.isDirty && this.flush());
    window.addEventListener("online", () => this.isLocal && this.flush());
    files.bind(this.form, this.box);
    const answer = await this.ask({ do: "begin" });
    if (!answer.found) return;
    files.sayLost(this.form, this.box, answer.found.taken);
    const { key, owner, address, kept, taken } = answer.found;
    if (hiding.isPossible()) this.mine = { owner, address, key: await hiding.keyOf(key) };
    const all = [...(await this.unsent(kept, taken)), ...kept];
    const texts = all.filter(({ slot }, place) => all.findIndex((each) => each.slot === slot) === place);
    texts.sort((one, other) => other.at - one.at);
    this.offers = texts.filter((each) => fields.differs(this.form, each.fields));
    const same = texts.find((each) => !this.offers.includes(each));
    this.slot = same ? same.slot : freeSlot(texts);
    const isBack = takeMark(RETURNING) === window.location.pathname;
    this.wasShownAgain = takeMark(SHOWN_AGAIN) === window.location.pathname;
    if (!this.offers.length) return;
    if (isBack) await this.takeUp();
    else this.askAbout("found");
  }

  // Gives what this browser alone keeps of the form, and hands it to the server, which is here again. What was part of a form
  // that was sent and taken since, and what the server has in a later state, goes.
  async unsent(kept, taken) {
    const local = this.mine ? await hiding.get(this.mine) : [];
    const isNews = ({ at, slot }) => at > taken && !kept.some((each) => each.slot === slot && each.at >= at);
    const texts = local.filter(isNews).filter((each) => fields.differs(this.form, each.fields));
    for (const each of texts) {
      const answer = await this.ask({ do: "keep", slot: each.slot, fields: JSON.stringify(each.fields) });
      Object.assign(each, { words: clock(each.at), isLocal: !answer.found });
    }
    if (local.length) await this.keepHere(texts.filter(({ isLocal }) => isLocal));
    return texts;
  }

  async keepHere(texts) {
    if (texts.length) await hiding.put(this.mine, texts.map(({ fields: each, at, slot }) => ({ fields: each, at, slot })));
    else await hiding.remove(this.mine);
  }

  askAbout(state, before = "") {
    this.say(state, this.offers[0].words, [["takeUp", () => this.takeUp()], ["discard", () => this.discard()]], before);
  }

  // Puts what is on offer into the form. What was typed since stays beside it; where it stands in the same field, it is what is
  // on offer from now on.
  async takeUp() {
    const offer = this.offers.shift();
    if (this.isDirty) await this.flush();
    const [before, own] = [fields.read(this.form), this.slot];
    const wanted = { ...before, ...fields.changed(offer.fields, this.shown) };
    const isInTheWay = fields.collide(before, offer.fields, this.shown);
    this.slot = offer.slot;
    if (isInTheWay) {
      const at = Date.now();
      this.offers.push({ fields: before, at, words: clock(at), slot: own, isLocal: this.isLocal });
    }
    const lacking = fields.write(this.form, wanted);
    if (lacking.length && !this.wasShownAgain) {
      this.isGoing = true;
      sessionStorage.setItem(SHOWN_AGAIN, window.location.pathname);
      // The page that comes shows it all, and what this browser keeps then seems to be of no use any more.
      await this.ask({ do: "keep", slot: this.slot, fields: JSON.stringify(wanted) });
      if (!isInTheWay && this.isTyped) await this.ask({ do: "discard", slot: own });
      fields.showAgain(this.form, wanted, lacking);
      return;
    }
    if (!isInTheWay && this.isTyped) {
      await this.flush();
      if (!this.isLocal) await this.ask({ do: "discard", slot: own });
    }
    if (this.offers.length) {
      this.askAbout("found", this.words.taken.replace("{time}", offer.words));
      return;
    }
    const undo = () => {
      fields.write(this.form, before);
      this.slot = own;
      this.offers.unshift(offer);
      this.discard();
    };
    this.say("taken", offer.words, [["discard", undo]]);
  }

  async discard() {
    const offer = this.offers.shift();
    if (this.offers.length) this.askAbout("found", this.words.discarded);
    else this.say("discarded", "", []);
    if (offer.isLocal) await this.keepHere(this.offers.filter(({ isLocal }) => isLocal));
    await this.ask({ do: "discard", slot: offer.slot });
  }

  typed() {
    this.isDirty = this.isTyped = true;
    this.since ||= Date.now();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), Math.max(0, Math.min(QUIET, this.since + LONGEST - Date.now())));
  }

  // Keeps what stands in the form now; one keeping after another, so that an older text never takes the place of a newer one.
  flush() {
    clearTimeout(this.timer);
    this.last = this.last.then(() => this.keep()).catch(() => {});
    return this.last;
  }

  async keep({ keepalive = false } = {}) {
    const typed = fields.read(this.form);
    const at = Date.now();
    [this.isDirty, this.since] = [false, 0];
    const answer = await this.ask({ do: "keep", slot: this.slot, fields: JSON.stringify(typed) }, keepalive);
    const others = this.offers.filter(({ isLocal }) => isLocal);
    if (answer.found) {
      if (this.mine) await this.keepHere(others).catch(() => {});
      this.isLocal = false;
      if (!this.offers.length) this.say("kept", answer.found.words, []);
      else if (!this.box.querySelector(".buttons button")) this.askAbout("found");
      return;
    }
    this.isLocal = true;
    if (answer.isSignedOut) setReturning();
    if (this.mine) {
      await this.keepHere([...others, { fields: typed, at, slot: this.slot }]);
      this.say(answer.isSignedOut ? "signedOut" : "away", clock(at), []);
    } else this.say("lost", "", []);
    clearTimeout(this.timer);
    if (!answer.isSignedOut) this.timer = setTimeout(() => this.flush(), 5_000);
  }

  // Before a form goes, all of it is kept: whoever is asked to sign in first finds it again. A form that was taken forgets what
  // was kept of it: what is still on offer is asked about first.
  async submitted(event) {
    if (this.offers.length && !this.isGoing) {
      event.preventDefault();
      this.askAbout("undecided");
      this.box.querySelector("button").focus();
      return;
    }
    if (this.isGoing || !(this.isDirty || this.isLocal)) {
      fields.date(this.form);
      setReturning();
      return;
    }
    event.preventDefault();
    await Promise.race([this.flush(), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
    setReturning();
    this.isGoing = true;
    send(this.form, event.submitter);
    setTimeout(() => (this.isGoing = false), 0);
  }

  async ask(what, keepalive = false) {
    const body = new URLSearchParams({ ticket: this.ticket, ...what });
    const headers = { "X-CSRFToken": this.form.elements.namedItem("csrfmiddlewaretoken").value };
    try {
      const answer = await fetch(this.words.address, { method: "POST", body, headers, redirect: "manual", keepalive });
      if (answer.ok) return { found: await answer.json() };
      return { isSignedOut: answer.type === "opaqueredirect" || [403, 409].includes(answer.status) };
    } catch {
      return {};
    }
  }

  say(state, moment, buttons, before = "") {
    this.box.hidden = false;
    this.box.querySelector("[role=status]").textContent = `${before} ${this.words[state].replace("{time}", moment)}`.trim();
    const place = this.box.querySelector(".buttons");
    place.replaceChildren(
      ...buttons.map(([name, act]) => {
        const button = Object.assign(document.createElement("button"), { type: "button", textContent: this.words[`${name}Label`] });
        button.className = "button button--plain button--small";
        button.addEventListener("click", act);
        return button;
      }),
    );
    place.hidden = !buttons.length;
  }
}

function freeSlot(texts) {
  let slot = 0;
  while (slot < LAST_SLOT && texts.some((each) => each.slot === slot)) slot += 1;
  return slot;
}

// The moment as the server says it: without the day when it is today.
function clock(at) {
  const said = (moment) => new Date(moment).toLocaleString("sv", { dateStyle: "short", timeStyle: "short", timeZone: "Asia/Shanghai" });
  const [day, minute] = said(at).split(" ");
  return said(Date.now()).startsWith(day) ? minute : said(at);
}

// The address of the form to which somebody comes back, in this tab alone; nothing of what was typed.
export function setReturning() {
  sessionStorage.setItem(RETURNING, window.location.pathname);
}

function takeMark(name) {
  const address = sessionStorage.getItem(name);
  sessionStorage.removeItem(name);
  return address;
}
