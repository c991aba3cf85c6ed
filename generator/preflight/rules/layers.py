"""Rules about optional layers. Every other rule judges hidden layers as if they were shown."""

from collections.abc import Iterator, Mapping

from generator.pdfobjects.values import Obj, Ref
from generator.preflight.facts import Facts
from generator.preflight.painting.notes import InLayer
from generator.preflight.rules.registry import Fault, rule


@rule(
    "hidden-layers",
    "nothing is painted in a layer that is switched off",
    "practice: some presses print every layer; ISO 32000-1, 8.11.4.3",
)
def hidden_layers(facts: Facts) -> Iterator[Fault]:
    layered = list(facts.noted(InLayer))
    hidden = _hidden(facts) if layered else {}
    for noted in layered:
        name = hidden.get(noted.detail.layer)
        for place, times in facts.places(noted) if name is not None else ():
            yield Fault(
                f'page {noted.page + 1}: the layer "{name}" is switched off but still in the file',
                "delete what is not to be printed",
                place=place,
                times=times,
            )


def _hidden(facts: Facts) -> dict[bytes, str]:
    """Names by digest of the layers, and of the rules on layers (OCMD), that hide what is in
    them as the file is opened."""
    file = facts.file
    optional = file.dictionary(facts.catalog.get("OCProperties"))
    usual = file.dictionary(optional.get("D"))
    groups = file.array(optional.get("OCGs"))
    off = {ref for ref in file.array(usual.get("OFF")) if isinstance(ref, Ref)}
    if file.get(usual.get("BaseState")) == "OFF":
        off |= {ref for ref in groups if isinstance(ref, Ref)}
        off -= {ref for ref in file.array(usual.get("ON")) if isinstance(ref, Ref)}
    found = {file.digest(ref): _name(facts, ref) for ref in off}
    for number in file.numbers if off else ():
        entries = file.dictionary(Ref(number, 0))
        if entries.get("Type") == "OCMD" and not _shown(facts, entries, off):
            found[file.digest(Ref(number, 0))] = "shown by a rule"
    return found


def _shown(facts: Facts, entries: Mapping[str, Obj], off: set[Ref]) -> bool:
    """Whether a membership dictionary shows what is in it (8.11.2.2); expressions (VE) are not
    worked out."""
    members = entries.get("OCGs")
    groups = facts.file.array(members) or (members,)
    states = [group not in off for group in groups if isinstance(group, Ref)]
    match facts.file.get(entries.get("P")):
        case "AllOn":
            return all(states)
        case "AnyOff":
            return not all(states) or not states
        case "AllOff":
            return not any(states)
    return any(states) or not states


def _name(facts: Facts, layer: Ref) -> str:
    name = facts.file.get(facts.file.dictionary(layer).get("Name"))
    return facts.text(name) if isinstance(name, bytes) else ""
