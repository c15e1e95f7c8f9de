"""Every act of a đề án at the desk, in the order of its life: one table, one view, one page."""

from khuyencong.web.desk.projects.act import Act
from khuyencong.web.desk.projects.acts_before import BEFORE
from khuyencong.web.desk.projects.acts_changing import CHANGING
from khuyencong.web.desk.projects.acts_contracting import CONTRACTING
from khuyencong.web.desk.projects.acts_ending import ENDING
from khuyencong.web.desk.projects.acts_under_way import UNDER_WAY

ROWS: tuple[Act, ...] = (*BEFORE, *CONTRACTING, *UNDER_WAY, *ENDING, *CHANGING)
ACTS: dict[str, Act] = {act.slug: act for act in ROWS}
