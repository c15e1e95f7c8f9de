"""The reporting calendar: who owes which report when, who sent it, who accepted it."""
