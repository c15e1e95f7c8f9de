"""Open data: what anybody may take along, as dated bundles of declared tables."""
