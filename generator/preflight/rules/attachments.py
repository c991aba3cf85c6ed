"""Rules of PDF/UA about what a file carries beside its words: layers, files, media, forms."""

from collections.abc import Iterator, Mapping

from generator.pdfobjects.values import Obj, Stream, parts
from generator.preflight.facts import Facts
from generator.preflight.rules.registry import Fault, rule


def _named(facts: Facts, value: Obj) -> bool:
    found = facts.file.get(value)
    return isinstance(found, bytes) and bool(facts.text(found).strip())


@rule("layer-names", "layers can be told apart, and do not switch themselves on or off",
      "ISO 14289-1, 7.10")  # fmt: skip
def layer_names(facts: Facts) -> Iterator[Fault]:
    layered = facts.file.dictionary(facts.catalog.get("OCProperties"))
    listed = (layered.get("D"), *facts.file.array(layered.get("Configs")))
    chosen = [facts.file.get(one) for one in listed]
    for one in (one for one in chosen if isinstance(one, dict)):
        if not _named(facts, one.get("Name")):
            yield Fault("a choice of layers without a name (Name)")
        if "AS" in one:
            yield Fault("layers that switch themselves on or off (AS)")


@rule("files-named", "files that are carried have names", "ISO 14289-1, 7.11")
def files_named(facts: Facts) -> Iterator[Fault]:
    if "embedded-file" not in facts.traits:
        return
    for one in _dictionaries(facts):
        named = all(_named(facts, one.get(key)) for key in ("F", "UF"))
        if facts.file.dictionary(one.get("EF")) and not named:
            yield Fault("a file is carried without its name (F and UF)")


@rule("media-described", "sound and film say what they are and show", "ISO 14289-1, 7.18.6")
def media_described(facts: Facts) -> Iterator[Fault]:
    if "media-clip" not in facts.traits:
        return
    for one in _dictionaries(facts):
        if one.get("S") != "MCD":
            continue
        if facts.file.get(one.get("CT")) is None:
            yield Fault("sound or film that does not say what kind it is of (CT)")
        said = [facts.file.get(part) for part in facts.file.array(one.get("Alt"))]
        words = [part for part in said[1::2] if isinstance(part, bytes) and part.strip()]
        if not words or len(words) < len(said[1::2]):
            yield Fault("sound or film without an alternative in words (Alt)")


@rule("whole-pages", "no drawing stands for a page of another file (Ref)", "ISO 14289-1, 7.20")
def whole_pages(facts: Facts) -> Iterator[Fault]:
    for stored in facts.file.every:
        entries = stored.value.dict if isinstance(stored.value, Stream) else {}
        if entries.get("Subtype") == "Form" and "Ref" in entries:
            yield Fault("a drawing stands for a page of another file (Ref)")


def _dictionaries(facts: Facts) -> Iterator[Mapping[str, Obj]]:
    """Every dictionary of the file."""
    for stored in facts.file.every:
        for part in parts(stored.value):
            if isinstance(part, dict):
                yield part
