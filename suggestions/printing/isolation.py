"""What the renderer may reach: a private fontconfig with the chosen faces, named pictures in memory, nothing else."""

import hashlib
import os
import shutil
import ssl
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from xml.sax.saxutils import escape

from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from suggestions.printing.fonts import Font

CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""
_environment = threading.Lock()


class FetchRefused(RuntimeError):
    """A document asked for something outside itself. Templates never do, so this is an error of a template."""


class MemoryFetcher(URLFetcher):  # type: ignore[misc]
    """Answers only for the named assets; every other address ends the rendering before anything is opened."""

    def __init__(self, assets: Mapping[str, tuple[str, bytes]]) -> None:
        # A context that trusts nobody: the default one reads every root certificate, longer than a short letter takes.
        trusts_nobody = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        super().__init__(ssl_context=trusts_nobody, allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        self._assets = dict(assets)
        #: Some callers inside WeasyPrint (SVG) swallow even fatal errors: the press looks here at the end.
        self.refused: list[str] = []

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Return the asset of that address, or raise what WeasyPrint does not swallow."""
        if url not in self._assets:
            self.refused.append(url[:200])
            raise FatalURLFetchingError(f"Refused to fetch {url[:200]!r}")
        media_type, content = self._assets[url]
        return URLFetcherResponse(url, content, {"Content-Type": media_type})

    def open(self, *_arguments: object, **_options: object) -> None:
        """Refuse the inherited door to the network and the file system."""
        raise FatalURLFetchingError("Refused to open an address")


@contextmanager
def refusals_as_errors(fetcher: MemoryFetcher) -> Iterator[None]:
    """Turn the fetcher's BaseException into an ordinary one, so that a worker's and a view's handlers see it."""
    try:
        yield
    except FatalURLFetchingError as refusal:
        raise FetchRefused(str(refusal)) from refusal
    if fetcher.refused:
        raise FetchRefused(f"Refused to fetch {fetcher.refused!r}")


def private_font_configuration(fonts: Iterable[Font], *, work: Path) -> FontConfiguration:
    """Return a font configuration that knows the given faces only, whatever the machine has installed."""
    with environment(FONTCONFIG_FILE=str(_configuration_file([font.path for font in fonts], work=work))):
        return FontConfiguration()


@contextmanager
def environment(**values: str) -> Iterator[None]:
    """Set variables of the process for the duration of a block, one block at a time."""
    with _environment:
        former = {name: os.environ.get(name) for name in values}
        os.environ.update(values)
        try:
            yield
        finally:
            for name, value in former.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value


def _configuration_file(paths: Iterable[Path], *, work: Path) -> Path:
    """Write the configuration and links to its faces, in a folder named by its content, whole or not at all."""
    files = list(dict.fromkeys(path.resolve() for path in paths))
    described = (f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files)
    facts = "\n".join((str(work.resolve()), *described))
    folder = work.resolve() / "fontconfig" / hashlib.sha256(facts.encode()).hexdigest()[:16]
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(dir=folder.parent))
        (scratch / "fonts").mkdir()
        (scratch / "cache").mkdir()
        for number, path in enumerate(files):
            (scratch / "fonts" / f"{number:02d}{path.suffix.lower()}").symlink_to(path)
        content = CONFIGURATION.format(fonts=escape(str(folder / "fonts")), cache=escape(str(folder / "cache")))
        (scratch / "fonts.conf").write_text(content, encoding="utf-8")
        try:
            scratch.rename(folder)
        except OSError:
            shutil.rmtree(scratch)
    return folder / "fonts.conf"
