"""Where it goes: formats, editions, themes and layouts, with no idea of any words."""
