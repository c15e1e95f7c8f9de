"""PDF files: glyphs to lines, ruling lines to tables, pages to paragraphs."""
