"""The long trials can be repeated, and spoil what they are given."""

from tests.soak.trials import chance, mutated

DATA = b'{"path": "a/b.pdf", "sha256": "00", "pages": 1}\n' * 20


def test_chance_falls_the_same_each_time_and_differently_for_each_name() -> None:
    spoilt = [mutated(DATA, chance("manifest", number)) for number in range(50)]
    assert spoilt == [mutated(DATA, chance("manifest", number)) for number in range(50)]
    assert len({*spoilt}) > 45
    assert sum(each != DATA for each in spoilt) > 45


def test_nothing_at_all_can_be_spoilt() -> None:
    assert all(len(mutated(b"", chance(number))) < 20_000 for number in range(50))
