// Keeps what is typed into a form while it is typed: at the server within five seconds, and in this browser, hidden, for as
// long as the server cannot be reached or the session is gone. Without what this needs the page stays a plain form.

import * as fields from "./fields.js";
import * as files from "./files.js";
import * as hiding from "./hiding.js";

const QUIET = 700;
const LONGEST = 4_000;
const PATIENCE = 2_500;
const RETURNING = "procuracy-returning";
const SHOWN_AGAIN = "procuracy-shown-again";

// Sends a form from within its own submit event: while that event is under way, requestSubmit does nothing and says nothing.
export function send(form, submitter) {
  setTimeout(() => form.requestSubmit(submitter), 0);
}

export async function begin(form) {
  const box = form.querySelector("[data-keeping]");
  const keeper = new Keeper(form, box);
  await keeper.open();
  return keeper;
}

class Keeper {
  constructor(form, box) {
    Object.assign(this, { form, box, words: box.dataset, ticket: box.dataset.keeping, mine: null, timer: 0, since: 0 });
    // What was kept before and is neither taken up nor discarded yet, with the fields as the page showed them.
    this.offered = null;
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
    const { key, owner, address, kept, taken } = answer.found;
    if (hiding.isPossible()) this.mine = { owner, address, key: await hiding.keyOf(key) };
    const local = await this.unsent(taken);
    const newest = local && (!kept || local.at > kept.at) ? { ...local, words: clock(local.at) } : kept;
    const isBack = takeMark(RETURNING) === window.location.pathname;
    this.wasShownAgain = takeMark(SHOWN_AGAIN) === window.location.pathname;
    if (newest && !this.isDirty && fields.differs(this.form, newest.fields)) this.offer(newest, isBack);
    else if (local && !this.isDirty) await hiding.remove(this.mine);
  }

  // Gives what this browser keeps of the form, unless it was part of what was sent and taken since.
  async unsent(taken) {
    const local = this.mine && (await hiding.get(this.mine));
    if (!local || local.at > taken) return local;
    await hiding.remove(this.mine);
    return null;
  }

  // Says that there is a text, or puts it into the form where the person has just come back to it.
  offer(kept, isBack) {
    this.offered = { ...kept, shown: fields.read(this.form) };
    if (isBack) this.takeUp();
    else this.askAbout("found");
  }

  askAbout(state) {
    this.say(state, this.offered.words, [["takeUp", () => this.takeUp()], ["discard", () => this.discard()]]);
  }

  // What stands in the form; where nothing was typed since, what is on offer, so that nothing takes its place unasked.
  current() {
    const typed = fields.read(this.form);
    return this.offered ? fields.over(this.offered.fields, this.offered.shown, typed) : typed;
  }

  async takeUp() {
    const [before, wanted, words] = [fields.read(this.form), this.current(), this.offered.words];
    this.offered = null;
    const lacking = fields.write(this.form, wanted);
    if (lacking.length && !this.wasShownAgain) {
      this.isGoing = true;
      sessionStorage.setItem(SHOWN_AGAIN, window.location.pathname);
      // The page that comes shows it all, and what this browser keeps then seems to be of no use any more.
      await this.ask({ do: "keep", fields: JSON.stringify(wanted) });
      fields.showAgain(this.form, wanted, lacking);
      return;
    }
    const undo = () => {
      fields.write(this.form, before);
      this.discard();
    };
    this.say("taken", words, [["discard", undo]]);
  }

  async discard() {
    this.offered = null;
    this.say("discarded", "", []);
    if (this.mine) await hiding.remove(this.mine);
    await this.ask({ do: "discard" });
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
    const typed = this.current();
    const at = Date.now();
    [this.isDirty, this.since] = [false, 0];
    const answer = await this.ask({ do: "keep", fields: JSON.stringify(typed) }, keepalive);
    if (answer.found) {
      if (this.mine) await hiding.remove(this.mine).catch(() => {});
      this.isLocal = false;
      if (!this.offered) this.say("kept", answer.found.words, []);
      return;
    }
    this.isLocal = true;
    if (answer.isSignedOut) setReturning();
    if (this.mine) {
      await hiding.put(this.mine, { fields: typed, at });
      this.say(answer.isSignedOut ? "signedOut" : "away", clock(at), []);
    } else this.say("lost", "", []);
    clearTimeout(this.timer);
    if (!answer.isSignedOut) this.timer = setTimeout(() => this.flush(), 5_000);
  }

  // Before a form goes, all of it is kept: whoever is asked to sign in first finds it again. A form that was taken forgets what
  // was kept of it: what is still on offer is asked about first.
  async submitted(event) {
    if (this.offered && !this.isGoing) {
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

  say(state, moment, buttons) {
    this.box.hidden = false;
    this.box.querySelector("[role=status]").textContent = this.words[state].replace("{time}", moment);
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
