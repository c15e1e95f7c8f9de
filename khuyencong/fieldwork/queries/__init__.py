"""Everything that can be asked of kits and of what came back."""
