"""Pictures from strangers, such as partners' logos: opened within bounds, the right way up, and
measured once for all who place and draw them."""

from generator.pictures.opening import Opened, open_file, read_drawing
from generator.pictures.tones import BLACK, SHARE, Tones, standing_out

__all__ = ["BLACK", "SHARE", "Opened", "Tones", "open_file", "read_drawing", "standing_out"]
