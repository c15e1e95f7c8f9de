"""Text in, values out: what is typed on the pages of the vote."""
