"""A number and an address that an earlier command looked up have the same answer in the next."""

from pathlib import Path

import pytest

from generator.cache import Cache
from generator.content.phone_numbers import VerdictInputs
from generator.kept import Kept
from generator.qr.qr_code import CodeInputs


@pytest.mark.parametrize(
    ("number", "kept"), [("0116 496 0123", 1), ("101", 1), ("0116 496 012", 0), ("116 496 0123", 0)]
)
def test_a_verdict_comes_back_and_a_wrong_number_is_looked_up_again(
    tmp_path: Path, number: str, kept: int
) -> None:
    alone = VerdictInputs(number).make(Cache(0))
    for _ in range(2):
        store = Kept(tmp_path / "kept", str)
        assert Cache(kept=store).get(VerdictInputs(number)) == alone
        assert store.size().entries == kept


def test_a_code_comes_back_for_its_address_alone(tmp_path: Path) -> None:
    addresses = "https://www.example.org/a", "https://www.example.org/b"
    for _ in range(2):
        found = [Cache(kept=Kept(tmp_path, str)).get(CodeInputs(each)) for each in addresses]
        assert found == [CodeInputs(each).make(Cache(0)) for each in addresses]
    assert found[0] != found[1]
