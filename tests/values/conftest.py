"""Property tests of this room count cases, not milliseconds: the machine may be shared."""

from hypothesis import settings

settings.register_profile("patient", parent=settings(), deadline=None)
settings.load_profile("patient")
