"""Files opened and checked with one cache for all tests of a process, as a batch has it."""

from functools import partial
from typing import Final

from generator import preflight
from generator.cache import Cache
from generator.pdfobjects import file

CACHE: Final = Cache()
open_file = partial(file.open_file, cache=CACHE)
opened = partial(preflight.opened, cache=CACHE)
check = partial(preflight.check, cache=CACHE)
