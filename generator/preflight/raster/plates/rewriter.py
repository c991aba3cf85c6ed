"""A content stream rewritten so that every mark is painted in the channels of one picture.

Colour operators are left out; what is needed is set again just before each mark, so that a mark
that leaves the picture alone can simply be dropped and the graphics state stays as written.
"""

from collections.abc import Callable, Mapping
from typing import Any

from generator.pdfobjects.builder import New, ScratchBuilder, written_name
from generator.pdfobjects.colour_spaces import (
    CMYKS,
    GREYS,
    RGB,
    RGBS,
    ColourSpace,
    colour_space,
)
from generator.pdfobjects.file import PdfFile, decode
from generator.pdfobjects.interpreter import Interpreter, OperatorTable, WorkBounds
from generator.pdfobjects.values import Malformed, Obj, Stream
from .channels import Channels, ChannelView, Overprint, Unmeasurable
from .plate_state import NOT_KNOWN, PlateState


class PlatePicture:
    """One picture of pages of `file`, drawn as `view` sees their colours into `copy`."""

    def __init__(
        self,
        file: PdfFile,
        copy: ScratchBuilder,
        view: ChannelView,
        table: "OperatorTable[Rewriter]",
        bounds: WorkBounds,
    ) -> None:
        self.file = file
        self.copy = copy
        self.view = view
        self.table = table
        self.bounds = bounds
        self._made: dict[object, Any] = {}

    def seen_as(self, view: ChannelView) -> "PlatePicture":
        """Another picture in the same copy."""
        return PlatePicture(self.file, self.copy, view, self.table, self.bounds)

    def once(self, key: object, make: Callable[[], Any]) -> Any:
        """What `make` gives, made once for `key` if that can be compared."""
        try:
            if key not in self._made:
                self._made[key] = make()
            return self._made[key]
        except TypeError:
            return make()

    def solid(self, space: ColourSpace, values: Any, overprint: Overprint) -> Channels | None:
        key = "solid", space, values, overprint
        found: Channels | None = self.once(key, lambda: self.view.solid(space, values, overprint))
        return found

    def target(self, value: Obj, otherwise: str) -> Stream:
        """The stream of a drawing. Raises `Unmeasurable` if it has none."""
        target = self.file.get(value)
        if not isinstance(target, Stream):
            raise Unmeasurable(otherwise)
        return target


class Rewriter:
    """One stream, or the streams of one page. `resources` are the old ones, `used` the new."""

    def __init__(
        self,
        picture: PlatePicture,
        resources: Mapping[str, Obj],
        state: PlateState,
        used: dict[str, dict[str, Any]] | None = None,
    ) -> None:
        self.picture = picture
        self.file = picture.file
        self.resources = resources
        self.stream = Interpreter(state._replace(written=NOT_KNOWN), picture.bounds)
        self.used: dict[str, dict[str, Any]] = {} if used is None else used
        self.out: list[bytes] = []
        # where in `out` the path begins that is being built
        self.path: int | None = None

    def rewritten(self, data: bytes) -> bytes:
        """The stream rewritten. Raises `Unmeasurable`, `Mixed` and `Malformed`."""
        self.stream.run(data, self, self.picture.table)
        return b"\n".join(self.out)

    def fault(self, message: str) -> None:
        raise Malformed(message)

    def unknown_operator(self, word: str) -> None:
        raise Unmeasurable(f"the operator {word}")

    # Resources.

    def use(self, category: str, value: Any, name: str = "") -> bytes:
        """A name in the new resources for `value`."""
        known = self.used.setdefault(category, {})
        if not name:
            for there, one in known.items():
                if one == value:
                    return written_name(there)
            name = f"{category[0]}{len(known)}"
        known[name] = value
        return written_name(name)

    def entry(self, category: str, name: str) -> Obj:
        found = self.file.dictionary(self.resources.get(category)).get(name)
        if found is None:
            raise Unmeasurable(f"{name} is not among the {category} resources")
        return found

    def space(self, value: Obj) -> ColourSpace:
        named = self.file.dictionary(self.resources.get("ColorSpace"))
        return colour_space(self.file, value, named)

    def blended_space(self, space: ColourSpace) -> ColourSpace:
        """`space` as the group sees it that is drawn: in one that blends in RGB, grays become
        RGB."""
        blends = self.stream.state.blends
        inner = space.base if space.family == "Indexed" and space.base else space
        if blends == "RGB" and inner.family in GREYS and inner is space:
            return RGB
        usual = {"RGB": RGBS, "Gray": GREYS}.get(blends)
        if usual is not None and inner.family not in usual:
            raise Unmeasurable(f"{inner.family} in a group that blends in {blends}")
        return space

    def blend(self, mode: str) -> bytes | None:
        """What sets a blend mode; None if nothing is painted in it."""
        seen = self.picture.view.blend(mode)
        return None if seen is None else self.use("ExtGState", {"BM": seen}) + b" gs"

    def nested(self, target: Stream, state: PlateState, entries: Mapping[str, Any]) -> New:
        """A drawing rewritten, as a stream with these entries and the resources it uses."""
        own = self.file.get(target.dict.get("Resources"))
        resources = own if isinstance(own, dict) else self.resources
        inner = Rewriter(self.picture, resources, state)
        data = inner.rewritten(decode(self.file, target))
        return self.picture.copy.stream({**entries, "Resources": inner.used}, data)

    def place_digest(self, target: Stream) -> bytes:
        """What a drawing without resources of its own depends on beside its bytes."""
        return b"" if "Resources" in target.dict else self.file.digest(dict(self.resources))


def group_state(rewriter: Rewriter, group: Mapping[str, Obj], state: PlateState) -> PlateState:
    """The state in which a transparency group is drawn."""
    if rewriter.file.get(group.get("K")) is True:
        raise Unmeasurable("a knockout group")
    if rewriter.file.get(group.get("I")) is True:
        state = state._replace(isolated=True)
    if group.get("CS") is None:
        return state
    family = rewriter.space(group["CS"]).family
    blends = "Gray" if family in GREYS else "RGB" if family in RGBS else "CMYK"
    if blends == "CMYK" and family not in CMYKS:
        raise Unmeasurable(f"a group that blends in {family}")
    return state._replace(blends=blends)


def group_entries(group: Mapping[str, Obj]) -> dict[str, Any]:
    """The same group in the channels of a picture."""
    return {"S": "Transparency", "CS": "DeviceRGB", "I": group.get("I", False)}
