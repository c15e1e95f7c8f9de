"""What a file that came back says, how two sides are merged, who may; without queries."""
