"""Charts for paper, as SVG: bars with their numbers, told apart also without colour."""

from khuyencong.documents.charts.rows import row_chart as row_chart
from khuyencong.documents.charts.shapes import Series as Series
from khuyencong.documents.charts.years import year_chart as year_chart
