"""Writes the Info dictionary and the XMP metadata, which agree.

Every date comes from the content, and every identifier is a digest of the content. So the same
words give the same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.page import Artwork
from .object_bytes import stream, text_string
from .standards import standard

if TYPE_CHECKING:
    from generator.design.editions import Edition

PRODUCER: Final = "cease-print"

_PACKET: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
{namespace}>
{properties}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""

# Where each standard's name stands in XMP: PDF/X-4's own schema, and for the older
# ones, whose Info dictionary holds it, the schema that Acrobat copies that entry into.
_NAMESPACES: Final = {
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "pdfx": "http://ns.adobe.com/pdfx/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}
# PDF/A wants every schema described that is not its own; PDF/UA's is not (ISO 19005-2, 6.6.2.3).
_DESCRIBED: Final = """<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Which part of ISO 14289 the file holds to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>"""


def info(artwork: Artwork, edition: Edition) -> bytes:
    """The Info dictionary. It names PDF/X-1a:2003 without the key GTS_PDFXConformance, which
    belongs to the standard of 2001 (ISO 15930-1)."""
    declared = edition.standard if standard(edition).in_info else ""
    date = text_string(f"D:{artwork.date.replace('-', '')}000000Z")
    entries = {
        b"Title": text_string(artwork.title),
        b"Author": text_string(artwork.author) if artwork.author else b"",
        b"Subject": text_string(artwork.subject) if artwork.subject else b"",
        b"Creator": text_string(PRODUCER),
        b"Producer": text_string(PRODUCER),
        b"CreationDate": date,
        b"ModDate": date,
        b"Trapped": b"/False",
        b"GTS_PDFXVersion": text_string(declared) if declared else b"",
    }
    return b"<<%b>>" % b"".join(b"/%b%b" % (key, value) for key, value in entries.items() if value)


def packet(artwork: Artwork, edition: Edition, identifier: bytes) -> bytes:
    """The XMP stream; `identifier` is 16 bytes of the content's digest."""
    moment = f"{artwork.date}T00:00:00Z"
    properties = [
        "<dc:format>application/pdf</dc:format>",
        _alternative("dc:title", artwork.title),
        _alternative("dc:description", artwork.subject) if artwork.subject else "",
        _list("dc:creator", "Seq", artwork.author) if artwork.author else "",
        _list("dc:language", "Bag", artwork.language),
        *(
            f"<xmp:{name}>{moment}</xmp:{name}>"
            for name in ("CreateDate", "ModifyDate", "MetadataDate")
        ),
        f"<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>",
        f"<xmpMM:DocumentID>{_uuid(identifier, 0)}</xmpMM:DocumentID>",
        f"<xmpMM:InstanceID>{_uuid(identifier, 1)}</xmpMM:InstanceID>",
        "<xmpMM:VersionID>1</xmpMM:VersionID>",
        "<xmpMM:RenditionClass>default</xmpMM:RenditionClass>",
        f"<pdf:Producer>{PRODUCER}</pdf:Producer>",
    ]
    declared = _declared(edition)
    used = [prefix for prefix in _NAMESPACES if any(f"<{prefix}:" in each for each in declared)]
    namespace = "".join(f'\n xmlns:{prefix}="{_NAMESPACES[prefix]}"' for prefix in used)
    found = "\n".join(filter(None, [*properties, *declared]))
    text = _PACKET.format(namespace=namespace, properties=found)
    return stream(text.encode("utf-8"), b"/Type/Metadata/Subtype/XML")


def _declared(edition: Edition) -> list[str]:
    """The properties that name the standards of a file."""
    declared = []
    prefix = standard(edition).namespace
    if prefix != "pdfaid":  # PDF/A's list of the schema's properties is older
        declared.append("<pdf:Trapped>False</pdf:Trapped>")
    if prefix == "pdfaid":
        part, conformance = edition.standard[-2], edition.standard[-1].upper()
        declared.append(f"<pdfaid:part>{part}</pdfaid:part>")
        declared.append(f"<pdfaid:conformance>{conformance}</pdfaid:conformance>")
    elif prefix:
        name = escape(edition.standard)
        declared.append(f"<{prefix}:GTS_PDFXVersion>{name}</{prefix}:GTS_PDFXVersion>")
    if edition.tagged:
        declared += ["<pdfuaid:part>1</pdfuaid:part>", _DESCRIBED]
    return declared


def escape(text: str) -> str:
    """Text as character data (the standard library's own `escape` brings all of its HTTP)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _alternative(name: str, text: str) -> str:
    return (
        f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt></{name}>'
    )


def _list(name: str, kind: str, text: str) -> str:
    return f"<{name}><rdf:{kind}><rdf:li>{escape(text)}</rdf:li></rdf:{kind}></{name}>"


def _uuid(identifier: bytes, number: int) -> str:
    """A name-based identifier (RFC 9562, version 8) from the content's digest."""
    digits = bytearray(identifier)
    digits[0] ^= number
    digits[6] = digits[6] & 0x0F | 0x80
    digits[8] = digits[8] & 0x3F | 0x80
    text = digits.hex()
    return f"uuid:{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
