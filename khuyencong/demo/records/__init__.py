"""Records for trying the program out: three provinces as their old reports tell them.

`tables` reads what the reports say, `spreading` makes whole đề án of it, `entering` enters them.
"""
