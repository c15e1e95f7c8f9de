"""The sentences of an office's reports: read, worded anew, taken back to the standard ones."""
