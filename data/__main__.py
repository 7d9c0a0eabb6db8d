"""`python -m data` is the same command line as `common-table`."""

from data.cli import run

if __name__ == "__main__":
    run()
