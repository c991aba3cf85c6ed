"""What a file says about itself, in its Info dictionary and, agreeing with it, in XMP.

Every date is the content's, every identifier a digest of the content, so that the same words
give the same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.page import Artwork
from generator.pdf.objects import stream, text_string
from generator.pdf.standards import standard

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
}


def info(artwork: Artwork, edition: Edition) -> bytes:
    """The Info dictionary. PDF/X-1a:2003 is named in it, without the key GTS_PDFXConformance,
    which belongs to the standard of 2001 (ISO 15930-1)."""
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
        "<pdf:Trapped>False</pdf:Trapped>",
    ]
    namespace = ""
    if edition.standard:
        prefix = standard(edition).namespace
        namespace = f' xmlns:{prefix}="{_NAMESPACES[prefix]}"'
        properties.append(
            f"<{prefix}:GTS_PDFXVersion>{escape(edition.standard)}</{prefix}:GTS_PDFXVersion>"
        )
    text = _PACKET.format(namespace=namespace, properties="\n".join(filter(None, properties)))
    return stream(text.encode("utf-8"), b"/Type/Metadata/Subtype/XML")


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
