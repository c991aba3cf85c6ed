"""Holds an `Inputs` class to its fields: a result is never that of inputs which differ in one."""

from collections.abc import Callable
from typing import Any

from generator.cache import Cache, Inputs
from tests.values import replace


def assert_fields_count(
    base: Inputs[Any], *, shown_by: Callable[[Any], object] = repr, **others: object
) -> None:
    """For each of the fields, inputs with the other value given for it have a result of their own,
    as `shown_by` shows it, though the result of `base` is remembered."""
    for name, other in others.items():
        cache, changed = Cache(), replace(base, **{name: other})  # type: ignore[type-var]
        first, second = shown_by(cache.get(base)), shown_by(cache.get(changed))
        assert second == shown_by(changed.make(Cache(0))), name
        assert second != first, f"{name}: the other value makes no other result"
