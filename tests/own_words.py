"""The shipped campaign for an area with words of its own."""

from pathlib import Path

from generator.content.document import Document
from generator.content.project_content import Content
from generator.design.project_design import Design
from generator.problems import Problem
from tests.typeset import shipped

PATH = f"content/areas/{shipped.AREA}.yaml"
NUMBER = "0116 496 0123"
HEADING, SENTENCE = "Our safeguarding lead", "Talk to her on any school day between 8 and 5."
SCHOOL = {
    "heading": HEADING,
    "sentence": SENTENCE,
    "name": "Ms A. Shah",
    "role": "Deputy head",
    "number": NUMBER,
    "address": "www.example.org/tell",
}
IN_URDU = {
    "heading": "ہماری حفاظتی سربراہ",
    "sentence": "اسکول کے کسی بھی دن ان سے بات کریں۔",
    "name": "محترمہ شاہ",
    "role": "نائب ہیڈ",
}
IN_CHINESE = {
    "heading": "我们的保护工作负责人",
    "sentence": "上学日可以找她谈话。",
    "role": "副校长",
}


def mapping(own: dict[str, str]) -> str:
    return "{" + ", ".join(f'{key}: "{value}"' for key, value in own.items()) + "}"


def project(
    folder: Path, own: dict[str, str], **translations: dict[str, str]
) -> tuple[Content, Design]:
    """The shipped project copied to `folder`, its area with words of its own, and those in other
    languages by tag (`zh_Hans`)."""
    edits = [(PATH, "logos: []", f"test: true\nown: {mapping(own)}\nlogos: []")]
    for tag, words in translations.items():
        row = f"\n  {tag.replace('_', '-')}:\n"
        edits.append((PATH, f"{row}    names:", f"{row}    own: {mapping(words)}\n    names:"))
    return shipped.changed(folder, *edits)


def document(
    folder: Path, own: dict[str, str], tag: str = "en-GB", **translations: dict[str, str]
) -> tuple[Document, list[Problem]]:
    content, _ = project(folder, own, **translations)
    return content.document(shipped.CAMPAIGN, tag, shipped.AREA)
