"""Merges content YAML with layout YAML into print-ready PDF leaflets and posters.

Folders are stages, in the order work passes through them: source, content and design,
typeset, press and pdf, preflight, build. The modules beside this one hold the words every
stage may use.
"""

__version__ = "0.1.0"
