"""The layout of a Word file held against the rules that the writers follow."""

from khuyencong.documents.lint.checking import lint as lint
from khuyencong.documents.lint.finding import Finding as Finding
from khuyencong.documents.lint.names import RULES as RULES
