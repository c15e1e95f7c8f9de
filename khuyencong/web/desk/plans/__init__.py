"""The pages of plans: listed, put in order, approved, compared; what is registered for them."""
