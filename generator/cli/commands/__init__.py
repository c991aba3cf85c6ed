"""The commands as they are typed: their options, and the help for each."""
