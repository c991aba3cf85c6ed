"""Makes one leaflet for each area in another tool, in one process.

    python -m benchmarks.peer_batch TOOL COUNT AREAS FOLDER

It runs in a copy of the other tools' versions of the leaflet, in their interpreter, with this
project's folder in PYTHONPATH. The areas are ours (see `benchmarks.areas`): each has a name, three
numbers and two codes of its own. Every tool is given the codes as ZXing encodes them in C++, each
in the form that it draws fastest.
"""

import base64
import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import zxingcpp

from tests.browser import Browser

LEAFLET = "L"
# Their keys of the web addresses beside the two codes, each on two lines.
ADDRESSES = ("qr1u", "qr2u")
job: Any = import_module("job")  # of the folder it runs in
QRS = list(job.JOBS[LEAFLET]["qrs"])
Values = Mapping[str, Any]


def pixels(url: str) -> list[list[int]]:
    """A code, a pixel for each module: 0 is dark, 255 light."""
    code = zxingcpp.create_barcode(f"https://{url}", zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    picture: Any = code.to_image(scale=1, add_quiet_zones=False)
    rows: Any = memoryview(picture).tolist()
    return list(rows)


@lru_cache(None)
def dark(url: str) -> list[list[bool]]:
    return [[not value for value in row] for row in pixels(url)]


def values(area: Mapping[str, Any]) -> Values:
    """What differs, as these versions of the leaflet take it."""
    phones = [(number, place) for place, number in area["contacts"]]
    codes = (area["pledge"], area["story"])
    return {**job.BASE, "area": area["name"], "phones": phones, "codes": codes}


def two_lines(address: str) -> tuple[str, str]:
    """A web address broken after its host."""
    host, slash, path = address.partition("/")
    return host + slash, path


def place_codes(given: Values) -> None:
    """Give the leaflet's two codes the targets of an area, and print these beside them."""
    pairs = zip(QRS, given["codes"], strict=True)
    job.JOBS[LEAFLET]["qrs"] = [(*qr[:4], code) for qr, code in pairs]
    job.T.update(zip(ADDRESSES, map(two_lines, given["codes"]), strict=True))


def usual(module: str) -> Callable[[Values, Path], None]:
    """A version of the leaflet that looks at its codes each time."""
    build = import_module(module).build

    def make(given: Values, out: Path) -> None:
        place_codes(given)
        build(LEAFLET, given, str(out))

    return make


def typst_with(code: Callable[[str, float], str]) -> Callable[[Values, Path], None]:
    """Typst, with one compiler, and an area's values in a source of three lines. What does not
    differ stands in a module, which Typst remembers from one document to the next."""
    typst, typstgen = import_module("typst"), import_module("typstgen")
    folder = Path("typ")
    fonts = folder / "fonts"
    fonts.mkdir(parents=True, exist_ok=True)
    for font in (job.REG, job.BOLD):
        (fonts / Path(font).name).write_bytes(Path(font).read_bytes())
    job.JOBS[LEAFLET]["qrs"] = []
    stand_ins = {f'strong("address{i}{line}")': (i, line) for i in (0, 1) for line in (0, 1)}
    for i, key in enumerate(ADDRESSES):
        job.T[key] = (f"address{i}0", f"address{i}1")
    lines = typstgen.template(LEAFLET, 15, "svg").split("\n")
    moved = [line for line in lines if any(words in line for words in stand_ins)]
    fixed, codes = "\n".join(line for line in lines if line not in moved), "#let dyn0(d) = {\n"
    assert codes in fixed
    assert len(moved) == len(ADDRESSES)
    placed = [f"place(dx:{x}mm,dy:{y}mm,d.qr{i})" for i, (_, x, y, *_) in enumerate(QRS)]
    differ = "\n".join([*placed, *moved, ""])
    for words, (i, line) in stand_ins.items():
        differ = differ.replace(words, f"strong(d.at{i}.at({line}))")
    (folder / "areas.typ").write_text(fixed.replace(codes, codes + differ))
    (folder / "main.typ").write_text("")
    compiler = typst.Compiler(
        str(folder / "main.typ"),
        root=str(folder),
        font_paths=typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts)]
        ),
        ignore_system_fonts=True,
    )

    def make(given: Values, out: Path) -> None:
        drawn = (
            f"qr{i}:{code(url, qr[3])}"
            for i, (qr, url) in enumerate(zip(QRS, given["codes"], strict=True))
        )
        printed = (
            f"at{i}:({','.join(map(json.dumps, two_lines(url)))})"
            for i, url in enumerate(given["codes"])
        )
        literal = f"{typstgen.lit(given)[:-1]},{','.join([*drawn, *printed])})"
        source = f'#import "areas.typ": doc\n#doc({literal})\n'
        compiler.compile(
            input=source.encode(), output=str(out), format="pdf", timestamp=1700000000,
            pdf_tags=False,
        )  # fmt: skip

    return make


def as_pixels(url: str, width: float) -> str:
    """A code as a picture of one gray pixel a module."""
    rows = pixels(url)
    data = ",".join(str(value) for row in rows for value in row)
    side = len(rows)
    return (
        f'image(bytes(({data})),format:(encoding:"luma8",width:{side},height:{side}),'
        f'scaling:"pixelated",width:{width}mm)'
    )


def as_outlines(url: str, width: float) -> str:
    """A code as a path in SVG."""
    side, path = job.qr_svg_path(url)
    box = f"viewBox='0 0 {side} {side}'"
    svg = f"<svg xmlns='http://www.w3.org/2000/svg' {box}><path d='{path}'/></svg>"
    return f'image(bytes({json.dumps(svg)}),format:"svg",width:{width}mm)'


# In a page that stays open, the words and codes of the leaflet become another area's.
SWAP = """(d => {
  const S = (k, f) => document.querySelectorAll(`[data-k=${k}] p`).forEach(f);
  S('area', e => e.textContent = d.area); S('quote', e => e.textContent = d.quote);
  S('qr1', e => e.querySelector('b').textContent = d.addresses[0].join('\\n'));
  S('qr2', e => e.querySelector('b').textContent = d.addresses[1].join('\\n'));
  document.querySelectorAll('.ph').forEach((e, i) => e.textContent = d.phones[i][0]);
  document.querySelectorAll('.pa').forEach((e, i) => e.textContent = d.phones[i][1]);
  document.querySelectorAll('[aria-label^="QR code"]').forEach((e, i) => {
    e.setAttribute('viewBox', `0 0 ${d.paths[i][0]} ${d.paths[i][0]}`);
    e.firstChild.setAttribute('d', d.paths[i][1]);
  });
})"""


def in_chromium(everything: list[Values], out: Path) -> None:
    """One browser with one page, into which each area's words are put."""
    theirs, htmlgen = import_module("peer_chromium"), import_module("htmlgen")
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        page = Path(folder, "page.html")
        place_codes(everything[0])
        page.write_text(htmlgen.html("c", LEAFLET, everything[0]))
        process = subprocess.Popen(
            ["/bin/bash", "-c", 'exec "$0" "$@" 3<&0 4>&1 </dev/null >/dev/null', theirs.BIN,
             *theirs.FLAGS, f"--user-data-dir={folder}/profile", "--remote-debugging-pipe"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        assert process.stdin
        assert process.stdout
        tab = Browser(process, process.stdin.fileno(), process.stdout.fileno())
        tab.show(page)
        for number, given in enumerate(everything):
            paths = [job.qr_svg_path(url) for url in given["codes"]]
            quote = job.blocks("quote", given)[0][0][0]
            put = {"quote": quote, "paths": paths, "addresses": [*map(two_lines, given["codes"])]}
            tab.asked(f"{SWAP}({json.dumps({**given, **put})})")
            printed = tab.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
            (out / f"{number:05}.pdf").write_bytes(base64.b64decode(printed["data"]))
        tab.session = ""
        tab.call("Browser.close")
        process.stdin.close()
        process.wait()
        process.stdout.close()


TOOLS: dict[str, Callable[[], Callable[[Values, Path], None]]] = {
    "typst": lambda: typst_with(as_pixels),
    "typst-outlines": lambda: typst_with(as_outlines),
    "weasyprint": lambda: usual("peer_weasy"),
    "fpdf2": lambda: usual("peer_fpdf2"),
    "reportlab": lambda: usual("peer_rl"),
}


def main(tool: str, count: str, areas: str, folder: str) -> None:
    # they all ask this for a code's modules
    job.qr_matrix = dark
    everything = [values(area) for area in json.loads(Path(areas).read_text())[: int(count)]]
    out = Path(folder)
    if tool == "chromium":
        in_chromium(everything, out)
        return
    make = TOOLS[tool]()
    for number, given in enumerate(everything):
        make(given, out / f"{number:05}.pdf")


if __name__ == "__main__":
    main(*sys.argv[1:])
