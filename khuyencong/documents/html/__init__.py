"""A document as a page of the web: the look of A4, each figure a link, no script."""

from khuyencong.documents.html.blocks import block_of as block_of
from khuyencong.documents.html.parts import Html as Html
from khuyencong.documents.html.parts import told as told
from khuyencong.documents.html.writing import html_of as html_of
from khuyencong.documents.html.writing import write_html as write_html
