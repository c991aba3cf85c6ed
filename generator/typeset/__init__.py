"""Sets a document in a layout: shapes text, breaks lines, fits copy, and gives pages."""
