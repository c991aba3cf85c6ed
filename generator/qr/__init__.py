"""QR codes as outlines, and the choice of their masks."""

from .qr_code import QUIET, Code, CodeInputs, code

__all__ = ["QUIET", "Code", "CodeInputs", "code"]
