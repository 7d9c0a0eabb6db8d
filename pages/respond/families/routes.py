"""The addresses of the pages for parents; none of them holds anything that somebody said."""

from starlette.routing import Route

from pages.respond.families.about import about_you, in_the_box
from pages.respond.families.card import ADDRESS, card, taken_back
from pages.respond.families.intake import all_points, asking_to_come, sent
from pages.respond.families.seat import seated, taking_a_seat

_BOTH = ["GET", "POST"]
routes: list[Route] = [
    Route("/family/{plan}", asking_to_come, methods=_BOTH),
    Route("/family/{plan}/points", all_points),
    Route("/family/{plan}/sent", sent),
    Route("/seat/{session}", taking_a_seat, methods=_BOTH),
    Route("/seat/{session}/done", seated),
    Route("/seat/{session}/card", about_you, methods=_BOTH),
    Route("/seat/{session}/card/done", in_the_box),
    Route(ADDRESS, card, methods=_BOTH),
    Route("/card/taken-back", taken_back),
]
