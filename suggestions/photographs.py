"""Takes out of a picture all that is not picture: position, camera, moment, texts; bytes in, bytes and what was dropped out.

What was dropped is said by kind only; the data itself is kept nowhere (PIPL Art. 28: location is sensitive).
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageCms, ImageOps, UnidentifiedImageError

#: The longer side of what is kept; a sheet of paper can be read at it.
LONGEST = 2400
#: Above what cameras of phones take, below what would fill the memory.
MOST_PIXELS = 64_000_000
#: The reader of JPEG also takes MPO, as which many phones write it.
FORMATS = ("JPEG", "PNG", "WEBP", "TIFF")
#: Kinds of data, in the order in which they are named.
POSITION, CAMERA, MOMENT, TEXT, PREVIEW, PROFILE = KINDS = (
    "position",
    "camera",
    "moment",
    "text",
    "preview",
    "profile",
)
_CAMERA = {"Make", "Model", "Software", "HostComputer", "LensModel", "LensMake", "BodySerialNumber", "MakerNote"}
_MOMENT = {"DateTime", "DateTimeOriginal", "DateTimeDigitized"}
_TEXT = {"ImageDescription", "UserComment", "Artist", "Copyright", "XPComment", "XPTitle", "XPAuthor", "XPKeywords"}
#: What decoders note of the coding itself, not of place, person or device.
_CODING = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi", "adobe", "adobe_transform", "progressive"} | {
    *("progression", "gamma", "srgb", "chromaticity", "aspect", "transparency", "background", "loop", "duration"),
    *("timestamp", "compression", "resolution", "interlace", "mpoffset", "bbox", "default_image", "exif", "mp"),
    *("icc_profile", "icc_profile_tag", "photoshop"),
}


class NotAPicture(ValueError):
    """The file cannot be read as a picture, or would fill the memory; the message can be shown."""


@dataclass(frozen=True)
class Cleaned:
    """A picture without anything beside it, and the kinds of data that were dropped."""

    content: bytes
    media_type: str
    ending: str
    dropped: tuple[str, ...]


def cleaned(stream: BinaryIO) -> Cleaned:
    """Returns the picture upright, at most 2400 px long, encoded anew: PNG as PNG, all else as JPEG. Raises NotAPicture."""
    try:
        with Image.open(stream, formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise NotAPicture(_("The picture has too many pixels."))
            dropped = tuple(kind for kind in KINDS if kind in set(_beside(picture)))
            is_png = picture.format == "PNG"
            return _written(_plain(picture), is_png=is_png, dropped=dropped)
    except Image.DecompressionBombError as error:
        raise NotAPicture(_("The picture has too many pixels.")) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        if isinstance(error, NotAPicture):
            raise
        raise NotAPicture(_("The file cannot be read as a picture (JPEG, PNG, WebP or TIFF).")) from error


def _beside(picture: Image.Image) -> Iterator[str]:
    """Yields the kinds of data that stand beside the pixels."""
    exif = picture.getexif()
    names = {ExifTags.TAGS.get(tag, "") for ifd in (exif, exif.get_ifd(ExifTags.IFD.Exif)) for tag in ifd}
    found = {CAMERA: _CAMERA, MOMENT: _MOMENT, TEXT: _TEXT}
    yield from (kind for kind, tags in found.items() if tags & names)
    if exif.get_ifd(ExifTags.IFD.GPSInfo):
        yield POSITION
    if exif.get_ifd(ExifTags.IFD.IFD1) or getattr(picture, "n_frames", 1) > 1:
        yield PREVIEW
    if picture.info.get("icc_profile"):
        yield PROFILE
    if {str(name).lower() for name in picture.info} - _CODING or getattr(picture, "text", None):
        yield TEXT


def _plain(picture: Image.Image) -> Image.Image:
    """Returns the pixels alone, upright and in sRGB, in an image that knows nothing else."""
    picture.draft("RGB", (LONGEST, LONGEST))
    upright = ImageOps.exif_transpose(picture)
    has_alpha = upright.has_transparency_data
    pixels = _in_srgb(upright).convert("RGBA" if has_alpha else "RGB")
    pixels.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    plain = Image.new(pixels.mode, pixels.size)
    plain.paste(pixels)
    return plain


def _in_srgb(picture: Image.Image) -> Image.Image:
    """Returns a picture with its profile applied, which goes with all else; one that cannot be applied is left out."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in {"RGB", "RGBA"}:
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB")) or picture
    except (ImageCms.PyCMSError, OSError):
        return picture


def _written(plain: Image.Image, *, is_png: bool, dropped: tuple[str, ...]) -> Cleaned:
    target = io.BytesIO()
    if is_png:
        plain.save(target, "PNG", optimize=True)
        return Cleaned(target.getvalue(), "image/png", ".png", dropped)
    if plain.mode == "RGBA":
        white = Image.new("RGB", plain.size, "white")
        white.paste(plain, mask=plain.getchannel("A"))
        plain = white
    plain.save(target, "JPEG", quality=88, optimize=True)
    return Cleaned(target.getvalue(), "image/jpeg", ".jpg", dropped)
