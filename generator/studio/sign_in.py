"""Lets others in the network open a studio by its password."""

from __future__ import annotations

import hashlib
import math
import time
from collections.abc import Callable
from hmac import compare_digest
from secrets import token_bytes
from typing import Final

import msgspec
from msgspec import Struct
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from generator.problems import WrongChoice, error
from .guard import SIGN_IN, Keys
from .interface import ENGLISH, Interface
from .refusals import RefusedAnswer, answered
from .words import words_of

SHORTEST: Final = 12  # characters of a password
_LONGEST: Final = 1000
_MOST_WAIT: Final = 60.0  # seconds


class Password:
    """The password of a studio. Each wrong guess, whoever makes it, doubles the time until the next
    guess is looked at. Whoever started the studio needs no password, and is never kept waiting.
    Raises `WrongChoice` if it is too short."""

    def __init__(self, words: str, clock: Callable[[], float] = time.monotonic) -> None:
        if not SHORTEST <= len(words) <= _LONGEST:
            message = f"a password has at least {SHORTEST} characters"
            hint = "three or four words that nobody would guess are easy to remember"
            raise WrongChoice([error("wrong-choice", message, None, hint)])
        self._salt = token_bytes(16)
        self._digest = self._of(words)
        self._clock = clock
        self._wrong, self._next = 0, 0.0

    def wait(self) -> float:
        """Seconds until a guess is looked at."""
        return max(0.0, self._next - self._clock())

    def admits(self, guess: str) -> bool:
        """Whether this is the password; never while there is time to `wait`."""
        if self.wait():
            return False
        if compare_digest(self._of(guess), self._digest):
            self._wrong = 0
            return True
        self._wrong += 1
        self._next = self._clock() + min(_MOST_WAIT, 2.0 ** min(self._wrong - 1, 10))
        return False

    def _of(self, words: str) -> bytes:
        """A digest of one length for all words, so that comparing tells nothing of theirs."""
        return hashlib.blake2b(words.encode(errors="replace"), key=self._salt).digest()


class Guess(Struct, frozen=True, forbid_unknown_fields=True):
    """A password that somebody typed."""

    password: str


class SignIn:
    """Exchanges the password for the cookie."""

    def __init__(self, keys: Keys, password: Password, interface: Interface = ENGLISH) -> None:
        self._keys, self._password = keys, password
        self._words = words_of("sign-in", interface)

    def routes(self) -> list[Route]:
        return [Route(SIGN_IN, self.answer, methods=["POST"])]

    async def answer(self, request: Request) -> Response:
        """Let somebody in who knows the password."""
        try:
            guess = msgspec.json.decode(await request.body(), type=Guess)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, ClientDisconnect):
            return answered(400, RefusedAnswer(self._words.say("sign-in.malformed")))
        waited = self._password.wait()
        if not self._password.admits(guess.password):
            seconds = math.ceil(self._password.wait())
            words = self._words.count("sign-in.wait" if waited else "sign-in.wrong", seconds)
            headers = {"retry-after": str(seconds)}
            return answered(429 if waited else 403, RefusedAnswer(words), headers)
        response = answered(200, RefusedAnswer(""))
        keys = self._keys
        response.set_cookie(keys.cookie_name, keys.cookie, httponly=True, samesite="strict")
        return response
