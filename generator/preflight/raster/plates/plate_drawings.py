"""Drawings a page calls upon, rewritten like the page: forms, images, glyphs, masks, states."""

from collections.abc import Mapping
from typing import Any, Final

from msgspec import Struct

from generator.pdfobjects.builder import New
from generator.pdfobjects.content_stream import InlineImage
from generator.pdfobjects.file import decode
from generator.pdfobjects.graphics_operators import ext_gstate
from generator.pdfobjects.values import Obj, Stream
from . import pixels
from .channels import OFF, Luminosity, Overprint, Unmeasurable
from .plate_state import INHERITED, NOT_KNOWN, PlateState
from .rewriter import Rewriter, group_entries, group_state

_STATE: Final = ("LW", "LC", "LJ", "ML", "D", "FL", "SA", "CA", "ca", "AIS", "TK", "Font")
_FORM: Final = ("Type", "Subtype", "FormType", "BBox", "Matrix", "OC")
_GLYPHS: Final = ("Type", "Subtype", "Name", "FontBBox", "FontMatrix", "Encoding", "FirstChar",
                  "LastChar", "Widths", "ToUnicode")  # fmt: skip


class RewrittenObject(Struct, frozen=True):
    """A form or image to be painted; a `stencil` is painted in the current colour."""

    target: Any
    stencil: bool = False


def kept(entries: Mapping[str, Obj], keys: tuple[str, ...]) -> dict[str, Any]:
    """Those of some entries that are there."""
    return {key: entries[key] for key in keys if key in entries}


def external_object(rewriter: Rewriter, name: str) -> RewrittenObject | None:
    """A form or an image; None if it leaves the picture alone."""
    file, state = rewriter.file, rewriter.stream.state
    entry = rewriter.entry("XObject", name)
    target = rewriter.picture.target(entry, "an XObject that is not a stream")
    kind = file.get(target.dict.get("Subtype"))
    if kind == "Form":
        return RewrittenObject(form(rewriter, entry, target, state))
    if kind != "Image":
        raise Unmeasurable(f"an XObject of the kind {kind!r}")
    if file.get(target.dict.get("ImageMask")) is True:
        return RewrittenObject(entry, stencil=True)
    made = rewriter.picture.once(
        (entry, state.fill_overprint.on, state.blends, "image"),
        lambda: pixels.image(rewriter, target.dict, target.raw),
    )
    return None if made is None else RewrittenObject(made)


def inline_image(rewriter: Rewriter, image: InlineImage) -> RewrittenObject | None:
    if image.entries.get("ImageMask") is True:
        return RewrittenObject(rewriter.picture.copy.stream(image.entries, image.data), True)
    made = pixels.image(rewriter, image.entries, image.data)
    return None if made is None else RewrittenObject(made)


def form(rewriter: Rewriter, entry: Obj, target: Stream, state: PlateState) -> New:
    """A form as it is drawn in a state."""
    file = rewriter.file
    group = file.dictionary(target.dict.get("Group"))
    state = state._replace(written=NOT_KNOWN)
    if file.get(group.get("S")) == "Transparency":
        state = group_state(rewriter, group, state._replace(blend="Normal"))

    def make() -> New:
        entries = kept(target.dict, _FORM)
        if group:
            entries["Group"] = group_entries(group)
        return rewriter.nested(target, state, entries)

    key = entry, state, rewriter.place_digest(target)
    found: New = rewriter.picture.once(key, make)
    return found


def external_state(rewriter: Rewriter, settings: Mapping[str, Obj]) -> dict[str, Any]:
    """Take over an ExtGState; gives the entries of it that are kept."""
    file, state = rewriter.file, rewriter.stream.state
    for key in ("TR", "TR2"):
        if file.get(settings.get(key)) not in (None, "Identity", "Default"):
            raise Unmeasurable("a transfer function")
    found = ext_gstate(file, settings)
    rewriter.stream.state = state._replace(
        stroke_overprint=_overprint(
            state.stroke_overprint, found.stroke_overprint, found.overprint_mode
        ),
        fill_overprint=_overprint(state.fill_overprint, found.fill_overprint, found.overprint_mode),
        blend=state.blend if found.blend is None else found.blend,
    )
    entries = kept(settings, _STATE)
    if "Font" in entries:
        chosen, size = file.array(entries["Font"])
        entries["Font"] = (font(rewriter, chosen), size)
    if "SMask" in settings:
        entries["SMask"] = _soft_mask(rewriter, settings["SMask"])
    return entries


def _overprint(now: Overprint, on: bool | None, mode: int | None) -> Overprint:
    """Overprint after an ExtGState; what it does not say stands."""
    return Overprint(now.on if on is None else on, now.mode if mode is None else mode)


def _soft_mask(rewriter: Rewriter, value: Obj) -> Any:
    file = rewriter.file
    mask = file.dictionary(value)
    if "G" not in mask or file.get(mask.get("S")) == "Alpha":
        return value if mask else "None"
    picture = rewriter.picture.seen_as(Luminosity())
    target = picture.target(mask["G"], "a soft mask without its drawing")
    seen = Rewriter(picture, rewriter.resources, PlateState(isolated=True))
    drawn = form(seen, mask["G"], target, seen.stream.state)
    made = {"S": "Luminosity", "TR": mask.get("TR", "Identity"), "G": drawn}
    backdrop = file.numbers_of(mask.get("BC"))
    if backdrop:
        space = rewriter.space(file.dictionary(target.dict.get("Group")).get("CS"))
        made["BC"] = picture.view.solid(space, backdrop, OFF)
    return made


def font(rewriter: Rewriter, entry: Obj) -> Any:
    """A font; one whose glyphs are drawings has them rewritten."""
    entries = rewriter.file.dictionary(entry)
    if rewriter.file.get(entries.get("Subtype")) != "Type3":
        return entry
    return rewriter.picture.once((entry, "glyphs"), lambda: _glyphs(rewriter, entries))


def _glyphs(rewriter: Rewriter, entries: Mapping[str, Obj]) -> New:
    file, picture = rewriter.file, rewriter.picture
    own = file.get(entries.get("Resources"))
    resources = own if isinstance(own, dict) else rewriter.resources
    used: dict[str, dict[str, Any]] = {}
    drawn: dict[str, Any] = {}
    for glyph, value in file.dictionary(entries.get("CharProcs")).items():
        inner = Rewriter(picture, resources, PlateState(INHERITED, INHERITED), used)
        target = picture.target(value, "a Type 3 glyph without its drawing")
        drawn[glyph] = picture.copy.stream({}, inner.rewritten(decode(file, target)))
    return picture.copy.add({**kept(entries, _GLYPHS), "CharProcs": drawn, "Resources": used})
