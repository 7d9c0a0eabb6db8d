"""Measurements, run by hand or by `make bench`; never tests.

A script's own folder comes first where Python looks for modules. Here it would hide the package
`scoring` behind `benchmarks/scoring.py`, so the folder above takes its place.
"""

import sys
from pathlib import Path

_HERE = Path(__file__).resolve().parent
if sys.path and Path(sys.path[0] or ".").resolve() == _HERE:
    sys.path[0] = str(_HERE.parent)
