"""The one way an act says no."""


class Refused(Exception):
    """The act is not done; the message says why in words that may be shown."""
