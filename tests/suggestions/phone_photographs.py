"""A picture as a phone writes it, with all that stands beside the pixels."""

import io

from PIL import Image
from PIL.PngImagePlugin import PngInfo

EXIF_MAKE, EXIF_ORIENTATION, EXIF_IFD, GPS_IFD = 0x010F, 0x0112, 0x8769, 0x8825
SECRET = "镜头编号00417"


def photograph(*, size: tuple[int, int] = (640, 480), form: str = "JPEG", orientation: int = 6) -> bytes:
    """Returns a picture as a phone writes it: place, camera, moment and words beside the pixels; red above, blue below."""
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0], size[1] // 2))
    exif = Image.Exif()
    exif[EXIF_ORIENTATION], exif[EXIF_MAKE] = orientation, "Phone Works"
    exif.get_ifd(EXIF_IFD)[0x9003] = "2026:03:12 09:30:00"
    exif.get_ifd(GPS_IFD).update({1: "N", 2: (43.0, 50.0, 12.5), 3: "E", 4: (90.0, 17.0, 8.1)})
    written = io.BytesIO()
    if form == "PNG":
        words = PngInfo()
        words.add_text("Comment", "GPS 43.8368 N")
        words.add_itxt("Author", SECRET)
        picture.save(written, "PNG", exif=exif, pnginfo=words)
    else:
        picture.save(written, form, exif=exif, **({"comment": SECRET.encode()} if form == "JPEG" else {}))
    return written.getvalue()
