"""Options have the values that Typer gives them, read by Typer or taken as they were typed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer import BadParameter, Context, Typer
from typer.core import TyperCommand
from typer.main import get_command

from generator.cli.app import app_for
from generator.cli.as_typed import AsTyped
from tests.sample_projects import cease


def read(command: str, *typed: str) -> dict[str, Any]:
    group: Any = get_command(app_for([]))
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


@pytest.mark.parametrize("typed", [("build", "--out=~/files"), ("web", "-o", "~/files")])
def test_a_path_may_begin_at_home(
    typed: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A shell leaves ~ as it is in --out=~/files, and no folder of that name is meant."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert read(*typed)["out"] == tmp_path / "files"
    assert read("build", "--out", "./~/files")["out"] == Path("~/files")
    assert read("build", "--out", "~nobody-at-all/files")["out"] == Path("~nobody-at-all/files")


@pytest.mark.parametrize("jobs", ["some", "-1", "1.5"])
def test_a_wrong_value_is_refused(jobs: str) -> None:
    with pytest.raises(BadParameter):
        read("build", "--jobs", jobs)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("build", "--jobs", "x"), "it is no whole number"),
        (("build", "--jobs", "-1"), "the least is 0"),
        (("preview", "--dpi", "9999"), "the most is 1200"),
        (("list", "bogus"), "'bogus' is not one of"),
    ],
)
def test_a_wrong_value_is_told_in_plain_words_in_json_too(
    typed: tuple[str, ...], said: str
) -> None:
    done = cease(*typed)
    assert done.status == 2
    assert said in " ".join(done.err.replace("│", " ").split())
    for word in ("Value error", "Input should", "parse"):
        assert word not in done.err
    told = cease(*typed, "--json").json
    assert told["status"] == 2
    assert said in told["problems"][0]["message"]


def commands(group: Any, *before: str) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, *before, name)
        else:
            yield (*before, name)


@pytest.mark.parametrize("typed", [*commands(get_command(app_for([])))], ids=" ".join)
def test_the_command_that_is_typed_is_known_by_itself_as_among_all(typed: tuple[str, ...]) -> None:
    def shown(app: Typer) -> tuple[list[str], str]:
        found: Any = get_command(app)
        groups = [*found.commands]
        for name in typed:
            found = found.commands[name]
        return groups, found.get_help(Context(found, info_name="cease", color=False))

    (alone, own), (every, same) = shown(app_for(typed)), shown(app_for([]))
    assert alone == [typed[0]]
    assert len(every) > 1
    assert own == same


@pytest.mark.parametrize("typed", ["biuld", "--help", "--json"])
def test_all_commands_are_known_where_none_is_typed(typed: str) -> None:
    app: Any = get_command(app_for([typed]))
    assert [*commands(app)] == [*commands(get_command(app_for([])))]
