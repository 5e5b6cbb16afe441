// A pad to sign on with finger, pen or mouse; takes the place of the file field, which stays for who has no scripts.

const INK = "#141414";
const STROKE = 4;

// Opens the pad of one signature. `onDrawn` gets the picture after each stroke, null when it was cleared.
export function open(place, { drawn, onDrawn }) {
  const control = place.querySelector("input[type=file]");
  const canvas = place.querySelector("canvas");
  const pen = canvas.getContext("2d");
  control.closest(".field").hidden = true;
  canvas.closest(".field").hidden = false;
  blank(pen);
  if (drawn) createImageBitmap(drawn).then((picture) => pen.drawImage(picture, 0, 0));
  place.querySelector("button").addEventListener("click", () => {
    blank(pen);
    onDrawn(null);
  });
  strokes(canvas, pen, () => canvas.toBlob(onDrawn, "image/png"));
}

function blank(pen) {
  pen.fillStyle = "#ffffff";
  pen.fillRect(0, 0, pen.canvas.width, pen.canvas.height);
  Object.assign(pen, { strokeStyle: INK, fillStyle: INK, lineWidth: STROKE, lineCap: "round", lineJoin: "round" });
}

function strokes(canvas, pen, onEnd) {
  let last = null;
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    last = point(canvas, event);
    line(pen, last, last);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!last) return;
    const next = point(canvas, event);
    line(pen, last, next);
    last = next;
  });
  for (const name of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(name, () => {
      if (last) onEnd();
      last = null;
    });
  }
}

function line(pen, from, to) {
  pen.beginPath();
  pen.moveTo(...from);
  pen.lineTo(...to);
  pen.stroke();
}

function point(canvas, event) {
  const box = canvas.getBoundingClientRect();
  return [((event.clientX - box.left) * canvas.width) / box.width, ((event.clientY - box.top) * canvas.height) / box.height];
}
