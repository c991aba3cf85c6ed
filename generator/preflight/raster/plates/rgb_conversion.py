"""What RGB becomes in ink: through a printing condition's profile, or gray as black alone."""

import io
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Protocol

from generator.cache import Cache, Inputs, frozen_inputs

if TYPE_CHECKING:
    import PIL.Image

Values = tuple[float, ...]
# Steps of each of red, green and blue in a table of ink.
STEPS: Final = 33


class Converter(Protocol):
    """What RGB becomes in cyan, magenta, yellow and black: of all colours, either as a PostScript
    calculator `program` that takes three numbers and leaves four, or as a `table` of four bytes
    for each of `STEPS` reds, greens and blues, reds first."""

    @property
    def program(self) -> bytes: ...

    @property
    def table(self) -> bytes: ...

    def inks(self, rgb: Values) -> Values:
        """What one colour becomes."""


class GrayAsBlack:
    """RGB as the specification turns it into ink where black takes all the gray (ISO 32000-1,
    10.3.4): what has equal parts of red, green and blue needs no colour, as office printers count
    it."""

    program = (
        b"1 exch sub 3 1 roll 1 exch sub 3 1 roll 1 exch sub 3 1 roll "
        b"3 copy 2 copy gt { exch } if pop 2 copy gt { exch } if pop "
        b"4 1 roll 3 index sub 3 1 roll 3 index sub 3 1 roll 3 index sub 3 1 roll 4 -1 roll"
    )
    table = b""

    def inks(self, rgb: Values) -> Values:
        cyan, magenta, yellow = (1 - value for value in rgb)
        black = min(cyan, magenta, yellow)
        return cyan - black, magenta - black, yellow - black, black


GRAY_AS_BLACK: Final = GrayAsBlack()


class ThroughProfile:
    """sRGB through a CMYK profile."""

    program = b""

    def __init__(self, transform: Any) -> None:
        self._transform = transform

    def inks(self, rgb: Values) -> Values:
        from PIL import Image

        red, green, blue = (round(255 * min(1.0, max(0.0, value))) for value in rgb)
        inks = self._converted(Image.new("RGB", (1, 1), (red, green, blue)))
        return tuple(ink / 255 for ink in inks)

    @cached_property
    def table(self) -> bytes:
        from PIL import Image

        steps = [round(255 * step / (STEPS - 1)) for step in range(STEPS)]
        pixels = bytes(
            value for blue in steps for green in steps for red in steps
            for value in (red, green, blue)
        )  # fmt: skip
        return self._converted(Image.frombytes("RGB", (STEPS, STEPS * STEPS), pixels))

    def _converted(self, picture: "PIL.Image.Image") -> bytes:
        from PIL import ImageCms

        found: Any = ImageCms.applyTransform(picture, self._transform)
        inks: bytes = found.tobytes()
        return inks


@frozen_inputs
class OutputProfileInputs(Inputs[ThroughProfile | None]):
    """A CMYK profile as print shops convert through it, relative colorimetric with black point
    compensation; None if it cannot be used."""

    profile: bytes

    def make(self, cache: Cache) -> ThroughProfile | None:
        from PIL import ImageCms

        try:
            return ThroughProfile(
                ImageCms.buildTransform(
                    ImageCms.createProfile("sRGB"),
                    ImageCms.ImageCmsProfile(io.BytesIO(self.profile)),
                    "RGB",
                    "CMYK",
                    ImageCms.Intent.RELATIVE_COLORIMETRIC,
                    ImageCms.Flags.BLACKPOINTCOMPENSATION,
                )
            )
        except (ImageCms.PyCMSError, OSError):
            return None

    def result_size(self, result: ThroughProfile | None) -> int:
        return 2 * len(self.profile) + 4 * STEPS**3
