"""The plates of a press file, as Ghostscript's tiffsep makes them."""

import re
from pathlib import Path

from PIL import Image

from generator.cache import Cache
from generator.design.editions import Edition
from generator.page import Artwork
from generator.pdf import OutputIntent, write
from tests.outside_programs import needs, run
from tests.pdf.artwork import COATED, PRESS

DOTS_PER_MM = 4


def plates(
    piece: Artwork, folder: Path, edition: Edition = PRESS, intent: OutputIntent = COATED
) -> dict[str, Image.Image]:
    """Each plate by the name of its ink; 0 is full ink, 255 none."""
    needs("gs")
    (folder / "a.pdf").write_bytes(write(piece, edition, intent, cache=Cache()))
    run(
        "gs",
        "-q",
        "-dNOPAUSE",
        "-dBATCH",
        "-dSAFER",
        "-sDEVICE=tiffsep",
        f"-r{DOTS_PER_MM * 25.4}",
        f"-sOutputFile={folder}/sep.tif",
        folder / "a.pdf",
    )
    found = {}
    for file in folder.glob("sep*(*.tif"):
        with Image.open(file) as opened:
            name = re.search(r"\((.*)\)", file.name)
            assert name
            found[name[1]] = opened.convert("L")
    return found


def ink(plate: Image.Image, x: float, y: float) -> float:
    """Percent of ink at a place in mm from the top left of the sheet."""
    return (255 - plate.getpixel((int(x * DOTS_PER_MM), int(y * DOTS_PER_MM)))) / 2.55
