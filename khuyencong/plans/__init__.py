"""The yearly plan: what is registered, ranked, assigned; its approval makes a đề án approved."""
