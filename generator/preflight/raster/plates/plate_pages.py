"""Pages rewritten for one picture, their whole MediaBox shown."""

from collections.abc import Mapping
from typing import Any

from generator.pdfobjects.builder import ScratchBuilder
from generator.pdfobjects.decode import decode
from generator.pdfobjects.file import PdfFile
from generator.pdfobjects.interpreter import WorkBounds
from generator.pdfobjects.values import Obj, Stream
from generator.preflight.raster.plates.channels import ChannelView
from generator.preflight.raster.plates.plate_drawings import form, kept
from generator.preflight.raster.plates.plate_operators import TABLE
from generator.preflight.raster.plates.plate_state import PlateState
from generator.preflight.raster.plates.rewriter import (
    PlatePicture,
    Rewriter,
    group_entries,
    group_state,
)


def plate_page(
    file: PdfFile, copy: ScratchBuilder, view: ChannelView, entries: Mapping[str, Obj]
) -> dict[str, Any]:
    """A page, by its entries, as `view` sees its colours. Raises `Unmeasurable`, `Mixed` and
    `Malformed`."""
    picture = PlatePicture(file, copy, view, TABLE, WorkBounds())
    rewriter = Rewriter(picture, file.dictionary(entries.get("Resources")), PlateState())
    group = file.dictionary(entries.get("Group"))
    made = kept(entries, ("MediaBox", "Rotate", "UserUnit"))
    if group:
        # the page's backdrop is paper
        state = group_state(rewriter, group, rewriter.stream.state)
        rewriter.stream.state = state._replace(isolated=False)
        made["Group"] = group_entries(group)
    contents = file.get(entries.get("Contents"))
    listed = contents if isinstance(contents, tuple) else (contents,)
    parts = [decode(file, one) for one in map(file.get, listed) if isinstance(one, Stream)]
    made["Contents"] = copy.stream({}, rewriter.rewritten(b"\n".join(parts)))
    return made | {"Resources": rewriter.used, "Annots": _annotations(rewriter, entries)}


def _annotations(rewriter: Rewriter, entries: Mapping[str, Obj]) -> tuple[Any, ...]:
    """Annotations with an appearance, which print if they say so."""
    file = rewriter.file
    made: list[Any] = []
    for item in file.array(entries.get("Annots")):
        annotation = file.dictionary(item)
        entry = file.dictionary(annotation.get("AP")).get("N")
        states, chosen = file.get(entry), file.get(annotation.get("AS"))
        if isinstance(states, dict) and isinstance(chosen, str):
            entry = states.get(chosen)
        target = file.get(entry)
        if isinstance(target, Stream):
            drawn = form(rewriter, entry, target, PlateState())
            made.append({**kept(annotation, ("Subtype", "Rect", "F", "OC")), "AP": {"N": drawn}})
    return tuple(made)
