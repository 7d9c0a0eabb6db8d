"""Rounds of the small questionnaire, as the tests of the services have them."""

from tests.data.conftest import make_round as make_round
from tests.data.conftest import opened as opened
