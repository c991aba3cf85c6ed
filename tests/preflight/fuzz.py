"""Mutated PDFs checked one after another: nothing in a file may break the check.

    python -m tests.preflight.fuzz --seconds 600 --seed 7 --workers 2

Small files of several writers are changed at random, in their bytes, in their objects, in the
plain bytes behind their filters, and checked by every profile in turn. A case fails if `check`
raises, or if a rule could not run for a reason in the program rather than in the file. One that
takes longer than SECONDS, or whose process falls or grows over MEGABYTES, is checked again as
`cease check` does, and fails if that takes a minute or has nothing to say of it. The same seed
gives the same cases. Files that failed are kept where --keep says, and `--case` runs one again.
"""

import argparse
import math
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from generator.jobs import checking
from generator.pdfobjects.builder import serialised
from generator.pdfobjects.file import PdfFile, decode
from generator.pdfobjects.values import Malformed, Obj, Ref, Stream
from generator.preflight import PROFILES
from tests.checked import check, open_file
from tests.preflight.samples import expected, office, press, write, x1a

SECONDS: Final = 30
MEGABYTES: Final = 1000
ROOT: Final = Path(__file__).parents[2]
# What a rule may stop at: what is wrong with the file, not with the program.
_OF_THE_FILE: Final = "MemoryError: "
_PROGRAM = re.compile(r"^[A-Z]\w*(?:Error|Exception|Exit|Interrupt|Warning): ")


# Files to begin with.


def _reportlab() -> bytes:
    import io

    from reportlab.lib.colors import CMYKColor, Color
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(200, 300), pageCompression=1, invariant=1)
    canvas.setFillColor(CMYKColor(0.2, 0.4, 0, 0.1))
    canvas.rect(10, 10, 100, 100, fill=1)
    canvas.setFillColor(Color(0.1, 0.2, 0.3, alpha=0.5))
    canvas.circle(100, 200, 40, fill=1)
    canvas.setFont("Times-Roman", 12)
    canvas.drawString(20, 250, "Words (with brackets) and \\ strokes")
    canvas.linkURL("https://example.org", (20, 240, 90, 260))
    canvas.linearGradient(0, 0, 200, 0, (CMYKColor(1, 0, 0, 0), CMYKColor(0, 1, 0, 0)))
    canvas.showPage()
    canvas.rotate(20)
    canvas.drawString(20, 50, "Another page")
    canvas.bookmarkPage("two")
    canvas.addOutlineEntry("Two", "two")
    canvas.save()
    return out.getvalue()


def _incremental() -> bytes:
    import io

    import pypdf
    from pypdf.annotations import Text
    from pypdf.generic import NameObject, NumberObject

    writer = pypdf.PdfWriter(pypdf.PdfReader(io.BytesIO(write(press()))), incremental=True)
    writer.pages[0][NameObject("/Rotate")] = NumberObject(90)
    writer.add_annotation(0, Text(text="note", rect=(50, 50, 90, 90)))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _through(*command: str) -> bytes | None:
    """The press sample rewritten by a program; None if that is not installed."""
    program = shutil.which(command[0])
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder, "before.pdf"), Path(folder, "after.pdf")
        before.write_bytes(write(press()))
        paths = {"IN": str(before), "OUT": str(after)}
        subprocess.run(
            [program, *(paths.get(word, word) for word in command[1:])],
            check=True, capture_output=True, timeout=60,
        )  # fmt: skip
        return after.read_bytes()


def _weasyprint() -> bytes | None:
    python = ROOT / ".venv-peers/bin/python"
    if not python.exists():
        return None
    script = (
        'import sys, weasyprint as w; w.HTML(string=\'<h1 lang=en>Title</h1><p style="opacity:.5">'
        "Words <a href=https://example.org>there</a></p><svg width=40 height=40><circle r=20 "
        "fill=red /></svg>').write_pdf(sys.stdout.buffer)"
    )
    done = subprocess.run([python, "-c", script], capture_output=True, timeout=60, check=False)
    return done.stdout if done.stdout.startswith(b"%PDF") else None


@lru_cache
def originals() -> tuple[bytes, ...]:
    small = {"program": (b"/Length1 4", b"font"), "icc": (b"/N 4", b"profile")}
    made = [
        write(press()), write(press() | small), write(x1a() | small, "1.4"), write(office()),
        _reportlab(), _incremental(),
        _through("qpdf", "--object-streams=generate", "IN", "OUT"),
        _through("qpdf", "--linearize", "IN", "OUT"),
        _through("gs", "-q", "-o", "OUT", "-sDEVICE=pdfwrite", "IN"),
        _through("mutool", "clean", "-g", "IN", "OUT"),
        _weasyprint(),
    ]  # fmt: skip
    return tuple(one for one in made if one is not None)


# Ways of changing them.

_EXTREMES: Final[tuple[Obj, ...]] = (
    0, -1, 1, 2, 255, 65536, 1 << 31, 1 << 63, -(1 << 63), 10**30, 0.0, -1e-9, 1e30, -1e30,
    3.5, True, False, None, "", "Name", "DeviceRGB", "Form", "Image", "Pattern", b"", b"words",
    b"\xfe\xff\xd8\x00", (), (0,), (0, 0, 0, 0), (1, 2, 3, 4, 5, 6), {}, {"Type": "Page"},
    Ref(0, 0), Ref(1, 0), Ref(2, 0), Ref(9999999, 0),
)  # fmt: skip
_WORDS: Final = (
    b"<<", b">>", b"[", b"]", b"(", b")", b"<", b">", b"/", b"%", b"\\", b"R", b"obj", b"endobj",
    b"stream", b"endstream", b"xref", b"trailer", b"startxref", b"null", b"\0", b"\r", b"99999999",
    b"-1", b"BT", b"ET", b"q", b"Q", b"Do", b"BI", b"ID", b"EI", b"Tf", b"scn", b"sh", b"cm",
    b"1e5", b"..", b"+-4", b" 0 0 R", b"/Filter", b"/Length", b"/Kids", b"/Parent",
)  # fmt: skip


def _bytes_changed(chance: random.Random, data: bytes, most: int = 8) -> bytes:
    """Bytes put in, taken out, doubled, moved or made others."""
    out = bytearray(data)
    for _ in range(chance.randint(1, most)):
        if not out:
            break
        place = chance.randrange(len(out))
        size = chance.choice((1, 1, 4, 30, 300))
        match chance.randrange(6):
            case 0:
                out[place] = chance.randrange(256)
            case 1:
                del out[place : place + size]
            case 2:
                out[place:place] = out[place : place + size]
            case 3:
                out[place : place + 1] = b" " + chance.choice(_WORDS) + b" "
            case 4:
                other = chance.randrange(len(out))
                out[place : place + size] = out[other : other + size]
            case _:
                numbers = list(re.finditer(rb"-?\d+", out[place : place + 200]))
                if numbers:
                    found = chance.choice(numbers)
                    new = b"%d" % chance.choice((0, -1, 7, 70000, 1 << 31, 10**18))
                    out[place + found.start() : place + found.end()] = new
    return bytes(out)


def _cut(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.randrange(len(data))]


def _spliced(chance: random.Random, data: bytes) -> bytes:
    other = chance.choice(originals())
    return data[: chance.randrange(len(data))] + other[chance.randrange(len(other)) :]


def _objects_changed(chance: random.Random, data: bytes) -> bytes:
    """Values inside objects made others, in a file whose table stays right."""
    file = open_file(data)
    values = {number: file.stored(number).value for number in file.numbers}
    pool = [*_EXTREMES, *values.values()]
    for _ in range(chance.choice((1, 1, 2, 4, 10))):
        number = chance.choice(file.numbers)
        values[number] = _value_changed(chance, values[number], pool)
    return _written(file, values)


def _value_changed(chance: random.Random, value: Obj, pool: list[Any], depth: int = 0) -> Obj:
    if depth > 20 or chance.random() < 0.15:
        return _small(chance.choice(pool))
    match value:
        case Stream():
            entries = _value_changed(chance, value.dict, pool, depth + 1)
            return Stream(entries if isinstance(entries, dict) else {}, value.raw)
        case dict() if value:
            key = chance.choice(list(value))
            if chance.random() < 0.1:
                return {name: one for name, one in value.items() if name != key}
            return value | {key: _value_changed(chance, value[key], pool, depth + 1)}
        case tuple() if value and not isinstance(value, Ref):
            place = chance.randrange(len(value))
            new = _value_changed(chance, value[place], pool, depth + 1)
            return (*value[:place], new, *value[place + 1 :])
    return _small(chance.choice(pool))


def _small(value: Obj) -> Obj:
    return value.dict if isinstance(value, Stream) else value


def _streams_changed(chance: random.Random, data: bytes) -> bytes:
    """The plain bytes of a stream changed, and deflated again."""
    file = open_file(data)
    values = {number: file.stored(number).value for number in file.numbers}
    streams = [number for number, value in values.items() if isinstance(value, Stream)]
    for number in chance.sample(streams, min(len(streams), chance.randint(1, 3))):
        stream = values[number]
        assert isinstance(stream, Stream)
        try:
            plain = decode(file, stream)
        except Malformed:
            continue
        packed = zlib.compress(_bytes_changed(chance, plain[:200_000], 12), 1)
        kept = {key: one for key, one in stream.dict.items() if key != "DecodeParms"}
        values[number] = Stream(kept | {"Filter": "FlateDecode"}, packed)
    return _written(file, values)


def _bomb(chance: random.Random, data: bytes) -> bytes:
    """A stream that unpacks into far more than there was."""
    file = open_file(data)
    values = {number: file.stored(number).value for number in file.numbers}
    streams = [number for number, value in values.items() if isinstance(value, Stream)]
    piece = chance.choice((b" ", b"q ", b"[", b"(", b"0 0 m ", b"1 0 0 1 0 0 cm ", b"BT ET "))
    size = chance.choice((1 << 16, 1 << 20, 1 << 22 if piece.strip() else 1 << 27))
    packed = zlib.compress(piece * (size // len(piece)), 9)
    filters: Obj = "FlateDecode"
    if chance.random() < 0.5:
        packed, filters = zlib.compress(packed, 9), ("FlateDecode", "FlateDecode")
    number = chance.choice(streams)
    stream = values[number]
    assert isinstance(stream, Stream)
    values[number] = Stream(stream.dict | {"Filter": filters, "DecodeParms": None}, packed)
    return _written(file, values)


def _written(file: PdfFile, values: dict[int, Obj]) -> bytes:
    """Changed objects under the numbers they had, in the open, with a table that is right."""
    out = bytearray(b"%PDF-1.7\n")
    rows = [b"0 1\n0000000000 65535 f \n"]
    for number, value in values.items():
        if isinstance(value, Stream) and value.dict.get("Type") in ("XRef", "ObjStm"):
            continue
        rows.append(b"%d 1\n%010d 00000 n \n" % (number, len(out)))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, serialised(value))
    kept = {key: file.trailer[key] for key in ("Root", "Info", "ID") if key in file.trailer}
    trailer = serialised(kept | {"Size": max(values, default=0) + 1})
    table = len(out)
    out += b"xref\n%btrailer\n%b\nstartxref\n%d\n%%%%EOF\n" % (b"".join(rows), trailer, table)
    return bytes(out)


WAYS: Final[tuple[Callable[[random.Random, bytes], bytes], ...]] = (
    _bytes_changed, _bytes_changed, _cut, _spliced, _objects_changed, _objects_changed,
    _objects_changed, _streams_changed, _streams_changed, _bomb,
)  # fmt: skip


def case(seed: int, number: int) -> tuple[bytes, str]:
    """A mutated file, and the profile to check it by."""
    chance = random.Random(f"{seed}-{number}")
    data = chance.choice(originals())
    for way in chance.sample(WAYS, chance.choice((1, 1, 1, 2))):
        try:
            data = way(chance, data)
        except Exception:  # noqa: BLE001 - what is broken already is broken enough
            break
    return data, list(PROFILES)[number % len(PROFILES)]


# Checking them.


def complaint(data: bytes, profile: str, number: int) -> str:
    """What is wrong with how a file was checked; empty if nothing."""
    start = time.monotonic()
    report = check(data, profile, expected() if number % 3 == 0 else None)
    took = time.monotonic() - start
    if took > SECONDS:
        return f"took {took:.0f} seconds"
    for problem in report.problems:
        for detail in problem.details:
            if _PROGRAM.match(detail) and not detail.startswith(_OF_THE_FILE):
                return f"{problem.rule}: {detail}"
        str(problem)
        problem.as_dict()
    return ""


def _work(
    seed: int, first: int, step: int, cases: float, until: float
) -> Iterator[tuple[int, str]]:
    """Check every `step`th case in this process, and report each before and after."""
    number = first
    while number < cases and time.time() < until:
        print(f"@{number}", flush=True)
        data, profile = case(seed, number)
        try:
            said = complaint(data, profile, number)
        except BaseException as reason:  # noqa: BLE001 - the fault that is looked for
            said = f"raised {type(reason).__name__}: {reason}"
        if said:
            yield number, said
        number += step


def _worker(seed: int, first: int, step: int, cases: float, until: float) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES << 20,) * 2)
    for number, said in _work(seed, first, step, cases, until):
        print(f"!{number} {said}", flush=True)


def run(
    seed: int, workers: int, keep: Path, cases: float = math.inf, seconds: float = math.inf
) -> tuple[int, list[str]]:
    """The number of cases checked, and what went wrong, in as many processes: all cases below a
    number, or as many as there is time for."""
    until = time.time() + seconds
    checked, wrong = 0, []
    waiting = [(first, workers) for first in range(workers)]
    running: dict[subprocess.Popen[bytes], list[Any]] = {}
    while waiting or running:
        while waiting:
            first, step = waiting.pop()
            process = _begin(seed, first, step, cases, until)
            os.set_blocking(process.stdout.fileno(), False)  # type: ignore[union-attr]
            running[process] = [first, time.monotonic(), step, b""]
        time.sleep(0.05)
        for process, known in list(running.items()):
            assert process.stdout is not None
            ended: int | str | None = process.poll()  # first, so that its last words are read
            known[3] += process.stdout.read() or b""
            *lines, known[3] = known[3].split(b"\n")
            for line in map(bytes.decode, lines):
                if line.startswith("@"):
                    known[0], known[1] = int(line[1:]), time.monotonic()
                    checked += 1
                elif line.startswith("!"):
                    wrong.append(line[1:])
            if ended is None and time.monotonic() - known[1] > 2 * SECONDS:
                process.kill()
                process.wait()
                ended = f"still at it after {2 * SECONDS} seconds"
            if ended is not None:
                del running[process]
                process.stdout.close()
                if ended != 0:
                    wrong.append(f"{known[0]} fell: {_how(ended)}")
                    following = known[0] + known[2]
                    if following < cases and time.time() < until:
                        waiting.append((following, known[2]))
    keep.mkdir(parents=True, exist_ok=True)
    kept = []
    for line in wrong:
        number = int(line.split()[0])
        data, profile = case(seed, number)
        path = keep / f"{seed}-{number}.pdf"
        path.write_bytes(data)
        if _HEAVY.search(line) and not (worse := guarded(path, profile)):
            path.unlink()
        else:
            kept.append(f"{line}; {worse}" if _HEAVY.search(line) else line)
    return checked, kept


_HEAVY = re.compile(r"^\d+ (took|fell)")


def guarded(path: Path, profile: str) -> str:
    """What is wrong with how `cease check` takes a file that is too much for one process."""
    start = time.monotonic()
    found = checking.check(path, profile)
    took = time.monotonic() - start
    if took > 60:
        return f"cease check took {took:.0f} seconds"
    finished = bool(found.facts) or found.unread
    return "" if finished or found.errors else "cease check says nothing of it"


def _how(ended: int | str) -> str:
    return signal.Signals(-ended).name if type(ended) is int and ended < 0 else str(ended)


def _begin(seed: int, first: int, step: int, cases: float, until: float) -> subprocess.Popen[bytes]:
    words = ["--worker", *map(str, (seed, first, step, cases, until))]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.preflight.fuzz", *words],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT,
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "cease-fuzz")
    parser.add_argument("--case", type=int, help="check one case here and show the report")
    parser.add_argument("--worker", nargs=5, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.worker:
        seed, first, step, cases, until = chosen.worker
        _worker(int(seed), int(first), int(step), float(cases), float(until))
    elif chosen.case is not None:
        data, profile = case(chosen.seed, chosen.case)
        print(profile, complaint(data, profile, chosen.case) or "nothing wrong")
    else:
        checked, wrong = run(chosen.seed, chosen.workers, chosen.keep, seconds=chosen.seconds)
        print(*wrong, f"{checked} files checked, {len(wrong)} wrong", sep="\n")
        sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
