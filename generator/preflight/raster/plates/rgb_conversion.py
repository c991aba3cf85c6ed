"""What RGB becomes in ink: through a printing condition's profile, or gray as black alone."""

import io
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    import PIL.Image

Values = tuple[float, ...]
# Steps of each of red, green and blue in a table of ink.
STEPS: Final = 33


class Converter(NamedTuple):
    """What RGB becomes in cyan, magenta, yellow and black: of one colour; and of all, either as a
    PostScript calculator program that takes three numbers and leaves four, or as a `table` of
    four bytes for each of `STEPS` reds, greens and blues, reds first."""

    of: Callable[[Values], Values]
    program: bytes = b""
    table: Callable[[], bytes] = bytes


def _formula(values: Values) -> Values:
    cyan, magenta, yellow = (1 - value for value in values)
    black = min(cyan, magenta, yellow)
    return cyan - black, magenta - black, yellow - black, black


# RGB as the specification turns it into ink where black takes all the gray (ISO 32000-1, 10.3.4):
# what has equal parts of red, green and blue needs no colour, as office printers count it.
GRAY_AS_BLACK: Final = Converter(
    _formula,
    b"1 exch sub 3 1 roll 1 exch sub 3 1 roll 1 exch sub 3 1 roll "
    b"3 copy 2 copy gt { exch } if pop 2 copy gt { exch } if pop "
    b"4 1 roll 3 index sub 3 1 roll 3 index sub 3 1 roll 3 index sub 3 1 roll 4 -1 roll",
)


@lru_cache(maxsize=8)
def through(profile: bytes) -> Converter | None:
    """sRGB through a CMYK profile, relative colorimetric with black point compensation, as print
    shops convert it; None if the profile cannot be used."""
    from PIL import Image, ImageCms

    try:
        transform = ImageCms.buildTransform(
            ImageCms.createProfile("sRGB"), ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            "RGB", "CMYK", ImageCms.Intent.RELATIVE_COLORIMETRIC,
            ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )  # fmt: skip
    except (ImageCms.PyCMSError, OSError):
        return None

    def converted(picture: "PIL.Image.Image") -> bytes:
        found: Any = ImageCms.applyTransform(picture, transform)
        inks: bytes = found.tobytes()
        return inks

    def of(values: Values) -> Values:
        red, green, blue = (round(255 * min(1.0, max(0.0, value))) for value in values)
        inks = converted(Image.new("RGB", (1, 1), (red, green, blue)))
        return tuple(ink / 255 for ink in inks)

    @lru_cache(maxsize=1)
    def table() -> bytes:
        steps = [round(255 * step / (STEPS - 1)) for step in range(STEPS)]
        pixels = bytes(
            value for blue in steps for green in steps for red in steps
            for value in (red, green, blue)
        )  # fmt: skip
        return converted(Image.frombytes("RGB", (STEPS, STEPS * STEPS), pixels))

    return Converter(lru_cache(maxsize=1024)(of), b"", table)
