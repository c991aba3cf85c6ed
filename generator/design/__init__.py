"""The design: formats, editions, themes and layouts. This room knows nothing of words."""
