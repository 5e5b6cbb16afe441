"""The picture of a seal: what may come in, and the PNG that is kept of it: square, on transparent ground, nothing beside the picture."""

import io
import warnings
from typing import BinaryIO

from django.utils.translation import gettext as _
from PIL import Image, ImageChops, ImageMath, ImageOps

from suggestions.confined import calling

LARGEST_FILE = 4 * 1024 * 1024
SMALLEST_SIDE, LARGEST_SIDE, KEPT_SIDE = 500, 4000, 1200
#: How far a picture may be from square, in parts of its longer side.
MOST_UNEQUAL = 0.05
#: Alpha below this is ground: scans are never quite white.
GROUND = 24
CORNER = 0.04
#: The mark at the end of a JPEG, and how far from the end of the file it may stand.
JPEG_ENDS, TAIL = b"\xff\xd9", 1024
#: The part of the square that a seal covers at least.
LEAST_INK = 0.02


class NoSeal(ValueError):
    """The file cannot be a seal; the message says why and can be shown."""


def cleaned(stream: BinaryIO) -> bytes:
    """Returns the PNG that is kept of an uploaded PNG or JPEG. Raises NoSeal.

    Size and measures are read before anything is decoded, so that a small file cannot become a huge picture.
    """
    try:
        _facts, (png,) = calling.call("seal", _content(stream))
    except calling.TooHeavy as heavy:
        raise NoSeal(_("The picture is too large to be opened.")) from heavy
    except calling.Failed as failed:
        is_ours = failed.kind.endswith(NoSeal.__qualname__)
        raise NoSeal(str(failed) if is_ours else _("The picture is damaged and cannot be read.")) from failed
    return png


def cleaned_of(content: bytes) -> tuple[dict[str, object], list[bytes]]:
    """Does the work of `cleaned` in confinement. Raises NoSeal."""
    picture = _decoded(content)
    picture.thumbnail((KEPT_SIDE, KEPT_SIDE), Image.Resampling.LANCZOS)
    on_ground = picture if _has_ground(picture) else _white_as_ground(picture)
    _require_seal(on_ground)
    return {}, [_encoded(_squared(on_ground))]


def _content(stream: BinaryIO) -> bytes:
    stream.seek(0)
    content = stream.read(LARGEST_FILE + 1)
    if not content:
        raise NoSeal(_("The file is empty."))
    if len(content) > LARGEST_FILE:
        raise NoSeal(_("The picture is larger than %d MB.") % (LARGEST_FILE // 1024 // 1024))
    return content


def _decoded(content: bytes) -> Image.Image:
    """Returns the upright picture in RGBA; measures are judged from the header alone."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=("PNG", "JPEG"))
    except Image.DecompressionBombError as bomb:
        raise NoSeal(_too_large()) from bomb
    except (OSError, SyntaxError, ValueError) as error:
        raise NoSeal(_("This is not a PNG or JPEG picture.")) from error
    _require_measures(*picture.size)
    try:
        _require_whole(content, picture)
        return ImageOps.exif_transpose(picture).convert("RGBA")
    except (OSError, SyntaxError, ValueError) as error:
        raise NoSeal(_("The picture is damaged and cannot be read.")) from error


def _require_whole(content: bytes, picture: Image.Image) -> None:
    """Raises SyntaxError for a file that was cut off: what prints documents has told the library to be lenient with them."""
    if picture.format == "PNG":
        Image.open(io.BytesIO(content), formats=("PNG",)).verify()
    elif JPEG_ENDS not in content[-TAIL:]:
        raise SyntaxError("a JPEG without an end")


def _too_large() -> str:
    return _("A seal is at most %(side)d pixels wide and high.") % {"side": LARGEST_SIDE}


def _require_measures(width: int, height: int) -> None:
    measured = {"width": width, "height": height, "side": SMALLEST_SIDE}
    if max(width, height) > LARGEST_SIDE:
        raise NoSeal(_too_large())
    if min(width, height) < SMALLEST_SIDE:
        raise NoSeal(
            _("The picture has %(width)d × %(height)d pixels. It needs at least %(side)d × %(side)d.") % measured
        )
    if abs(width - height) > MOST_UNEQUAL * max(width, height):
        raise NoSeal(_("The picture has %(width)d × %(height)d pixels. A seal is square.") % measured)


def _has_ground(picture: Image.Image) -> bool:
    return picture.getchannel("A").getextrema()[0] < GROUND


def _white_as_ground(picture: Image.Image) -> Image.Image:
    """Returns the picture with white made transparent: over white paper it looks as before."""
    red, green, blue = picture.convert("RGB").split()
    darkest = ImageChops.darker(red, ImageChops.darker(green, blue))
    alpha = ImageChops.invert(darkest).point(lambda value: 0 if value < GROUND else value)
    return Image.merge("RGBA", (*(_without_white(each, alpha) for each in (red, green, blue)), alpha))


def _without_white(channel: Image.Image, alpha: Image.Image) -> Image.Image:
    """Returns the ink that gives the channel over white: 255 - (255 - channel) * 255 / alpha, nothing where alpha is 0."""

    return ImageMath.lambda_eval(
        lambda operands: operands["convert"](
            operands["max"](255 - (255 - operands["channel"]) * 255 / operands["max"](operands["alpha"], 1), 0), "L"
        ),
        channel=channel,
        alpha=alpha,
    )


def _require_seal(picture: Image.Image) -> None:
    alpha = picture.getchannel("A")
    width, height = picture.size
    side = max(1, int(CORNER * min(picture.size)))
    corners = [(x, y, x + side, y + side) for x in (0, width - side) for y in (0, height - side)]
    if any(alpha.crop(corner).getextrema()[1] >= GROUND for corner in corners):
        raise NoSeal(
            _("The ground of the picture is neither transparent nor white: the text under it would be hidden.")
        )
    inked = sum(alpha.histogram()[GROUND:])
    if inked < LEAST_INK * width * height:
        raise NoSeal(_("There is nothing to be seen on this picture."))


def _squared(picture: Image.Image) -> Image.Image:
    side = max(picture.size)
    square = Image.new("RGBA", (side, side), (255, 255, 255, 0))
    square.paste(picture, ((side - picture.width) // 2, (side - picture.height) // 2))
    return square


def _encoded(picture: Image.Image) -> bytes:
    """Returns a PNG of the pixels alone: no text, no place, no profile of the file that came in."""
    bare = Image.frombytes("RGBA", picture.size, picture.tobytes())
    written = io.BytesIO()
    bare.save(written, format="PNG")
    return written.getvalue()
