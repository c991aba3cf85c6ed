"""Records what is read while something is made."""

from msgspec import Struct, field


class Reads(Struct, frozen=True):
    """Everything that a result was made from, so that a remembered result can report it again.

    `files` are paths in the project; those that come with the program follow `shipped:`. `blocks`
    are names of a campaign's blocks, and `fields` the keys of single values in documents:
    `area:contacts.police.0.number`, `campaign:blocks.film.text`. Files decide whether a finished
    file is up to date. Blocks and fields are more exact, so that a change of one block need not
    concern pieces that print others.
    """

    files: frozenset[str] = frozenset()
    blocks: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()


class Recorder(Struct):
    """Collects what is read."""

    files: set[str] = field(default_factory=set)
    blocks: set[str] = field(default_factory=set)
    fields: set[str] = field(default_factory=set)

    def add(self, reads: Reads) -> None:
        self.files |= reads.files
        self.blocks |= reads.blocks
        self.fields |= reads.fields

    @property
    def reads(self) -> Reads:
        """All that has been read so far."""
        return Reads(frozenset(self.files), frozenset(self.blocks), frozenset(self.fields))
