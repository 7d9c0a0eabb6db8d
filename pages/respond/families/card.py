"""What a word card opens: one's own quotes, how one's words may be used, and taking all back.

The five words come in a post and travel sealed in a hidden field. They are in no address, no
cookie and no log.
"""

from collections.abc import Mapping, Sequence

from starlette.requests import Request
from starlette.responses import Response

from data import sealed_pages
from data.family_views import CardView
from data.services import seats
from data.services.errors import FamilyProblems, NotFound
from pages.parts.lanes import CARDS
from pages.parts.words import LANGUAGES, words
from pages.respond.families.asking import PREFIX, Asked, Option
from pages.respond.families.consenting import QUOTE, capital
from pages.respond.families.troubles import for_families
from pages.respond.families.walking import KEPT
from pages.respond.posts import fields_of
from pages.respond.rendering import page
from pages.respond.visitor import has_receipt, language_of, receipt, to
from surveys.families_content import families_content

ADDRESS = "/card"
HOURS = 1
"""How long a page with a card on it may stay open."""
Fields = Mapping[str, Sequence[str]]


@for_families
async def card(request: Request) -> Response:
    """The box for the words, and what they open."""
    if request.method != "POST":
        return _box(language_of(request))
    fields = await fields_of(request)
    kind, _, value = fields.get("action", [""])[0].partition(":")
    language = value if kind == "language" and value in LANGUAGES else language_of(request)
    if KEPT not in fields:
        return await CARDS.run(_open, fields.get("words", [""])[0], language)
    carried = sealed_pages.unseal(fields[KEPT][0], place=ADDRESS, hours=HOURS)
    held = carried.state["card"]
    return await CARDS.run(_act, held, (kind, value), fields, language)


@for_families
async def taken_back(request: Request) -> Response:
    """Everything of a seat is gone; this page knows nothing of it."""
    language = language_of(request)
    if not has_receipt(request):
        return to(ADDRESS, language=language)
    own = words(language)
    answer = page(
        "families/end.html",
        language=language,
        site=families_content().words(language).title,
        title=own.say("family_gone_title"),
        lines=(own.say("family_gone"), own.say("family_gone_card"), own.say("family_sent_close")),
        again=None,
    )
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def _box(language: str, *, typed: str = "", error: str | None = None) -> Response:
    said = families_content().words(language)
    return page(
        "families/card.html",
        language=language,
        status=422 if error else 200,
        languages=tuple(LANGUAGES),
        language_links=ADDRESS,
        site=said.title,
        typed=typed,
        error=error,
        use=said.card["use"],
        lost=said.card["lost"],
    )


def _open(typed: str, language: str) -> Response:
    try:
        return _opened(typed, seats.with_card(typed), language)
    except NotFound:
        error = "family_card_wrong" if typed.strip() else "family_card_empty"
        return _box(language, typed=typed, error=error)


def _act(held: str, action: tuple[str, str], fields: Fields, language: str) -> Response:
    kind, value = action
    try:
        seen = seats.with_card(held)
    except NotFound:
        return _box(language, error="family_card_gone")
    if kind in ("agree", "remove"):
        return _answered(held, value, language, agrees=kind == "agree")
    if kind == "tier":
        return _retiered(held, seen, fields, language)
    if kind == "withdraw" or (kind == "language" and "sure" in fields):
        return _sure(held, seen, language)
    if kind == "withdraw_now":
        seats.withdraw(held)
        return to("/card/taken-back", language=language, receipt=receipt())
    return _opened(held, seen, language)


def _answered(held: str, quote_id: str, language: str, *, agrees: bool) -> Response:
    notice = "family_quote_yes" if agrees else "family_quote_gone"
    try:
        seats.answer_preview(held, quote_id, agrees=agrees)
    except NotFound:
        notice = "family_quote_gone"
    return _opened(held, seats.with_card(held), language, notice=notice)


def _retiered(held: str, seen: CardView, fields: Fields, language: str) -> Response:
    try:
        seats.change_tier(held, fields.get(PREFIX + QUOTE, [""])[0])
    except FamilyProblems:
        return _opened(held, seen, language, error="family_missing", status=422)
    return _opened(held, seats.with_card(held), language, notice="family_tier_kept")


def _opened(
    held: str,
    seen: CardView,
    language: str,
    *,
    notice: str | None = None,
    error: str | None = None,
    status: int = 200,
) -> Response:
    said, own = families_content().words(language), words(language)
    tiers = ((each, tier) for each, tier in said.tiers.items() if each in seen.tiers)
    options = tuple(Option(each, capital(tier.label), tier.meaning) for each, tier in tiers)
    choice = Asked(QUOTE, said.choices[QUOTE], "radio", options, needed=True)
    return page(
        "families/opened.html",
        language=language,
        status=status,
        languages=tuple(LANGUAGES),
        site=said.title,
        kept=_sealed(held),
        seen=seen,
        question={
            "asked": choice,
            "marked": (seen.quote_tier,),
            "error": None if error is None else own.say(error),
        },
        scopes={"paraphrase": "family_scope_team", "team": "family_scope_team"}
        | {"public": "family_scope_public"},
        notice=notice,
    )


def _sure(held: str, seen: CardView, language: str) -> Response:
    return page(
        "families/withdraw.html",
        language=language,
        languages=tuple(LANGUAGES),
        site=families_content().words(language).title,
        kept=_sealed(held),
        seen=seen,
    )


def _sealed(held: str) -> str:
    return sealed_pages.seal({"card": held}, place=ADDRESS)
