"""Specimens of seals for the sample world: a ring, a star, the name around it, and 样章 in it, so that none is taken for a real one."""

import functools
import io
import math

from PIL import Image, ImageDraw, ImageFont

from suggestions.printing import fonts, renderer

SIDE, FINER = 600, 2
RED = (196, 30, 24)
SPECIMEN = "样章"
#: In parts of the half side: the ring, the middle line of the name, the star's points.
RING, RING_WIDTH, NAME_AT, STAR = 0.98, 0.045, 0.76, 0.30
#: Below the date that the seal is printed over, so that it can be read.
SPECIMEN_AT, SPECIMEN_SIZE = 1.765, 0.2
#: The name stands on at most so much of the circle, in degrees, each character on at most so much of it.
WIDEST, WIDEST_EACH = 290.0, 26.0


def sample_seal(name: str) -> bytes:
    """Returns the PNG of a specimen for a procuratorate; the same name gives the same bytes."""
    side = SIDE * FINER
    ink = Image.new("L", (side, side), 0)
    draw = ImageDraw.Draw(ink)
    half = side / 2
    edge = half * (1 - RING)
    draw.ellipse((edge, edge, side - edge, side - edge), outline=255, width=round(half * RING_WIDTH))
    draw.polygon(_star(half, radius=half * STAR), fill=255)
    _write_around(ink, name, half=half)
    font = _font(round(half * SPECIMEN_SIZE))
    draw.text((half, half * SPECIMEN_AT), SPECIMEN, font=font, fill=255, anchor="mm", stroke_width=2, stroke_fill=255)
    seal = Image.new("RGBA", (SIDE, SIDE), (*RED, 0))
    seal.putalpha(ink.resize((SIDE, SIDE), Image.Resampling.BOX))
    written = io.BytesIO()
    seal.save(written, format="PNG")
    return written.getvalue()


def _star(middle: float, *, radius: float) -> list[tuple[float, float]]:
    """Returns the corners of a five-pointed star with one point up."""
    inner = radius * math.cos(math.radians(72)) / math.cos(math.radians(36))
    lengths = [radius if number % 2 == 0 else inner for number in range(10)]
    return [
        (middle + length * math.sin(math.radians(36 * number)), middle - length * math.cos(math.radians(36 * number)))
        for number, length in enumerate(lengths)
    ]


def _write_around(ink: Image.Image, name: str, *, half: float) -> None:
    """Writes the name from left to right over the star, each character upright to the middle."""
    each = min(WIDEST_EACH, WIDEST / len(name))
    radius = half * NAME_AT
    size = round(min(half * 0.27, radius * math.radians(each) * 0.92))
    font = _font(size)
    for number, character in enumerate(name):
        turned = (number - (len(name) - 1) / 2) * each
        tile = Image.new("L", (size * 2, size * 2), 0)
        ImageDraw.Draw(tile).text((size, size), character, font=font, fill=255, anchor="mm")
        tile = tile.rotate(-turned, Image.Resampling.BICUBIC)
        x, y = half + radius * math.sin(math.radians(turned)), half - radius * math.cos(math.radians(turned))
        ink.paste(255, (round(x) - size, round(y) - size), tile)


@functools.lru_cache(maxsize=32)
def _font(size: int) -> ImageFont.FreeTypeFont:
    packaged = fonts.find(work=renderer.work_folder(), folders=())
    path = next(font.path for font in packaged.fonts if font.family == fonts.SERIF)
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)
