"""The few words that templates need beyond Django's own."""

from django import template

register = template.Library()
