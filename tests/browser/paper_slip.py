"""The slip that goes with a letter on paper: printed by the office, and its one-time address read off the PDF as the unit would."""

import io
import re
from urllib.parse import urlsplit

import pypdf

from tests.browser.visitor import Visitor


def one_time_link(prosecutor: Visitor, suggestion_pk: int) -> str:
    """Prints the service slip and reads the address off its PDF, as the unit would."""
    home = f"/suggestions/{suggestion_pk}/"
    prosecutor.go(home)
    form = prosecutor.page.locator("form", has=prosecutor.page.get_by_role("button", name="Print the service slip"))
    token = form.locator("input[name=csrfmiddlewaretoken]").input_value()
    answer = prosecutor.context.request.post(
        f"{prosecutor.site}{home}service-slip/",
        form={"csrfmiddlewaretoken": token},
        headers={"Referer": prosecutor.page.url},
    )
    assert answer.headers["content-type"] == "application/pdf"
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.body())).pages)
    address = re.search(
        r"http\S*?/portal/enter/\S+", re.sub(r"\s+(?=\S)", "", text.split("http", 1)[1].join(["http", ""]))
    )
    assert address, text
    path = urlsplit(address.group()).path
    return re.match(r"/portal/enter/[\w-]{32}/", path).group()
