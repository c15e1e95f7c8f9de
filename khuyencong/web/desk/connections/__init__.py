"""Connections on the desk: keys of software, addresses that are told."""
