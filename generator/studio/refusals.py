"""Answers to requests that are refused, or that met an error: a page for a person, JSON for a
script, both in plain words. Nothing in them tells how the program or the computer is made."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import Scope

from generator.problems import Problem

CALLS = "/api/"  # where scripts ask
_WORDS = {404: "missing", 405: "method", 400: "malformed"}


class ToldProblem(Struct, frozen=True):
    """A problem in words, with the file, line and key that it stands at."""

    message: str
    hint: str = ""
    path: str = ""
    line: int = 0
    key: str = ""


class RefusedAnswer(Struct, frozen=True):
    """Why something was not done, in a sentence, and each problem of the files that was found."""

    error: str
    problems: tuple[ToldProblem, ...] = ()


def told(problems: Iterable[Problem], root: Path) -> RefusedAnswer:
    """Problems for a script, without the place of the project on this computer."""
    found = tuple(
        ToldProblem(
            _inside(each.message, root),
            _inside(each.hint, root),
            *((each.span.path, each.span.line, each.span.key) if each.span else ()),
        )
        for each in problems
    )
    return RefusedAnswer(" ".join(f"{_sentence(each)}" for each in found), found)


def answered(
    status: int, said: RefusedAnswer, headers: Mapping[str, str] | None = None
) -> Response:
    """JSON for a script."""
    return Response(msgspec.json.encode(said), status, headers, "application/json")


def _inside(words: str, root: Path) -> str:
    return words.replace(f"{root}/", "").replace(str(root), ".")


def _sentence(problem: ToldProblem) -> str:
    words = f"{problem.message}: {problem.hint}" if problem.hint else problem.message
    return f"{words[:1].upper()}{words[1:]}."


class Refusals:
    """Makes the answers. `page` makes a page of the studio, with the words of its screen. If it
    opens `by_password`, a page that is closed asks for it."""

    def __init__(
        self, page: Callable[..., HTMLResponse], say: Callable[[str], str], *, by_password: bool
    ) -> None:
        self._page, self._say, self._by_password = page, say, by_password

    def __call__(self, scope: Scope, status: int, key: str) -> Response:
        """The answer with the words at a key of words/refusal.yaml."""
        if scope["path"].startswith(CALLS):
            return answered(status, RefusedAnswer(self._say(f"refusal.{key}")))
        asks = self._by_password and key == "closed"
        page = self._page("sign-in") if asks else self._page("refusal", why=key)
        page.status_code = status
        return page

    async def of_request(self, request: Request, raised: Exception) -> Response:
        """The answer to a request for what there is not."""
        status = raised.status_code if isinstance(raised, HTTPException) else 500
        return self(request.scope, status, _WORDS.get(status, "malformed"))

    async def of_bug(self, request: Request, raised: Exception) -> Response:
        """The answer when this program has failed. The terminal says where."""
        last = traceback.extract_tb(raised.__traceback__)[-1]
        place = f"{last.filename.rpartition('/generator/')[2]}, line {last.lineno}"
        words = f"this is a bug in cease, not in your files: {place}: {type(raised).__name__}"
        print(words, file=sys.stderr, flush=True)
        return self(request.scope, 500, "bug")
