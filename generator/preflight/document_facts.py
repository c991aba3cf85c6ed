"""Facts about a file as a whole: its catalog, Info, metadata and output intents."""

from collections.abc import Mapping
from dataclasses import field
from functools import cached_property

from generator.cache import Cache, Inputs, frozen_inputs
from generator.pdfobjects.file import PdfFile, decode, header_version
from generator.pdfobjects.values import Malformed, Obj, Stream, decoded_text
from . import xmp


@frozen_inputs
class ProfileHeaderInputs(Inputs[bytes]):
    """The header of an ICC profile. To read it, the whole profile is inflated."""

    digest: bytes
    file: PdfFile = field(compare=False)
    profile: Obj = field(compare=False)

    def make(self, cache: Cache) -> bytes:
        stream = self.file.get(self.profile)
        return decode(self.file, stream)[:128] if isinstance(stream, Stream) else b""


class DocumentFacts:
    """A file with its facts as a whole. Raises `Malformed` if it does not give one."""

    def __init__(self, file: PdfFile) -> None:
        self.file = file

    @property
    def version(self) -> str:
        """The version in the header, such as 1.6."""
        return header_version(self.file.data)

    @cached_property
    def catalog(self) -> Mapping[str, Obj]:
        found = self.file.dictionary(self.file.trailer.get("Root"))
        if not found:
            raise Malformed("the file has no catalog")
        return found

    @cached_property
    def info(self) -> Mapping[str, Obj]:
        return self.file.dictionary(self.file.trailer.get("Info"))

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of objects in the file (see `stored.kinds_of`)."""
        return frozenset[str]().union(*{stored.kinds for stored in self.file.every})

    @cached_property
    def metadata(self) -> xmp.Properties:
        """The catalog's XMP properties; empty if there are none."""
        packet = self.file.get(self.catalog.get("Metadata"))
        return xmp.read(decode(self.file, packet)) if isinstance(packet, Stream) else {}

    @property
    def viewer_preferences(self) -> Mapping[str, Obj]:
        return self.file.dictionary(self.catalog.get("ViewerPreferences"))

    @cached_property
    def output_intents(self) -> tuple[Mapping[str, Obj], ...]:
        items = self.file.array(self.catalog.get("OutputIntents"))
        return tuple(self.file.dictionary(item) for item in items)

    def intents_for(self, standard: str) -> list[Mapping[str, Obj]]:
        """The output intents for a standard, such as GTS_PDFX."""
        return [one for one in self.output_intents if self.file.get(one.get("S")) == standard]

    @cached_property
    def optional_content(self) -> Mapping[str, Obj]:
        """The catalog's entries about layers."""
        return self.file.dictionary(self.catalog.get("OCProperties"))

    @cached_property
    def layer_choices(self) -> tuple[Mapping[str, Obj], ...]:
        """The configurations of layers, the usual one first."""
        listed = (
            self.optional_content.get("D"),
            *self.file.array(self.optional_content.get("Configs")),
        )
        return tuple(one for one in map(self.file.get, listed) if isinstance(one, dict))

    def profile_header(self, profile: Obj) -> bytes:
        """The first 128 bytes of an ICC profile; empty if `profile` is no stream."""
        return self.file.cache.get(
            ProfileHeaderInputs(self.file.digest(profile), self.file, profile)
        )

    def text(self, value: Obj) -> str:
        """The text string of `value`; empty if it is none."""
        found = self.file.get(value)
        return decoded_text(found) if isinstance(found, bytes) else ""
