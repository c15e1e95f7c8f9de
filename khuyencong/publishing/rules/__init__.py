"""Pure rules: how what is written is laid out, what may stand in public, what a day makes of it."""
