"""The structure tree of a finished file, and what its elements say."""
