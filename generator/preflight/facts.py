"""All facts about a PDF that rules may ask for, room by room. A fact is found when it is first
asked for."""

from generator.pdfobjects.file import PdfFile
from .document_facts import DocumentFacts
from .glyphs.font_resources import DocumentFonts
from .page_tree import PageTree
from .painting.painted_pages import PaintedPages
from .painting.references import PageReferences
from .raster.rendered_pages import RenderedPages
from .report import Expected
from .tree.structure_tree import StructureTree, TaggedText


class Facts:
    """The facts about a file. The parameters of a rule have the names that the facts have here."""

    def __init__(self, file: PdfFile, expected: Expected | None = None) -> None:
        self.expected = expected
        self.document = DocumentFacts(file)
        self.pages = PageTree(self.document)
        self.fonts = DocumentFonts(self.pages)
        self.painted = PaintedPages(self.document, self.pages, expected)
        self.references = PageReferences(self.pages)
        self.tree = StructureTree(self.document, self.pages)
        self.tagged = TaggedText(self.tree, self.painted)
        self.rendered = RenderedPages(self.document, self.pages, self.painted, expected)
