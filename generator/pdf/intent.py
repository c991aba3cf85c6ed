"""Output intents: the printing condition a press file was made for, and its ICC profile."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct

from generator.cache import Cache, Inputs, frozen_inputs
from generator.problems import Refused, error
from .object_bytes import deflated

# The versions of ICC profiles that each version of PDF knows (ISO 32000-1, table 67).
_KNOWN: Final[Mapping[str, tuple[int, ...]]] = {"1.4": (2,), "1.6": (2, 4), "1.7": (2, 4)}
# Device classes and colour spaces of profiles (ICC.1:2010, tables 18 and 19).
_CLASSES: Final = {
    b"prtr": "a press",
    b"mntr": "a screen",
    b"scnr": "a scanner or a camera",
    b"link": "the way from one device to another",
    b"spac": "a colour space",
    b"abst": "an effect",
    b"nmcl": "named colours",
}
_PUBLIC: Final = "use a CMYK output profile, as a printer gives it out"


class OutputIntent(Struct, frozen=True):
    """A printing condition, with the absolute path of the ICC profile that describes it, and the
    most ink the paper takes, in percent."""

    identifier: str
    title: str
    registry: str
    info: str
    icc: str
    ink_limit: float = 400.0


class IccProfile(Struct, frozen=True):
    """An ICC profile as a stream object, the digest of the profile, and its major version."""

    body: bytes
    digest: bytes
    version: int


class _ProfileFault(Struct, frozen=True):
    """Why a file cannot serve as the profile."""

    what: str
    hint: str


def profile(
    intent: OutputIntent, pdf_version: str = "1.6", colours: str = "cmyk", *, cache: Cache
) -> IccProfile:
    """The profile of a printing condition: four inks of an output device for PDF/X, or a screen for
    a file in sRGB, in a version that the file's version of PDF knows. Raises Refused if the file
    cannot be read, is damaged, or describes something else."""
    try:
        state = Path(intent.icc).stat()
        found: IccProfile | _ProfileFault = cache.get(
            ProfileInputs(intent.icc, state.st_mtime_ns, state.st_size, colours)
        )
    except OSError as problem:
        found = _ProfileFault(f"cannot be read: {problem.strerror}", "check the path and the file")
    if isinstance(found, IccProfile) and found.version not in _KNOWN[pdf_version]:
        found = _ProfileFault(
            f"is an ICC profile of version {found.version}, which PDF {pdf_version} does not know",
            "ask the printer for the same in version 2",
        )
    if isinstance(found, _ProfileFault):
        message = f'"{Path(intent.icc).name}" {found.what}'
        raise Refused([error("condition", message, hint=found.hint)])
    return found


@frozen_inputs
class ProfileInputs(Inputs["IccProfile | _ProfileFault"]):
    """The profile in a file. A file with another `modified` time is another file."""

    path: str
    modified: int
    size: int
    colours: str

    def make(self, cache: Cache) -> IccProfile | _ProfileFault:
        return _profile(self.path, self.colours)


def _profile(path: str, colours: str) -> IccProfile | _ProfileFault:
    data = Path(path).read_bytes()
    if colours == "srgb":
        if data[12:20] != b"mntrRGB " or data[36:40] != b"acsp":
            return _ProfileFault(
                "is not the ICC profile of a screen", "use the one that is shipped"
            )
        return IccProfile(deflated(data, b"/N 3"), hashlib.sha256(data).digest(), data[8])
    fault = _fault(data)
    if fault:
        return fault
    return IccProfile(deflated(data, b"/N 4"), hashlib.sha256(data).digest(), data[8])


def _fault(data: bytes) -> _ProfileFault | None:
    """The first fault in the header and the table of tags of a press's profile (ICC.1:2010, 7.2 and
    7.3; an output profile's tables, 8.5.2)."""
    if len(data) < 132 or data[36:40] != b"acsp":
        return _ProfileFault("is not an ICC profile", _PUBLIC)
    whole = int.from_bytes(data[:4], "big")
    if len(data) < whole:
        return _ProfileFault(
            f"is cut short: it has {len(data)} bytes of the {whole} it speaks of",
            "copy or download it again",
        )
    if data[12:20] != b"prtrCMYK":
        device = _CLASSES.get(data[12:16], "an unknown device")
        space = data[16:20].decode("latin-1").strip()
        return _ProfileFault(
            "is not the ICC profile of a printing press in four inks: it describes "
            f"{device} in {space}",
            _PUBLIC,
        )
    tags = {
        data[at : at + 4]: (
            int.from_bytes(data[at + 4 : at + 8], "big"),
            int.from_bytes(data[at + 8 : at + 12], "big"),
        )
        for at in range(132, 132 + 12 * min(int.from_bytes(data[128:132], "big"), 100), 12)
    }
    for tag, what in ((b"A2B0", "from inks to colours"), (b"B2A0", "from colours to inks")):
        start, length = tags.get(tag, (0, 0))
        if not length:
            return _ProfileFault(f"has no table {what} ({tag.decode()})", _PUBLIC)
        if start + length > len(data):
            return _ProfileFault(f"is damaged in its table {what}", "copy or download it again")
    return None
