"""Text in, values out: rounds, criteria, products, photographs, dossiers."""
