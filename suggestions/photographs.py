"""Takes out of a picture all that is not picture: position, camera, moment, texts; bytes in, bytes and what was dropped out.

What was dropped is said by kind only; the data itself is kept nowhere (PIPL Art. 28: location is sensitive), but for the
day and the place of taking, and these only for whoever asks for them. The picture is decoded in confinement.
"""

import io
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

import pi_heif
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageCms, ImageOps, UnidentifiedImageError

from suggestions.confined import calling

#: The longer side of what is kept; a sheet of paper can be read at it.
LONGEST = 2400
#: So many pixels are decoded at most. A JPEG is made smaller while it is decoded, so that phones may take more.
MOST_PIXELS = 16_000_000
#: What a header may say at all.
MOST_IN_FILE = 120_000_000
#: The reader of JPEG also takes MPO, as which many phones write it.
FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "HEIF")
#: Kinds of data, in the order in which they are named.
POSITION, CAMERA, MOMENT, TEXT, PREVIEW, PROFILE = KINDS = (
    "position",
    "camera",
    "moment",
    "text",
    "preview",
    "profile",
)
_CAMERA = {
    *("Make", "Model", "Software", "HostComputer", "LensModel", "LensMake", "MakerNote"),
    *("BodySerialNumber", "LensSerialNumber", "CameraOwnerName", "UniqueCameraModel", "CameraSerialNumber"),
}
#: The same in XMP, which is a text of names and values.
_IN_XMP = {
    "position": re.compile(rb"GPS(?:Latitude|Longitude|Position)|Iptc4xmpCore:Location|photoshop:City"),
    "camera": re.compile(rb"tiff:M(?:ake|odel)|SerialNumber|aux:Lens|CreatorTool"),
    "moment": re.compile(rb"CreateDate|DateCreated|DateTimeOriginal|ModifyDate"),
}
#: The part of a Photoshop block that holds IPTC words.
_IPTC = 0x0404
_MOMENT = {"DateTime", "DateTimeOriginal", "DateTimeDigitized"}
_TEXT = {"ImageDescription", "UserComment", "Artist", "Copyright", "XPComment", "XPTitle", "XPAuthor", "XPKeywords"}
#: What decoders note of the coding itself, not of place, person or device.
_CODING = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi", "adobe", "adobe_transform", "progressive"} | {
    *("progression", "gamma", "srgb", "chromaticity", "aspect", "transparency", "background", "loop", "duration"),
    *("timestamp", "compression", "resolution", "interlace", "mpoffset", "bbox", "default_image", "exif", "mp"),
    *("icc_profile", "icc_profile_tag", "photoshop"),
    *("primary", "bit_depth", "chroma", "nclx_profile", "original_orientation", "metadata", "aux"),
    *("thumbnails", "depth_images"),
}


def make_ready() -> None:
    """Lets the picture library read HEIC, as many phones write; of a file the picture alone is read."""
    pi_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)


class NotAPicture(ValueError):
    """The file cannot be read as a picture, or would fill the memory; the message can be shown."""


@dataclass(frozen=True, kw_only=True)
class TakingFacts:
    """When and where a picture was taken, as its camera wrote it; the place in degrees, north and east."""

    on: date | None = None
    place: str = ""


NOT_SAID = TakingFacts()


@dataclass(frozen=True)
class Cleaned:
    """A picture without anything beside it, the kinds of data that were dropped, and what was asked for of them."""

    content: bytes
    media_type: str
    ending: str
    dropped: tuple[str, ...]
    taken: TakingFacts = NOT_SAID


def cleaned(stream: BinaryIO, *, keeps_taken: bool = False) -> Cleaned:
    """Returns the picture upright, at most 2400 px long, encoded anew: PNG as PNG, all else as JPEG. Raises NotAPicture.

    With `keeps_taken` it also returns the day and the place of taking.
    """
    stream.seek(0)
    try:
        facts, (content,) = calling.call("picture", stream.read())
    except calling.TooHeavy as heavy:
        raise NotAPicture(_("The picture is too large to be opened.")) from heavy
    except calling.Failed as failed:
        is_ours = failed.kind.endswith(NotAPicture.__qualname__)
        raise NotAPicture(str(failed) if is_ours else _unreadable()) from failed
    dropped = tuple(kind for kind in KINDS if kind in _strings(facts["dropped"]))
    taken = TakingFacts(on=_day(str(facts["on"])), place=str(facts["place"])) if keeps_taken else NOT_SAID
    return Cleaned(content, str(facts["media_type"]), str(facts["ending"]), dropped, taken)


def _strings(found: object) -> frozenset[str]:
    return frozenset(map(str, found)) if isinstance(found, list) else frozenset()


def _unreadable() -> str:
    return _("The file cannot be read as a picture (JPEG, PNG, WebP, TIFF or HEIC).")


def cleaned_of(content: bytes) -> tuple[dict[str, object], list[bytes]]:
    """Does the work of `cleaned` in confinement. Raises NotAPicture, or whatever else a broken file makes of a decoder."""
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            _require_pixels(picture.size, most=MOST_IN_FILE)
            picture.draft("RGB", (LONGEST, LONGEST))  # of a JPEG only
            _require_pixels(picture.size, most=MOST_PIXELS)
            is_png = picture.format == "PNG"
            dropped = set(_beside(picture))
            taken = _taken(picture)
            written = _written(_plain(picture), is_png=is_png)
    except Image.DecompressionBombError as error:
        raise NotAPicture(_("The picture has too many pixels.")) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        if isinstance(error, NotAPicture):
            raise
        raise NotAPicture(_unreadable()) from error
    media_type, ending = ("image/png", ".png") if is_png else ("image/jpeg", ".jpg")
    facts: dict[str, object] = {"media_type": media_type, "ending": ending, "dropped": sorted(dropped)}
    return facts | {"on": taken.on.isoformat() if taken.on else "", "place": taken.place}, [written]


def _require_pixels(size: tuple[int, int], *, most: int) -> None:
    if size[0] * size[1] > most:
        raise NotAPicture(_("The picture has too many pixels."))


def _taken(picture: Image.Image) -> TakingFacts:
    exif = picture.getexif()
    moment = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime)
    where = exif.get_ifd(ExifTags.IFD.GPSInfo)
    return TakingFacts(on=_day(str(moment or "")[:10].replace(":", "-")), place=_place(where))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _place(where: Mapping[int, object]) -> str:
    """Returns north and east as `43.83681, 90.28558`; "" for what is no place on the earth."""
    with suppress(KeyError, TypeError, ValueError, ZeroDivisionError, OverflowError):
        north = _degrees(where[ExifTags.GPS.GPSLatitude], str(where[ExifTags.GPS.GPSLatitudeRef]), "S")
        east = _degrees(where[ExifTags.GPS.GPSLongitude], str(where[ExifTags.GPS.GPSLongitudeRef]), "W")
        if abs(north) <= 90 and abs(east) <= 180:
            return f"{north:.5f}, {east:.5f}"
    return ""


def _degrees(parts: object, side: str, other_side: str) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)  # type: ignore[attr-defined]
    found = degrees + minutes / 60 + seconds / 3600
    return -found if side == other_side else found


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
    if isinstance(block := picture.info.get("photoshop"), dict) and _IPTC in block:
        yield TEXT
    xmp = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or b""
    beside = xmp.encode() if isinstance(xmp, str) else bytes(xmp)
    yield from (kind for kind, names in _IN_XMP.items() if names.search(beside))


def _plain(picture: Image.Image) -> Image.Image:
    """Returns the pixels alone, upright and in sRGB, in an image that knows nothing else."""
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    if picture.mode not in {"RGB", "RGBA", "CMYK", "LAB"}:
        picture = picture.convert(mode)
    picture.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    pixels = _in_srgb(ImageOps.exif_transpose(picture)).convert(mode)
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


def _written(plain: Image.Image, *, is_png: bool) -> bytes:
    target = io.BytesIO()
    if is_png:
        plain.save(target, "PNG", compress_level=3)  # half the time of 6, for a twentieth more bytes
        return target.getvalue()
    if plain.mode == "RGBA":
        white = Image.new("RGB", plain.size, "white")
        white.paste(plain, mask=plain.getchannel("A"))
        plain = white
    plain.save(target, "JPEG", quality=88, optimize=True)
    return target.getvalue()
