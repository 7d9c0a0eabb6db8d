"""`python -m data` is the same command line as `common-table`."""

import sys

from data.cli import main

if __name__ == "__main__":
    sys.exit(main())
