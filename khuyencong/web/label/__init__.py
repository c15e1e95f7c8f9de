"""What stands behind the QR of a product: one small page for whoever holds it in his hand.

It reads, and leaves one thing behind: a report of a fake. No script, no cookie on the page, nothing
of who asks.
"""
