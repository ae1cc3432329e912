"""`python -m taizhang.config`: the command line."""

import sys

from taizhang.config.cli import main

sys.exit(main())
