"""What a file says of itself: PDF/A-3a with the PDF/UA-1 identifier (ISO 19005-3, ISO 14289-1), and the faces it is set in."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element, fromstring, register_namespace, tostring

import weasyprint
from weasyprint.document import DocumentMetadata

VARIANT = "pdf/a-3a"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
PDFUA = "http://www.aiim.org/pdfua/ns/id/"
#: PDF/A allows a property that it does not know when its schema is described in the same place.
IDENTIFIER = f"""<rdf:RDF xmlns:rdf="{RDF}"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"
 xmlns:pdfuaid="{PDFUA}">
<rdf:Description rdf:about=""><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about=""><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{PDFUA}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""
for _prefix in ("pdfaExtension", "pdfaSchema", "pdfaProperty", "pdfuaid"):
    register_namespace(_prefix, IDENTIFIER.partition(f'xmlns:{_prefix}="')[2].partition('"')[0])


class Metadata(DocumentMetadata):  # type: ignore[misc]
    """The metadata of one file; its keywords are the faces in which it was drawn, known once the pages are."""

    def __init__(self, document: weasyprint.Document, **facts: object) -> None:
        self._document = document
        super().__init__(**facts)

    @property
    def keywords(self) -> list[str]:
        """The families of all faces that are in the file."""
        return families(self._document)

    @keywords.setter
    def keywords(self, keywords_from_elsewhere: Iterable[str]) -> None:
        """Ignore keywords from elsewhere."""

    def generate_rdf_metadata(self, variant: str, version: int, conformance: str) -> bytes:
        """Return the RDF with the PDF/UA identifier and its schema in it."""
        whole: Element = fromstring(super().generate_rdf_metadata(variant, version, conformance))  # noqa: S314 - made here
        whole.extend(fromstring(IDENTIFIER))  # noqa: S314 - written above
        return bytes(tostring(whole, encoding="utf-8"))


def families(document: weasyprint.Document) -> list[str]:
    """Return the families in which a document was drawn, in order."""
    return sorted({font.family for font in document.fonts.values()})
