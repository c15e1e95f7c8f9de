"""The face that other systems speak to: keys instead of sessions, JSON, one shape of refusal."""
