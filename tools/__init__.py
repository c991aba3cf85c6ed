"""What the project's keepers run now and then; no part of the program."""
