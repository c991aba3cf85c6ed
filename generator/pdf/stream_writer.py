"""Writes marks as the operators of a content stream, and a static drawing as a Form XObject."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from msgspec import Struct, field

from generator.cache import Cache, Inputs, frozen_inputs
from generator.colour import Cmyk, Colour
from generator.fonts import FontFile
from generator.page import GlyphRun, Group, Image, Link, Mark, Path, Shape, Tag
from generator.problems import Problem, Refused, error
from generator.units import PT_PER_MM
from generator.vectors import is_vector
from .colour_operators import InkOperators, SpotSpace, press_ink, screen_ink
from .drawing_forms import drawing
from .flatten import PAPER, Grounds
from .glyph_codes import ClusterCodesInputs, ExtraGlyph, Need, StreamCodes
from .grid_drawings import code_on_grid
from .image_objects import ImageObject, picture
from .marked_content import Annotation, Marking, PdfRectangle
from .object_bytes import decimal, deflated
from .rgb_to_cmyk import Press

# Graphics states by (fill overprints, stroke overprints). Mode 1 of overprinting: an ink of
# which a CMYK colour has none is left alone (ISO 32000-1, 8.6.7).
STATES: Mapping[tuple[bool, bool], tuple[str, bytes]] = {
    (False, False): ("GN", b"<</Type/ExtGState/op false/OP false/OPM 1>>"),
    (True, False): ("GF", b"<</Type/ExtGState/op true/OP false/OPM 1>>"),
    (False, True): ("GS", b"<</Type/ExtGState/op false/OP true/OPM 1>>"),
    (True, True): ("GA", b"<</Type/ExtGState/op true/OP true/OPM 1>>"),
}

_SEGMENTS = {
    "M": "%s %s m",
    "L": "%s %s l",
    "C": "%s %s %s %s %s %s c",
    "Z": "h",
}


class PageContext(Struct, frozen=True):
    """Everything about a page that its operators depend on: its width and height, the place of the
    trim's top left corner in pt from the bottom left, and the way ink is written, for a `press` or
    in sRGB. If the file may hold no transparency, `grounds` has the colours that soft-edged
    pictures are blended with. On a `tagged` page marks have their meaning. On a page of `srgb` only
    gray may be in other colours."""

    width: float
    height: float
    left: float
    top: float
    press: Press | None
    overprint: bool
    grounds: Grounds | None = None
    tagged: bool = False
    srgb: bool = False

    def ink(self, colour: Colour) -> InkOperators:
        return press_ink(colour) if self.press else screen_ink(colour)

    def ground(self, image: Image) -> Cmyk | None:
        """The colour that an image is blended with; None if it may be transparent."""
        return None if self.grounds is None else dict(self.grounds).get(image, PAPER)


class FormObject(Struct, frozen=True):
    """A static drawing as a Form XObject: its name among the resources, the whole object, its spot
    inks, and the operand of `cm` for it, if it needs one."""

    key: str
    body: bytes
    spaces: frozenset[SpotSpace] = frozenset()
    place: str = ""


# For each font, the extra glyphs that a document had to give another code than they prefer.
Moves: TypeAlias = Mapping[FontFile, frozenset[tuple[ExtraGlyph, int]]]


class StreamWriter(Struct):
    """Writes one content stream. It keeps the graphics state that it has set, and sets it again
    only if the next mark needs another. A stream relies on nothing set outside it."""

    context: PageContext
    cache: Cache
    moves: Moves = field(default_factory=dict)
    marking: Marking | None = None
    out: list[str] = field(default_factory=lambda: ["q"])
    spaces: set[SpotSpace] = field(default_factory=set)
    states: set[tuple[bool, bool]] = field(default_factory=set)
    forms: set[FormObject] = field(default_factory=set)
    pictures: set[ImageObject] = field(default_factory=set)
    links: list[Annotation] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    codes: dict[FontFile, StreamCodes] = field(default_factory=dict)
    inks: dict[Colour, InkOperators] = field(default_factory=dict)
    in_text: bool = False
    fill: str = ""
    stroke: str = ""
    state: tuple[bool, bool] | None = None
    pen: str = ""
    font: tuple[FontFile, float] | None = None

    @property
    def is_blank(self) -> bool:
        return len(self.out) == 1

    def content(self) -> bytes:
        self._close()
        return "\n".join([*self.out, "Q"]).encode("ascii")

    def needs(self) -> dict[FontFile, frozenset[Need]]:
        return {font: frozenset(codes.needs) for font, codes in self.codes.items()}

    def draw(self, marks: Iterable[Mark]) -> None:
        for mark in marks:
            try:
                self._draw(mark)
            except Refused as refused:
                self.problems.extend(refused.problems)

    def _draw(self, mark: Mark) -> None:
        match mark:
            case GlyphRun():
                self._run(mark)
            case Shape():
                self._shape(mark)
            case Group() if mark.clip:
                self._clipped(mark.marks, mark.clip)
            case Group(static=True) if _is_drawing(mark.marks):
                self._static(mark)
            case Tag() if self.marking:
                self.marking.enter(mark)
                self.draw(mark.marks)
                self.marking.leave()
            case Group() | Tag():
                self.draw(mark.marks)
            case Link():
                self._link(mark)
            case Image():
                self._image(mark)

    def _clipped(self, marks: Iterable[Mark], clip: PdfRectangle) -> None:
        """Write marks so that nothing shows outside a box (mm, from its left and top)."""
        left, top, right, bottom = (edge * PT_PER_MM for edge in clip)
        x, y = self.context.left + left, self.context.top - bottom
        before = self.fill, self.stroke, self.state, self.pen, self.font
        self._close()
        self.out.append(f"q {x:.3f} {y:.3f} {right - left:.3f} {bottom - top:.3f} re W n")
        self.draw(marks)
        self._close()
        self.out.append("Q")
        self.fill, self.stroke, self.state, self.pen, self.font = before

    def _close(self) -> None:
        """End what must not cross a change of the graphics state."""
        self._leave_text()
        if self.marking:
            self.out += self.marking.end()

    def _run(self, run: GlyphRun) -> None:
        shown = self._codes(run.font).shown(run.clusters)
        if shown.endswith("<"):
            shown = shown[: shown.rindex(">")]
        if not shown:
            return
        x = self.context.left + run.x * PT_PER_MM
        y = self.context.top - run.y * PT_PER_MM
        if self.marking:
            self._mark((x, y, x + run.width * PT_PER_MM, y + run.size), drawn=False)
            self.marking.say(run.text)
        if not self.in_text:
            self.out.append("BT")
            self.in_text = True
        self._set_ink(self._ink(run.colour), None)
        if self.font != (run.font, run.size):
            self.font = run.font, run.size
            self.out.append(f"/{font_key(run.font)} {decimal(run.size)} Tf")
        self.out.append(f"1 0 0 1 {x:.3f} {y:.3f} Tm [<{shown}>] TJ")

    def _codes(self, font: FontFile) -> StreamCodes:
        codes = self.codes.get(font)
        if codes is None:
            moved = self.moves.get(font, frozenset())
            codes = StreamCodes(self.cache.get(ClusterCodesInputs(font, moved)))
            self.codes[font] = codes
        return codes

    def _ink(self, colour: Colour) -> InkOperators:
        """The operators of a colour, worked out once for the stream."""
        ink = self.inks.get(colour)
        if ink is None:
            ink = self.inks[colour] = self.context.ink(colour)
        return ink

    def _shape(self, shape: Shape) -> None:
        if not shape.path or (shape.fill is None and shape.stroke is None):
            return
        if self.marking:
            self._mark(self._reach(shape.path), drawn=True)
        self._leave_text()
        fill = self._ink(shape.fill) if shape.fill else None
        stroke = self._ink(shape.stroke) if shape.stroke else None
        if stroke:
            self._set_pen(shape)
        path = _path(shape.path, self.context.left, self.context.top)
        if fill and stroke and fill.overprints != stroke.overprints and self.context.overprint:
            # Painted at once they are one group that overprints (ISO 32000-1, 11.7.4.4), and
            # white would, too.
            self._paint(path, fill, None)
            self._paint(path, None, stroke)
        else:
            self._paint(path, fill, stroke)

    def _paint(self, path: str, fill: InkOperators | None, stroke: InkOperators | None) -> None:
        self._set_ink(fill, stroke)
        self.out += [path, "B" if fill and stroke else "f" if fill else "S"]

    def _mark(self, box: PdfRectangle, *, drawn: bool) -> None:
        """Continue with what is painted over a box (pt), in its tag."""
        assert self.marking is not None
        operators = self.marking.switch(drawn=drawn)
        if operators:
            self._leave_text()
            self.out += operators
        self.marking.reach(box)

    def _reach(self, path: Path) -> PdfRectangle:
        """The box round a path's points, pt."""
        numbers = [number for segment in path for number in segment[1:]]
        xs, ys = numbers[0::2], numbers[1::2]
        left, right = (self.context.left + x * PT_PER_MM for x in (min(xs), max(xs)))
        top, bottom = (self.context.top - y * PT_PER_MM for y in (min(ys), max(ys)))
        return left, bottom, right, top

    def _static(self, group: Group) -> None:
        if self.marking:
            paths = [mark.path for mark in _flat(group.marks) if isinstance(mark, Shape)]
            self._mark(self._reach(tuple(part for path in paths for part in path)), drawn=True)
        self._leave_text()
        form = self.cache.get(FormInputs(group, self.context))
        self.forms.add(form)
        drawn = f"/{form.key} Do"
        self.out.append(f"q {form.place} cm {drawn} Q" if form.place else drawn)

    def _link(self, link: Link) -> None:
        left = self.context.left + link.x * PT_PER_MM
        top = self.context.top - link.y * PT_PER_MM
        right, bottom = left + link.width * PT_PER_MM, top - link.height * PT_PER_MM
        annotation = Annotation((left, bottom, right, top), link.target, link.description)
        self.links.append(annotation)
        if self.marking:
            self.marking.link(annotation)

    def _image(self, image: Image) -> None:
        width, height = image.width * PT_PER_MM, image.height * PT_PER_MM
        left = self.context.left + image.x * PT_PER_MM
        bottom = self.context.top - image.y * PT_PER_MM - height
        if self.marking:
            self._mark((left, bottom, left + width, bottom + height), drawn=True)
        self._leave_text()
        if self.context.overprint:
            self._set_state((False, False))
        placed: FormObject | ImageObject
        if is_vector(image.path):
            placed = FormObject(*drawing(image, self.context.press, self.cache, self.context.srgb))
            self.forms.add(placed)
        else:
            ground = self.context.ground(image)
            placed = picture(image, self.context.press, self.cache, ground, self.context.srgb)
            self.pictures.add(placed)
        self.out.append(
            f"q {width:.3f} 0 0 {height:.3f} {left:.3f} {bottom:.3f} cm /{placed.key} Do Q"
        )

    def _set_ink(self, fill: InkOperators | None, stroke: InkOperators | None) -> None:
        """Colours and overprinting for the next mark; None where it does not paint."""
        if self.context.overprint:
            over_fill = fill.overprints if fill else stroke is not None and stroke.overprints
            self._set_state((over_fill, stroke.overprints if stroke else over_fill))
        if fill and fill.fill != self.fill:
            self.fill = fill.fill
            self.out.append(fill.fill)
            if fill.space:
                self.spaces.add(fill.space)
        if stroke and stroke.stroke != self.stroke:
            self.stroke = stroke.stroke
            self.out.append(stroke.stroke)
            if stroke.space:
                self.spaces.add(stroke.space)

    def _set_state(self, state: tuple[bool, bool]) -> None:
        if state != self.state:
            self.state = state
            self.states.add(state)
            self.out.append(f"/{STATES[state][0]} gs")

    def _set_pen(self, shape: Shape) -> None:
        if shape.weight <= 0:
            raise Refused([_no_weight(shape)])
        dash = " ".join(decimal(length * PT_PER_MM, 3) for length in shape.dash)
        pen = f"{decimal(shape.weight * PT_PER_MM)} w [{dash}] 0 d"
        if pen != self.pen:
            self.pen = pen
            self.out.append(pen)

    def _leave_text(self) -> None:
        if self.in_text:
            self.in_text = False
            self.out.append("ET")


def font_key(font: FontFile) -> str:
    """A font's name among the resources: the same in every document."""
    return "F" + font.face.digest[:8]


def _path(path: Path, left: float, top: float) -> str:
    """Path construction operators for a path in mm."""
    numbers = [number for segment in path for number in segment[1:]]
    # A drawing of many like marks has few different numbers, so each is written out once.
    written: dict[float, str] = {x: f"{left + x * PT_PER_MM:.3f}" for x in set(numbers[0::2])}
    texts = [""] * len(numbers)
    texts[0::2] = [written[x] for x in numbers[0::2]]
    written = {y: f"{top - y * PT_PER_MM:.3f}" for y in set(numbers[1::2])}
    texts[1::2] = [written[y] for y in numbers[1::2]]
    return "\n".join([_SEGMENTS[segment[0]] for segment in path]) % tuple(texts)


def _is_drawing(marks: Iterable[Mark]) -> bool:
    """Whether there are only shapes, which need no fonts of a form's resources."""
    return all(
        isinstance(mark, Shape) or (isinstance(mark, Group | Tag) and _is_drawing(mark.marks))
        for mark in marks
    )


@frozen_inputs
class FormInputs(Inputs[FormObject]):
    """A static group as a Form XObject: a code in modules, others in the page's coordinates."""

    group: Group
    context: PageContext

    def make(self, cache: Cache) -> FormObject:
        writer = StreamWriter(self.context, cache)
        marks = [*_flat(self.group.marks)]
        width, height, place = decimal(self.context.width), decimal(self.context.height), ""
        if code := code_on_grid(marks, self.context.left, self.context.top):
            grid, colour = code
            writer._paint(grid.path, writer._ink(colour), None)
            width, height, place = str(grid.columns), str(grid.rows), grid.place
        else:
            writer.draw(marks)
        if writer.problems:
            raise Refused(writer.problems)
        entries = b"/Type/XObject/Subtype/Form/BBox[0 0 %b %b]/Resources<<%b>>" % (
            width.encode(),
            height.encode(),
            drawing_resources(writer.spaces, writer.states),
        )
        content = writer.content()
        key = "X" + hashlib.sha256(entries + content).hexdigest()[:16]
        return FormObject(key, deflated(content, entries), frozenset(writer.spaces), place)


def _flat(marks: Iterable[Mark]) -> Iterable[Mark]:
    """The marks without their groups, so that a form holds no other."""
    for mark in marks:
        if isinstance(mark, Group | Tag):
            yield from _flat(mark.marks)
        else:
            yield mark


def drawing_resources(spaces: Iterable[SpotSpace], states: Iterable[tuple[bool, bool]]) -> bytes:
    """The entries of a resource dictionary that shapes need."""
    listed = b"".join(
        b"/%b%b" % (space.key.encode(), space.body)
        for space in sorted(spaces, key=lambda space: space.key)
    )
    switches = b"".join(
        b"/%b%b" % (STATES[state][0].encode(), STATES[state][1]) for state in sorted(states)
    )
    result = b""
    if listed:
        result += b"/ColorSpace<<%b>>" % listed
    if switches:
        result += b"/ExtGState<<%b>>" % switches
    return result


def _no_weight(shape: Shape) -> Problem:
    return error(
        "hairline",
        f"a {shape.kind or 'line'} is {shape.weight:g} mm thick",
        hint="give it a weight of 0.09 mm (0.25 pt) or more",
    )
