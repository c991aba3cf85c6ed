"""Options have the values that Typer gives them, read by Typer or taken as they were typed."""

from typing import Any

import pytest
from typer import BadParameter
from typer.core import TyperCommand
from typer.main import get_command

from generator.cli.app import app
from generator.cli.as_typed import AsTyped


def read(command: str, *typed: str) -> dict[str, Any]:
    group: Any = get_command(app)
    params: dict[str, Any] = group.commands[command].make_context(command, [*typed]).params
    return params


@pytest.mark.parametrize(
    "typed",
    [
        ("build",),
        ("build", "leaflet", "poster", "--language", "pl,ur", "--language", "cy", "-o", "a b/c"),
        ("build", "--jobs", "3", "--where", "", "--force", "--explain", "no/file.pdf", "--json"),
        ("preview", "--dpi", "72", "--type", "webp", "--project", "."),
        ("impose", "a.pdf", "--sheet", "a3", "--out", "b.pdf"),
        ("list", "areas"),
    ],
    ids=" ".join,
)
def test_values_are_those_of_typer(typed: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    quick = read(*typed)
    monkeypatch.setattr(AsTyped, "get_params", TyperCommand.get_params)
    assert quick == read(*typed)
    assert {name: type(value) for name, value in quick.items()} == {
        name: type(value) for name, value in read(*typed).items()
    }


@pytest.mark.parametrize("jobs", ["some", "-1", "1.5"])
def test_a_wrong_value_is_refused(jobs: str) -> None:
    with pytest.raises(BadParameter):
        read("build", "--jobs", jobs)
