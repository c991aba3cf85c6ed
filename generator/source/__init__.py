"""Reads YAML to values that know their file, line and column. This is the only room that uses
PyYAML."""
