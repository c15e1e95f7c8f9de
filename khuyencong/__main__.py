"""`python -m khuyencong` is the same as `khuyencong`."""

import sys

from khuyencong.cli import main

sys.exit(main())
