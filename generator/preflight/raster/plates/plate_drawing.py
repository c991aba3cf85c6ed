"""Drawings a page calls upon, rewritten like the page: forms, patterns, glyphs, masks, states."""

from collections.abc import Mapping
from typing import Any, Final

from generator.pdfobjects import colour_spaces
from generator.pdfobjects.builder import New, PdfBuilder
from generator.pdfobjects.colour_spaces import GREYS, ColourSpace
from generator.pdfobjects.decode import decode
from generator.pdfobjects.file import PdfFile
from generator.pdfobjects.values import Obj, Stream
from generator.preflight.raster.plates import pixels
from generator.preflight.raster.plates.channels import (
    CMYKS,
    OFF,
    RGBS,
    Channels,
    ChannelView,
    Luminosity,
    Overprint,
    Unmeasurable,
)
from generator.preflight.raster.plates.rewriter import (
    INHERITED,
    PlateState,
    Rewriter,
    RewrittenObject,
    SetColour,
)

MAX_DEPTH: Final = 20
_STATE: Final = ("LW", "LC", "LJ", "ML", "D", "FL", "SA", "CA", "ca", "AIS", "TK", "Font")
_FORM: Final = ("Type", "Subtype", "FormType", "BBox", "Matrix", "OC")
_TILING: Final = ("Type", "PatternType", "PaintType", "TilingType", "BBox", "XStep", "YStep",
                  "Matrix")  # fmt: skip
_GLYPHS: Final = ("Type", "Subtype", "Name", "FontBBox", "FontMatrix", "Encoding", "FirstChar",
                  "LastChar", "Widths", "ToUnicode")  # fmt: skip


class PlateDrawing:
    """One picture of the pages of `file`, drawn as `view` sees their colours into `copy`."""

    def __init__(self, file: PdfFile, copy: PdfBuilder, view: ChannelView, depth: int = 0) -> None:
        self.file = file
        self.copy = copy
        self.view = view
        self.depth = depth
        self._solid: dict[object, Channels | None] = {}
        self._made: dict[object, Any] = {}

    def once(self, key: object, make: Any) -> Any:
        """What `make` gives, made once for `key` if that can be compared."""
        try:
            if key not in self._made:
                self._made[key] = make()
            return self._made[key]
        except TypeError:
            return make()

    # Colours and states.

    def colour(
        self, r: Rewriter, tint: SetColour, overprint: Overprint, filled: bool
    ) -> bytes | None:
        """What sets a colour, empty if it stands; None if it leaves this picture alone."""
        if tint is INHERITED:
            return b""
        word = b"rg" if filled else b"RG"
        if tint.pattern is not None:
            return self._pattern(r, tint, overprint, b"cs" if filled else b"CS")
        key = tint, overprint, r.look.blends
        if key not in self._solid:
            space, values = self.blended(tint.space, r.look.blends), tint.values
            if space.family != tint.space.family:
                values = values * 3
            self._solid[key] = self.view.solid(space, values, overprint)
        channels = self._solid[key]
        return None if channels is None else b"%.4f %.4f %.4f %b" % (*channels, word)

    def blended(self, space: ColourSpace, blends: str) -> ColourSpace:
        """`space` as a group that blends in `blends` sees it: grays become RGB there."""
        inner = space.base if space.family == "Indexed" and space.base else space
        if blends == "RGB" and inner.family in GREYS and inner is space:
            return colour_spaces.RGB
        usual = {"RGB": RGBS, "Gray": GREYS}.get(blends)
        if usual is not None and inner.family not in usual:
            raise Unmeasurable(f"{inner.family} in a group that blends in {blends}")
        return space

    def blend(self, r: Rewriter, mode: str) -> bytes | None:
        seen = self.view.blend(mode)
        return None if seen is None else r.use("ExtGState", {"BM": seen}) + b" gs"

    def state(
        self, r: Rewriter, look: PlateState, settings: Mapping[str, Obj]
    ) -> tuple[PlateState, dict[str, Any]]:
        """The look after an ExtGState, and the entries of it that are kept."""
        get = self.file.get
        for key in ("TR", "TR2"):
            if get(settings.get(key)) not in (None, "Identity", "Default"):
                raise Unmeasurable("a transfer function")
        stroke, fill = settings.get("OP"), settings.get("op", settings.get("OP"))
        mode = get(settings.get("OPM"))
        look = look._replace(
            stroke_overprint=_overprint(look.stroke_overprint, get(stroke), mode),
            fill_overprint=_overprint(look.fill_overprint, get(fill), mode),
        )
        blend = get(settings.get("BM"))
        if isinstance(blend, tuple):
            blend = get(blend[0]) if blend else None
        if isinstance(blend, str):
            look = look._replace(blend="Normal" if blend == "Compatible" else blend)
        kept: dict[str, Any] = {key: settings[key] for key in _STATE if key in settings}
        if "Font" in kept:
            font, size = self.file.array(kept["Font"])
            kept["Font"] = (self.font(r, font), size)
        if "SMask" in settings:
            kept["SMask"] = self._soft_mask(r, settings["SMask"])
        return look, kept

    def _soft_mask(self, r: Rewriter, value: Obj) -> Any:
        mask = self.file.dictionary(value)
        if "G" not in mask or self.file.get(mask.get("S")) == "Alpha":
            return value if mask else "None"
        target = self._stream(mask["G"], "a soft mask without its drawing")
        made: dict[str, Any] = {"S": "Luminosity", "TR": mask.get("TR", "Identity")}
        seen = PlateDrawing(self.file, self.copy, Luminosity(), self.depth + 1)
        made["G"] = seen.form(r, mask["G"], target, PlateState(isolated=True))
        backdrop = self.file.numbers_of(mask.get("BC"))
        if backdrop:
            blends = self.file.dictionary(target.dict.get("Group")).get("CS")
            made["BC"] = seen.view.solid(r.space(blends), backdrop, OFF)
        return made

    # Drawings.

    def external(self, r: Rewriter, entry: Obj) -> RewrittenObject | None:
        target = self._stream(entry, "an XObject that is not a stream")
        kind = self.file.get(target.dict.get("Subtype"))
        if kind == "Form":
            return RewrittenObject(self.form(r, entry, target, r.look))
        if kind != "Image":
            raise Unmeasurable(f"an XObject of the kind {kind!r}")
        if self.file.get(target.dict.get("ImageMask")) is True:
            return RewrittenObject(entry, stencil=True)
        made = self.once(
            (entry, r.look.fill_overprint.on, r.look.blends, "image"),
            lambda: pixels.image(self, r, target.dict, target.raw),
        )
        return None if made is None else RewrittenObject(made)

    def inline(self, r: Rewriter, entries: Mapping[str, Obj], raw: bytes) -> RewrittenObject | None:
        full, data = pixels.unpacked(entries, raw)
        if full.get("ImageMask") is True:
            return RewrittenObject(self.copy.stream(full, data), stencil=True)
        made = pixels.image(self, r, full, data)
        return None if made is None else RewrittenObject(made)

    def shading(self, r: Rewriter, entry: Obj, overprint: Overprint) -> New | None:
        return pixels.shading(self, r, entry, overprint)

    def form(self, r: Rewriter, entry: Obj, target: Stream, look: PlateState) -> New:
        group = self.file.dictionary(target.dict.get("Group"))
        if self.file.get(group.get("S")) == "Transparency":
            look = look._replace(blend="Normal", **self.grouped(r, group, look))
        # Two forms without resources of their own may differ by where they are drawn.
        place = None if "Resources" in target.dict else id(r.resources)

        def make() -> New:
            made: dict[str, Any] = {key: target.dict[key] for key in _FORM if key in target.dict}
            if group:
                made["Group"] = _group(group)
            return self._drawing(r, target, look, made)

        found: New = self.once((entry, look, place), make)
        return found

    def grouped(self, r: Rewriter, group: Mapping[str, Obj], look: PlateState) -> dict[str, Any]:
        """What a transparency group changes in the look of what is in it."""
        if self.file.get(group.get("K")) is True:
            raise Unmeasurable("a knockout group")
        changes: dict[str, Any] = {}
        isolated = self.file.get(group.get("I")) is True
        if isolated:
            changes["isolated"] = True
        if group.get("CS") is not None:
            family = r.space(group["CS"]).family
            blends = "Gray" if family in GREYS else "RGB" if family in RGBS else "CMYK"
            if blends == "CMYK" and family not in CMYKS:
                raise Unmeasurable(f"a group that blends in {family}")
            changes["blends"] = blends
        return changes

    def _drawing(self, r: Rewriter, target: Stream, look: PlateState, made: dict[str, Any]) -> New:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise Unmeasurable(f"drawings inside drawings more than {MAX_DEPTH} deep")
        own = self.file.get(target.dict.get("Resources"))
        inner = Rewriter(self, own if isinstance(own, dict) else r.resources, look)
        data = inner.run(decode(self.file, target))
        self.depth -= 1
        return self.copy.stream(made | {"Resources": inner.used}, data)

    def _pattern(
        self, r: Rewriter, tint: SetColour, overprint: Overprint, word: bytes
    ) -> bytes | None:
        entry, choose = tint.pattern, word.replace(b"cs", b"scn").replace(b"CS", b"SCN")
        target, entries = self.file.get(entry), self.file.dictionary(entry)
        if self.file.get(entries.get("PatternType")) == 2:
            shading = self.shading(r, entries.get("Shading"), overprint)
            if shading is None:
                return None
            kept = {key: entries[key] for key in ("PatternType", "Matrix") if key in entries}
            made: Any = self.once(
                (entry, overprint, "shading"), lambda: self.copy.add(kept | {"Shading": shading})
            )
            return b"/Pattern %b %b %b" % (word, r.use("Pattern", made), choose)
        if not isinstance(target, Stream):
            raise Unmeasurable("a tiling pattern without its drawing")
        if self.file.get(entries.get("PaintType")) == 2:
            if tint.space.base is None:
                raise Unmeasurable("an uncoloured pattern without a colour")
            channels = self.view.solid(tint.space.base, tint.values, overprint)
            if channels is None:
                return None
            space = r.use("ColorSpace", ("Pattern", "DeviceRGB"))
            colour = b"%.4f %.4f %.4f" % channels
            return b"%b %b %b %b %b" % (space, word, colour, r.use("Pattern", entry), choose)
        kept = {key: entries[key] for key in _TILING if key in entries}
        look = PlateState(isolated=r.look.isolated, blends=r.look.blends)
        made = self.once(
            (entry, look, "tiling"), lambda: self._drawing(r, target, look, dict(kept))
        )
        return b"/Pattern %b %b %b" % (word, r.use("Pattern", made), choose)

    def font(self, r: Rewriter, entry: Obj) -> Any:
        """A font; one whose glyphs are drawings has them rewritten."""
        entries = self.file.dictionary(entry)
        if self.file.get(entries.get("Subtype")) != "Type3":
            return entry
        return self.once((entry, "glyphs"), lambda: self._glyphs(r, entries))

    def _glyphs(self, r: Rewriter, entries: Mapping[str, Obj]) -> New:
        own = self.file.get(entries.get("Resources"))
        resources = own if isinstance(own, dict) else r.resources
        used: dict[str, dict[str, Any]] = {}
        drawn: dict[str, Any] = {}
        for glyph, value in self.file.dictionary(entries.get("CharProcs")).items():
            inner = Rewriter(self, resources, PlateState(INHERITED, INHERITED))
            inner.used = used
            target = self._stream(value, "a Type 3 glyph without its drawing")
            drawn[glyph] = self.copy.stream({}, inner.run(decode(self.file, target)))
        kept = {key: entries[key] for key in _GLYPHS if key in entries}
        return self.copy.add({**kept, "CharProcs": drawn, "Resources": used})

    def _stream(self, value: Obj, otherwise: str) -> Stream:
        target = self.file.get(value)
        if not isinstance(target, Stream):
            raise Unmeasurable(otherwise)
        return target

    # Pages.

    def page(self, entries: Mapping[str, Obj]) -> dict[str, Any]:
        """A page rewritten, its whole MediaBox shown."""
        file = self.file
        resources = file.dictionary(entries.get("Resources"))
        r = Rewriter(self, resources, PlateState())
        group = file.dictionary(entries.get("Group"))
        if group:
            changes = self.grouped(r, group, r.look)
            changes.pop("isolated", None)  # the page's backdrop is paper
            r.look = r.look._replace(**changes)
        contents = file.get(entries.get("Contents"))
        listed = contents if isinstance(contents, tuple) else (contents,)
        parts = [decode(file, one) for one in map(file.get, listed) if isinstance(one, Stream)]
        data = r.run(b"\n".join(parts))
        kept = {key: entries[key] for key in ("MediaBox", "Rotate", "UserUnit") if key in entries}
        made = {"Type": "Page", **kept, "Contents": self.copy.stream({}, data)}
        if group:
            made["Group"] = _group(group)
        return made | {"Resources": r.used, "Annots": self._notes(r, entries)}

    def _notes(self, r: Rewriter, entries: Mapping[str, Obj]) -> tuple[Any, ...]:
        """Annotations with an appearance, which print if they say so."""
        file = self.file
        made: list[Any] = []
        for item in file.array(entries.get("Annots")):
            note = file.dictionary(item)
            looks = file.get(file.dictionary(note.get("AP")).get("N"))
            chosen = file.get(note.get("AS"))
            if isinstance(looks, dict) and isinstance(chosen, str):
                looks = file.get(looks.get(chosen))
            if isinstance(looks, Stream):
                kept = {key: note[key] for key in ("Subtype", "Rect", "F", "OC") if key in note}
                drawn = self.form(r, None, looks, PlateState())
                made.append({**kept, "AP": {"N": drawn}})
        return tuple(made)


def _overprint(now: Overprint, on: Obj, mode: Obj) -> Overprint:
    """Overprint after an ExtGState; what it does not say stands."""
    return Overprint(
        on if isinstance(on, bool) else now.on, mode if isinstance(mode, int) else now.mode
    )


def _group(group: Mapping[str, Obj]) -> dict[str, Any]:
    return {"S": "Transparency", "CS": "DeviceRGB", "I": group.get("I", False)}
