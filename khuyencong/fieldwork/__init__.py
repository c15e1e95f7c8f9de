"""Work at the door without a network: kits issued, files that came back, what became of them."""
