"""Plans which pieces to make, makes each, and puts the files in place whole."""
