"""Options of `cease build` of which one would be without effect beside another."""

from collections.abc import Iterator, Mapping
from typing import Final

from generator.problems import WrongChoice
from .typed import wrong_choice

DRY_RUN: Final = "--dry-run"
EXPLAIN: Final = "--explain"
PRUNE: Final = "--prune"
# What a build does with files that it makes. A dry run counts with the first two.
_MAKING: Final = (
    "--force", "--jobs", "--cluster", "--release", "--fail-fast", "--gallery", "--zip",
)  # fmt: skip
_COUNTED: Final = _MAKING[:2]
ZIP: Final = "--zip"
LETTER: Final = ("--copies", "--sender", "--contact", "--deliver-to", "--needed-by")


def check_together(options: Mapping[str, object], choice: Mapping[str, object]) -> None:
    """Refuse options that make no sense together. `options` are all options by how they are typed,
    false if they are not given, and `choice` those that choose files. Raises `WrongChoice`."""
    for refused in _refusals(options, choice):
        raise refused


def _refusals(options: Mapping[str, object], choice: Mapping[str, object]) -> Iterator[WrongChoice]:
    alone = [option for option in (DRY_RUN, EXPLAIN, PRUNE) if options[option]]
    typed = {option: f"cease build {option}" for option in alone}
    if EXPLAIN in typed:
        typed[EXPLAIN] += f' "{options[EXPLAIN]}"'
    if len(alone) > 1:
        hint = f"type one after the other: {'; '.join(typed.values())}"
        yield wrong_choice(f"{' and '.join(alone)} exclude one another", hint)
    if options["--yes"] and PRUNE not in alone:
        hint = "leave it out, or type: cease build --prune --yes"
        yield wrong_choice("--yes goes with --prune", hint)
    for each in LETTER:
        if options[each] and not options[ZIP]:
            message = f"{each} fills in the letter to a print shop, which a zip has"
            yield wrong_choice(message, f"add --zip FILE.zip, or leave {each} out")
    if options["--jobs"] and options["--cluster"]:
        yield wrong_choice(
            "--jobs counts processes here, and --cluster has them elsewhere",
            "leave one of them out; a cluster uses all the workers it has",
        )
    for option in alone:
        making = [each for each in _MAKING if options[each]]
        if option == DRY_RUN:
            making = [each for each in making if each not in _COUNTED]
        for each in making:
            hint = f"leave {each} out, or {option}"
            yield wrong_choice(f"{option} makes nothing, so {each} has no effect", hint)
        for each in (each for each, value in choice.items() if value and option != DRY_RUN):
            about = "one file, which is named after it"
            if option == PRUNE:
                about = "all files of the output folder"
            message = f"{option} is about {about}, and {each} chooses what to make"
            yield wrong_choice(message, f"type: {typed[option]}")


def option_of(field: str) -> str:
    """How a field of a choice is typed."""
    return "a NAME" if field == "names" else f"--{field.removesuffix('s')}"
