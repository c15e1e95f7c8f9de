"""Labels for packages: a product's QR with what it says, one by one (SVG) or on A4 to cut (PDF)."""

from khuyencong.documents.labels.writing import SIZES, Label, Size, label_sheet, label_svg

__all__ = ["SIZES", "Label", "Size", "label_sheet", "label_svg"]
