"""The entries of a slug are shaped once for all sheets of a batch."""

from generator.press import REGISTRATION
from generator.press.inks import CYAN
from generator.reports.report_layouts import report_fonts
from generator.reports.slug import SlugEntryInputs
from tests.declared_inputs import assert_fields_count


def test_what_an_entry_depends_on() -> None:
    fonts = report_fonts()
    base = SlugEntryInputs("page 1 of 2: outside", fonts[400], REGISTRATION)
    assert_fields_count(base, words="page 2 of 2: inside", font=fonts[800], ink=CYAN)
