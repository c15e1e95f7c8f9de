"""Where anybody asks a question without an account, and looks for its answer by a code."""
