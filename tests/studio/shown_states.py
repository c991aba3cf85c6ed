"""What the studio's screens can show: the table of view × state. `test_shown_states` holds that no
view and no state is without a row, `test_screens` looks at each."""

from __future__ import annotations

from tests.studio.states_of_areas import LACKED_BY_AREAS, STATES_OF_AREAS
from tests.studio.states_of_entries import LACKED_BY_ENTRIES, STATES_OF_ENTRIES
from tests.studio.states_of_pieces import LACKED_BY_PIECES, STATES_OF_PIECES

STATES = (*STATES_OF_PIECES, *STATES_OF_AREAS, *STATES_OF_ENTRIES)
LACKED = (*LACKED_BY_PIECES, *LACKED_BY_AREAS, *LACKED_BY_ENTRIES)
SAMPLE = tuple(one for one in STATES if one.sampled)
