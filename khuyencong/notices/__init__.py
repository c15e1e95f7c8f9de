"""Notices: whom an act concerns, told once in the application, by mail and by other ways."""
