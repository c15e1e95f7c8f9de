"""Web pages: their bytes as text, the furniture around the article, the article."""
