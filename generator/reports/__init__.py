"""Makes what goes with finished files: job sheets, contact sheets, overviews."""
