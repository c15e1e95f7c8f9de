"""Other instances at the door: they bring bundles and fetch ours, each request signed."""
