"""Pictures of a seal as an office sends them: a red ring on a ground."""

import io

from PIL import Image, ImageDraw

RED = (200, 20, 20, 255)


def picture(
    width: int = 600, height: int | None = None, *, ground: tuple[int, ...] = (0, 0, 0, 0), mode: str = "RGBA"
) -> Image.Image:
    """Returns a red ring on a ground."""
    drawn = Image.new("RGBA", (width, height or width), ground)
    ImageDraw.Draw(drawn).ellipse((20, 20, width - 20, (height or width) - 20), outline=RED, width=30)
    return drawn.convert(mode)


def file_of(drawn: Image.Image, *, kind: str = "PNG", **options: object) -> io.BytesIO:
    written = io.BytesIO()
    drawn.save(written, format=kind, **options)
    return written
