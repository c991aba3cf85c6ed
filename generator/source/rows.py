"""The base of every type that a user writes in YAML: a frozen row that knows where it stood."""

from typing import Any

from pydantic import BaseModel, ConfigDict, PrivateAttr

from generator.problems import Span


class Row(BaseModel):
    """A mapping of a YAML file as a frozen, typed value. `at()` is where it was written.

    Unknown keys are errors. Fields are documented with `Field(description=...)`, which becomes
    the editor's help through `cease schema`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    _place: Span | None = PrivateAttr(default=None)
    _places: dict[str, Span] = PrivateAttr(default_factory=dict)

    def at(self, field: str = "") -> Span | None:
        """The place of a field's value (`text`, or `items.2` in a list), or of the row."""
        return self._places.get(field, self._place) if field else self._place

    def locate(self, place: Span, places: dict[str, Span]) -> None:
        """Record where the row and its fields were written; called once by the reader."""
        self._place, self._places = place, places

    def model_post_init(self, context: Any) -> None:
        """Nothing to derive; here so that subclasses may."""
