"""What the plan decides by: pure, on plain facts."""
