// Photos of a field beside each other, each with a button that removes it; drawn small on a canvas, kept as they are.

const WIDTH = 320;
const HEIGHT = 240;

// Shows the files kept for one field under its control.
export function show(control, files, { words, onRemove }) {
  const list = control.parentElement.querySelector(":scope > .photos") ?? document.createElement("ul");
  list.className = "photos";
  list.replaceChildren(...files.map((file, place) => item(file, words, () => onRemove(place))));
  control.after(list);
}

// Reads chosen files whole, so that they stay when the camera's own copy goes.
export async function readAll(chosen) {
  return Promise.all(
    [...chosen].map(async (file) => ({
      name: file.name,
      content: new Blob([await file.arrayBuffer()], { type: file.type }),
    })),
  );
}

function item(file, words, onRemove) {
  const entry = document.createElement("li");
  const name = document.createElement("small");
  const button = document.createElement("button");
  name.textContent = file.name;
  button.type = "button";
  button.className = "button button--plain button--small";
  button.textContent = words;
  button.setAttribute("aria-label", `${words}: ${file.name}`);
  button.addEventListener("click", onRemove);
  entry.append(name, button);
  draw(file.content).then((canvas) => canvas && entry.prepend(canvas));
  return entry;
}

async function draw(content) {
  const picture = await createImageBitmap(content).catch(() => null);
  if (!picture) return null;
  const canvas = document.createElement("canvas");
  const scale = Math.max(WIDTH / picture.width, HEIGHT / picture.height);
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  canvas.setAttribute("aria-hidden", "true");
  const [width, height] = [picture.width * scale, picture.height * scale];
  canvas.getContext("2d").drawImage(picture, (WIDTH - width) / 2, (HEIGHT - height) / 2, width, height);
  return canvas;
}
