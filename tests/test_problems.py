"""Problems as plain data, and read back from it."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.problems import Place, Problem, Severity, Span, error

text = st.text(max_size=30)
number = st.integers(min_value=1, max_value=10**6)
mm = st.floats(allow_nan=False, allow_infinity=False)
spans = st.builds(Span, text, number, number, text)
places = st.builds(Place, number, mm, mm, mm, mm)
problems = st.builds(
    Problem,
    severity=st.sampled_from(Severity),
    rule=text,
    message=text,
    span=st.none() | spans,
    hint=text,
    details=st.lists(text, max_size=3).map(tuple),
    place=st.none() | places,
    limit=text,
    found=text,
    count=number,
    others=st.lists(places, max_size=3).map(tuple),
    about=st.lists(text, max_size=2).map(tuple),
)


@given(problems)
def test_a_problem_is_read_back_as_it_was(problem: Problem) -> None:
    read = Problem.from_dict(json.loads(json.dumps(problem.as_dict())))
    assert read == problem
    assert str(read) == str(problem)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | text,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(text, inner, max_size=2),
    max_leaves=5,
)


@given(problems, st.data())
def test_what_is_no_problem_is_a_value_error(problem: Problem, draw: st.DataObject) -> None:
    """Whoever changed it: it can be shown, or it is refused as one thing."""
    data: dict[str, Any] = problem.as_dict()
    name = draw.draw(st.sampled_from(sorted(data)))
    data[name] = draw.draw(anything)
    try:
        read = Problem.from_dict(data)
    except ValueError:
        return
    assert isinstance(str(read), str)
    json.dumps(read.as_dict())


@pytest.mark.parametrize("lacking", error("a", "b").as_dict())
def test_every_part_has_to_be_there(lacking: str) -> None:
    data = error("overset", "too long", Span("a.yaml", 1, 1, "b")).as_dict()
    del data[lacking]
    with pytest.raises(ValueError, match="not a problem"):
        Problem.from_dict(data)
