"""Rounds of a small questionnaire, for everything that is held against promises."""

from tests.data.conftest import edition, make_round

__all__ = ["edition", "make_round"]
