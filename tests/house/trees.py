"""Our own modules as trees, parsed when a test first asks for them."""

import ast
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def trees(folder: str, word: str = "") -> Mapping[Path, ast.Module]:
    """All modules below a folder of the checkout, by their path from its root.

    Args:
        word: that stands in each of them; others are not parsed.

    They are parsed in a thread of its own: once a browser of another test switches greenlets,
    CPython 3.11 may lose count of the depth of this one and refuse to build a tree.
    """
    with ThreadPoolExecutor(max_workers=1) as apart:
        return apart.submit(_parsed, folder, word).result()


def _parsed(folder: str, word: str) -> dict[Path, ast.Module]:
    paths = sorted((ROOT / folder).rglob("*.py"))
    texts = {path.relative_to(ROOT): path.read_text(encoding="utf-8") for path in paths}
    return {path: ast.parse(text) for path, text in texts.items() if word in text}
