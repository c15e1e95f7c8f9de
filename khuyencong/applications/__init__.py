"""Needs found by surveys and the requests that grow out of them."""
