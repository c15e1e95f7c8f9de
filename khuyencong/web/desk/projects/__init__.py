"""Đề án at the desk: the list, one đề án whole, drafting, and each act of its life."""
