"""YAML in, values that know their file, line and column out. The one place PyYAML is used."""
