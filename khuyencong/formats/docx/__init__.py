"""Word files: the package, its numbering and styles, its body."""
