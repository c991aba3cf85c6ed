"""A password is compared in one time, and guessing it is slow."""

import pytest

from generator.problems import WrongChoice
from generator.studio.sign_in import Password

WORDS = "correct horse battery"


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_each_wrong_guess_doubles_the_wait() -> None:
    clock = Clock()
    password = Password(WORDS, clock)
    waits = []
    for _ in range(9):
        assert not password.admits("wrong")
        waits.append(password.wait())
        assert not password.admits(WORDS)  # not even the right one, before its time
        clock.now += password.wait()
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert password.admits(WORDS)
    assert not password.admits("wrong")
    assert password.wait() == 1


@pytest.mark.parametrize("guess", ["", WORDS[:-1], WORDS + " ", WORDS.upper(), "\0", "é" * 9000])
def test_another_word_is_not_the_password(guess: str) -> None:
    assert not Password(WORDS).admits(guess)


@pytest.mark.parametrize("words", ["", "short", "x" * 11, "x" * 1001])
def test_a_password_that_is_easily_guessed_is_refused(words: str) -> None:
    with pytest.raises(WrongChoice, match="at least 12 characters"):
        Password(words)


def test_the_password_itself_is_not_kept() -> None:
    assert all(WORDS not in str(value) for value in vars(Password(WORDS)).values())
