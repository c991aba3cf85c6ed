"""The styles of a layout at the sizes of some steps, each with its fonts, found when first asked
for and remembered."""

from collections.abc import Collection, Mapping

from generator.cache import Cache, Inputs, frozen_inputs
from .fit_path import Steps, shares
from .geometry import Geometry
from .itemise import Faces
from .styles import Setting, faces_of, setting


@frozen_inputs
class FacesInputs(Inputs[Faces]):
    """The fonts of a weight, for the language's script or, for `latin` words, the theme's own."""

    geometry: Geometry
    weight: int
    latin: bool = False

    def make(self, cache: Cache) -> Faces:
        geometry = self.geometry
        return faces_of(geometry.drawing, None if self.latin else geometry.script, self.weight)

    def result_size(self, result: Faces) -> int:
        return 1000


@frozen_inputs
class SettingInputs(Inputs[Setting]):
    """A style of a layout at a share of its size (see `StylesInputs`)."""

    geometry: Geometry
    style: str
    share: float
    latin: bool = False

    def make(self, cache: Cache) -> Setting:
        geometry = self.geometry
        drawing, layout = geometry.drawing, geometry.layout
        script, style = None if self.latin else geometry.script, layout.styles[self.style]
        least = geometry.least if script else layout.least / geometry.scale
        return setting(
            self.style,
            style,
            self.share,
            least * style.least / layout.least if style.least else least,
            drawing.palette,
            lambda weight: cache.get(FacesInputs(geometry, weight, script is None)),
            script.setting if script else None,
        )

    def result_size(self, result: Setting) -> int:
        return 2000


class SettingsOnDemand(dict[str, Setting]):
    """Some styles of a layout, each at its share of its size, and each found when it is first asked
    for (see `StylesInputs`)."""

    def __init__(
        self,
        geometry: Geometry,
        shares: Mapping[str, float],
        names: Collection[str],
        cache: Cache,
        latin: bool = False,
    ) -> None:
        self.geometry, self.shares, self.names, self.cache = geometry, shares, names, cache
        self.latin = latin and geometry.script is not None  # the theme's has no other fonts

    def __missing__(self, name: str) -> Setting:
        if name not in self.names:
            raise KeyError(name)
        share = self.shares.get(name, 1.0)
        found = self.cache.get(SettingInputs(self.geometry, name, share, self.latin))
        self[name] = found
        return found


@frozen_inputs
class StylesInputs(Inputs[Mapping[str, Setting]]):
    """Every style of a layout after some steps, in the fonts of the language's script. The `latin`
    ones are in the theme's own fonts, for words that are Latin in every language."""

    geometry: Geometry
    steps: Steps
    latin: bool = False

    def make(self, cache: Cache) -> Mapping[str, Setting]:
        geometry = self.geometry
        names = geometry.layout.styles
        found = shares(geometry.layout, self.steps, geometry.least, geometry.lower)
        styles = SettingsOnDemand(self.geometry, found, names, cache, self.latin)
        return {name: styles[name] for name in names}

    def result_size(self, result: Mapping[str, Setting]) -> int:
        return 100 * len(result)
