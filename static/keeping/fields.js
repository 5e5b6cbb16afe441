// The fields of a form as lists of values by name: read, compared and written. Files and what guards the form are left out.

const NOT_TYPED = new Set(["csrfmiddlewaretoken", "form_token", "form_ticket", "typed_until"]);
const NOT_KEPT = new Set(["file", "submit", "button", "image", "reset", "password"]);

function controls(form) {
  return [...form.elements].filter(({ name, type }) => name && !NOT_TYPED.has(name) && !NOT_KEPT.has(type));
}

export function read(form) {
  const fields = {};
  for (const control of controls(form)) {
    const values = (fields[control.name] ??= []);
    if (control.type === "checkbox" || control.type === "radio") {
      if (control.checked) values.push(control.value);
    } else if (control.type === "select-multiple") values.push(...[...control.selectedOptions].map((each) => each.value));
    else values.push(control.value);
  }
  return fields;
}

// Tells whether a person would see a difference: hidden fields say on what a form was written, and nobody types them.
export function differs(form, kept) {
  const shown = read(form);
  const visible = new Set(controls(form).filter(({ type }) => type !== "hidden").map(({ name }) => name));
  return Object.entries(kept).some(([name, values]) =>
    name in shown ? visible.has(name) && !same(shown[name], values) : values.some((value) => value.trim()));
}

function same(one, other) {
  return one.length === other.length && one.every((value, place) => plain(value) === plain(other[place]));
}

function plain(value) {
  return value.replaceAll("\r\n", "\n");
}

// Gives of a text the fields in which it is not what the page showed.
export function changed(text, shown) {
  return Object.fromEntries(Object.entries(text).filter(([name, values]) => !same(values, shown[name] ?? [])));
}

// Tells whether two texts changed a field in different ways, so that one would take the place of the other.
export function collide(one, other, shown) {
  const theirs = changed(other, shown);
  return Object.entries(changed(one, shown)).some(([name, values]) => name in theirs && !same(values, theirs[name]));
}

// Writes the fields; tells whether each had its control. Rows that the page does not show yet have none.
export function write(form, kept) {
  const left = new Set(Object.keys(kept));
  const places = {};
  for (const control of controls(form)) {
    if (!(control.name in kept)) continue;
    left.delete(control.name);
    const values = kept[control.name];
    if (control.type === "checkbox" || control.type === "radio") control.checked = values.includes(control.value);
    else if (control.type === "select-multiple") for (const each of control.options) each.selected = values.includes(each.value);
    else control.value = values[(places[control.name] = (places[control.name] ?? -1) + 1)] ?? "";
  }
  return [...left].filter((name) => kept[name].some((value) => value.trim()));
}

// Adds hidden fields for what has no control, and sends the form to be shown again with all its rows; it saves nothing.
export function showAgain(form, kept, names) {
  for (const name of names) {
    for (const value of kept[name]) add(form, "hidden", name, value);
  }
  form.requestSubmit(add(form, "submit", "do", "take_up"));
}

// Writes into the form until when it was typed: what this browser keeps of it from before goes once it is taken.
export function date(form) {
  form.querySelector("input[name=typed_until]")?.remove();
  add(form, "hidden", "typed_until", Date.now());
}

function add(form, type, name, value) {
  const control = Object.assign(document.createElement("input"), { type, name, value, hidden: true });
  form.append(control);
  return control;
}
