"""The cache remembers by inputs alone, within its bytes, and changes no result."""

import gc
import importlib
import pkgutil
import sys
import weakref
from dataclasses import field
from pathlib import Path
from typing import Any

import pytest

import generator
from generator.cache import Cache, Inputs, KeptInputs, Paused, StepCache, frozen_inputs, size_of


@frozen_inputs
class Doubled(Inputs[bytes]):
    of: bytes

    def make(self, cache: Cache) -> bytes:
        return self.of * 2


@frozen_inputs
class Tripled(Inputs[bytes]):
    of: bytes

    def make(self, cache: Cache) -> bytes:
        return self.of * 3


@frozen_inputs
class Refusing(Inputs[bytes]):
    of: bytes = b""

    def make(self, cache: Cache) -> bytes:
        raise ValueError("refused")


class Carrier:
    """What an open file is to its digest."""

    size = 3


@frozen_inputs
class Carried(Inputs[int]):
    digest: int
    data: Carrier = field(compare=False)

    def make(self, cache: Cache) -> int:
        return self.data.size


@frozen_inputs
class Summed(Inputs[int]):
    left: int
    right: int
    note: str = field(default="", compare=False)

    def make(self, cache: Cache) -> int:
        return self.left + self.right


@frozen_inputs
class Listed(Inputs[int]):
    of: int
    found: list[int] = field(default_factory=list, compare=False)

    def make(self, cache: Cache) -> int:
        return self.of


def test_inputs_are_equal_by_kind_and_compared_fields() -> None:
    assert Doubled(b"a") == Doubled(b"a")
    assert Doubled(b"a") != Doubled(b"b")
    assert Doubled(b"a") != Tripled(b"a")
    assert Summed(1, 2, "one") == Summed(1, 2, "two")
    assert hash(Summed(1, 2, "one")) == hash(Summed(1, 2, "two"))
    assert Summed(1, 2) != Summed(2, 1)
    assert Summed(1, 2) != (1, 2)


def test_inputs_cannot_be_changed() -> None:
    with pytest.raises(AttributeError, match="immutable"):
        Doubled(b"a").of = b"b"  # type: ignore[misc]


def test_what_only_carries_the_inputs_is_not_kept() -> None:
    cache, data = Cache(), Carrier()
    alive = weakref.ref(data)
    assert cache.get(Carried(1, data)) == 3
    del data
    gc.collect()
    assert alive() is None


def test_a_result_is_made_once() -> None:
    cache = Cache()
    first = cache.get(Doubled(b"a" * 50))
    assert first == b"a" * 100
    assert cache.get(Doubled(b"a" * 50)) is first


def test_equal_fields_of_two_kinds_of_inputs_are_two_keys() -> None:
    cache = Cache()
    assert (cache.get(Doubled(b"a")), cache.get(Tripled(b"a"))) == (b"aa", b"aaa")


def test_the_oldest_is_forgotten_when_the_bytes_are_full() -> None:
    cache = Cache(10_000)
    first = cache.get(Doubled(b"0" * 1000))
    for digit in b"123456789":
        cache.get(Doubled(bytes([digit]) * 1000))
    assert cache.held <= 10_000
    assert cache.find(Doubled(b"9" * 1000)) is not None
    assert cache.find(Doubled(b"0" * 1000)) is None
    assert cache.get(Doubled(b"0" * 1000)) == first


def test_what_is_asked_for_again_and_again_stays() -> None:
    cache = Cache(10_000)
    often = Doubled(b"often" * 200)
    first = cache.get(often)
    for number in range(100):
        cache.get(Doubled(bytes([number]) * 1000))
        assert cache.get(often) is first
        assert cache.held <= 10_000
    for number in range(100, 120):
        cache.get(Doubled(bytes([number]) * 1000))
    assert cache.find(often) is None


def test_a_cache_of_results_that_were_all_asked_for_forgets_the_oldest() -> None:
    cache = Cache(10_000)
    digits = [Doubled(bytes([digit]) * 1000) for digit in b"0123456789"]
    for inputs in digits:
        cache.get(inputs)
        cache.get(inputs)
        assert cache.held <= 10_000
    assert [cache.find(each) is not None for each in digits] == [False] * 6 + [True] * 4


def test_what_is_larger_than_the_cache_is_given_and_not_kept() -> None:
    cache = Cache(1000)
    assert len(cache.get(Doubled(b"a" * 4000))) == 8000
    assert (len(cache), cache.held) == (0, 0)


def test_a_cache_of_no_bytes_remembers_nothing() -> None:
    cache = Cache(0)
    assert cache.get(Doubled(b"a")) == b"aa"
    assert len(cache) == 0


def test_the_same_inputs_put_twice_count_once() -> None:
    cache = Cache()
    cache.put(Doubled(b"a"), b"aa")
    before = cache.held
    cache.put(Doubled(b"a"), b"aa")
    assert cache.held == before


def test_a_failure_is_not_remembered() -> None:
    cache = Cache()
    for _ in range(2):
        with pytest.raises(ValueError, match="refused"):
            cache.get(Refusing())
    assert len(cache) == 0


def test_the_size_of_plain_data_grows_with_what_it_holds() -> None:
    assert size_of((b"a" * 1000, "b" * 500)) > 1500
    assert size_of({"key": [b"a" * 1000]}) > 1000
    assert size_of(Doubled(b"a" * 1000)) > 1000
    shared = b"a" * 1000
    assert size_of((Doubled(shared),)) < 2000


def _kinds_of_inputs() -> list[type[Inputs[Any]]]:
    """Each kind as its module has it. The classes that `frozen_inputs` replaced may be there still:
    a command tells Python to look at nothing again that is there when it begins (`gc_policy`)."""
    for module in pkgutil.walk_packages(generator.__path__, "generator."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found: list[type[Inputs[Any]]] = []
    waiting = Inputs.__subclasses__()
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        is_ours = kind.__module__.startswith("generator.") and kind is not KeptInputs
        if is_ours and getattr(sys.modules[kind.__module__], kind.__name__) is kind:
            found.append(kind)
    return found


def test_all_inputs_are_frozen_structs_that_make_their_results() -> None:
    for kind in _kinds_of_inputs():
        assert kind.__name__.endswith("Inputs"), kind
        assert kind.__struct_config__.frozen, kind  # type: ignore[attr-defined]
        assert not {"__eq__", "__hash__"} & vars(kind).keys(), kind
        assert kind.make is not Inputs.make, kind
        assert kind.compared, kind
        assert {*kind.compared, *kind.carried} == {*kind.__struct_fields__}, kind  # type: ignore[attr-defined]


def test_fields_of_inputs_have_their_defaults() -> None:
    assert Summed(1, 2).note == ""
    assert Listed(1).found == []
    assert Listed(1).found is not Listed(1).found
    with pytest.raises(TypeError, match="right"):
        Summed(1)  # type: ignore[call-arg]


def test_each_key_is_named_by_a_test() -> None:
    """`python -m tools.cache_keys` runs the tests that name a key for each of its parts."""
    texts = [path.read_text("utf-8") for path in Path(__file__).parent.rglob("test_*.py")]
    kinds = [kind.__name__ for kind in _kinds_of_inputs()]
    assert [name for name in kinds if not any(name in text for text in texts)] == []


def doubled(cache: Cache) -> list[bytes]:
    """Work that makes four results of a kind, and others."""
    cache.get(Tripled(b"d"))
    return [cache.get(Doubled(bytes([number]))) for number in range(4)]


def test_work_in_steps_goes_on_from_what_is_remembered() -> None:
    cache, held = Cache(), []
    for _ in range(2):
        with pytest.raises(Paused):
            doubled(StepCache(cache, Doubled, 2))
        held.append(sum(cache.find(Doubled(bytes([number]))) is not None for number in range(4)))
    assert held == [2, 4]
    last = StepCache(cache, Doubled, 1)
    assert doubled(last) == doubled(cache) == doubled(Cache(0))
    assert cache.find(Tripled(b"d")) == b"ddd"


def test_a_step_is_no_error_and_forgets_nothing() -> None:
    assert not issubclass(Paused, Exception)
    cache = Cache(3000)
    step = StepCache(cache, Doubled, 1)
    for number in range(100):
        step.get(Tripled(bytes([number])))
    with pytest.raises(Paused):
        step.get(Doubled(b"last"))
    assert 0 < cache.held <= cache.limit
    assert cache.find(Doubled(b"last")) == b"lastlast"
    StepCache(cache, Doubled, 1).empty()
    assert len(cache) == cache.held == 0
