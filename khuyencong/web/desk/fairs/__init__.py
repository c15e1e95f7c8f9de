"""Fairs and showrooms on the desk."""
