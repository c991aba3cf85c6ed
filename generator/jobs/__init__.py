"""From files to files: which pieces to make, making each, and putting them in place whole."""
