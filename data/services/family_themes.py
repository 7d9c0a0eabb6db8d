"""Themes: sentences that people agree the sessions said, the seats behind them, and quotes.

A theme is read off what seats said, never off how often. What is shown of it passes
`scoring.themes`; a quote passes `scoring.quote_gate` every time somebody looks.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, replace

from data import sealed_words
from data.clock import today
from data.family_views import CodingView, SeatView
from data.services import audit_log
from data.services.authority import actor, permit
from data.services.coding import codings, settled_against
from data.services.errors import ChangedMeanwhile, FamilyProblems, FamilyStateError, NotFound
from data.services.families import study
from data.services.family_quote_views import (
    READER_QUESTIONS,
    QuoteView,
    opened,
    opens,
    order_read,
    quote_view,
)
from data.services.family_quote_words import SaidInPlan, check_words
from data.services.family_sessions import sat_before, seat_rows, seats_of
from data.services.family_theme_checks import (
    ThemeEntry,
    check_category,
    theme_problems,
)
from data.services.family_theme_views import ThemeView, theme_view
from data.services.suspecting import check_own_words
from data.services.texts import tidy, writing
from data.store import families as studies_store
from data.store import family_removal as removal
from data.store import family_rewriting as rewriting
from data.store import family_themes as store
from data.store import family_words as words_store
from data.store.versioned import Row
from data.tokens import new_id
from data.views import FieldProblem
from scoring.quote_gate import MOST_QUOTES
from scoring.themes import (
    INSIDE_THE_TEAM,
    PUBLISHED,
    Floor,
    Themes,
    themes,
)
from surveys.resource_map import resource_map

LONGEST_QUOTE = 600
SCOPES = ("paraphrase", "team", "public")
READER_ANSWERS = ("no", "yes", "not_sure")
_MEANWHILE = "Somebody has changed this theme meanwhile. Yours is not saved; look at theirs first."
_GONE = "This theme is not here any more."
_NO_CODE = "This code is not there any more. Look at the words again."


def all_themes(team_id: str, study_id: str) -> tuple[ThemeView, ...]:
    """The themes of a plan, for those who work with the words."""
    study(team_id, study_id)
    permit("families.words", team_id=team_id)
    return themes_within(team_id, study_id)


def shown_themes(
    team_id: str, study_id: str, *, floor: Floor = INSIDE_THE_TEAM
) -> tuple[Themes, Mapping[str, ThemeView]]:
    """What of the themes of a plan may be shown under a floor, and their words.

    Args:
        floor: that of those who will see it.
    """
    plan = study(team_id, study_id)
    permit("families.see", team_id=team_id)
    out = floor.people >= PUBLISHED.people
    outside = plan.settings.people_outside if out else 0
    people = max(plan.settings.seats_inside, outside)  # whatever is shown outside is shown inside
    own = Floor(
        max(floor.people, people),
        max(floor.sessions, plan.settings.sessions_inside),
    )
    every = themes_within(team_id, study_id)
    found = [each for each in every if not each.held and (each.read_by_name or not out)]
    mentions = [mention for each in found for mention in each.mentions]
    columns = [each.id for each in resource_map().categories]
    again = sat_before(team_id, study_id)
    names = [each.id for each in found]
    shown = themes(mentions, statements=names, columns=columns, floor=own, again=again)
    views = {each.id: replace(each, mentions=()) for each in found if each.id in shown.shown}
    return shown, views


def themes_within(team_id: str, study_id: str) -> tuple[ThemeView, ...]:
    """The themes of a plan by their words, with all behind them; who shows them asks the floor."""
    rows = [row for row in store.themes(team_id, study_id) if row["state"] != "removed"]
    behind = counted_supports(team_id, study_id, [row["id"] for row in rows])
    seats = {row["id"]: row for row in _seat_rows(team_id, study_id)}
    ordered = sorted(rows, key=lambda row: (row["words"].casefold(), row["id"]))
    again = sat_before(team_id, study_id)
    return tuple(theme_view(row, behind, seats, again) for row in ordered)


def counted_supports(team_id: str, study_id: str, theme_ids: Collection[str]) -> tuple[Row, ...]:
    """Which seats stand behind some themes, and by what; no code that was settled against."""
    against = settled_against(team_id, study_id)
    found = store.supports(team_id, theme_ids)
    return tuple(row for row in found if row["source"] not in against)


def save_theme(
    team_id: str,
    study_id: str,
    theme_id: str,
    entry: ThemeEntry,
    *,
    seen: int,
    cleared: Collection[str] = (),
) -> str:
    """Add a theme (with an empty id) or change one.

    Args:
        seen: the version that was on the screen, 0 where there was none.
        cleared: strings of which the one who writes says that they tell on nobody.

    Returns:
        Its id.

    Raises:
        MayTell: something in it may tell who somebody is.
        NotFound: the plan has no such theme.
        FamilyProblems: all entries that need another look.
        ChangedMeanwhile: somebody else was faster.
    """
    study(team_id, study_id)
    permit("families.words", team_id=team_id)
    clean = replace(entry, words=tidy(entry.words))
    problems = tuple(theme_problems(clean))
    if problems:
        raise FamilyProblems(problems)
    keys = (row["id"] for row in studies_store.sessions(team_id, study_id))
    owner = next((each for each in keys if sealed_words.opens(each)), None)
    check_own_words(team_id, study_id, clean.words, owner=owner, cleared=cleared)
    was_held = bool(theme_id) and _found(team_id, study_id, theme_id).held
    made = _save(team_id, study_id, theme_id or new_id(), clean, state="draft", seen=seen)
    if was_held:
        _forget_earlier(team_id, study_id)
    return made


def remove_theme(team_id: str, study_id: str, theme_id: str, *, seen: int) -> None:
    """Take a theme out; what stood behind it stays where it was said."""
    found = _found(team_id, study_id, theme_id)
    permit("families.words", team_id=team_id)
    _save(team_id, study_id, theme_id, found.entry, state="removed", seen=seen)
    if found.held:
        _forget_earlier(team_id, study_id)


def support_by_coding(
    team_id: str, study_id: str, theme_id: str, coding: CodingView, *, category: str = ""
) -> None:
    """Put the seat that said some coded words behind a theme.

    Raises:
        FamilyStateError: whoever ran the session said them.
        FamilyProblems: there is no such kind of help.
        NotFound: the code is not there any more, or not on words of this plan.
    """
    _found(team_id, study_id, theme_id)
    permit("families.words", team_id=team_id)
    check_category(category)
    if coding.seat_id is None:
        raise FamilyStateError("Whoever ran the session said this, so it stands behind no theme.")
    seats = {_said_by(team_id, study_id, coding).id}
    audit_log.record("families.theme", team_id=team_id, about=study_id)
    by = {"source": coding.id, "category": category}
    if not store.set_support(team_id, theme_id, **by, seat_ids=seats):
        raise NotFound(_NO_CODE)


def support_by_sheet(
    team_id: str,
    study_id: str,
    theme_id: str,
    session_id: str,
    labels: Iterable[int],
    *,
    category: str = "",
) -> None:
    """Say which seats of a session stand behind a theme, as the note taker heard it.

    Args:
        labels: the numbers of their seats; none takes back what was said before.

    Raises:
        NotFound: nobody sits on one of the numbers.
        FamilyProblems: there is no such kind of help.
    """
    _found(team_id, study_id, theme_id)
    permit("families.words", team_id=team_id)
    check_category(category)
    mine = [each for each in seats_of(team_id, study_id) if each.session_id == session_id]
    known = {each.label: each.id for each in mine}
    wanted = sorted(set(labels))
    missing = [str(each) for each in wanted if each not in known]
    if missing:
        raise NotFound(f"Nobody sits on number {', '.join(missing)} of this session.")
    audit_log.record("families.theme", team_id=team_id, about=study_id)
    source = f"sheet/{session_id}"
    seats = [known[each] for each in wanted]
    store.set_support(team_id, theme_id, source=source, category=category, seat_ids=seats)


def quotes(team_id: str, study_id: str, *, floor: Floor = INSIDE_THE_TEAM) -> tuple[QuoteView, ...]:
    """The quotes of a plan, each with why it may not be shown now."""
    study(team_id, study_id)
    permit("families.words", team_id=team_id)
    return quotes_within(team_id, study_id, floor=floor)


def quotes_within(
    team_id: str, study_id: str, *, floor: Floor = INSIDE_THE_TEAM
) -> tuple[QuoteView, ...]:
    """The quotes of a plan; whoever shows them leaves out those that are refused.

    Which quotes of a seat have their place is the same for all floors: those that a second person
    read first. So nobody sees a third one by looking in two places. Quotes whose words or whose
    code have ended are none, though their rows may be there still. Each is compared anew with what
    was said.
    """
    shown, _ = shown_themes(team_id, study_id, floor=floor)
    inside, _ = shown_themes(team_id, study_id)
    most = study(team_id, study_id).settings.quotes_per_seat
    ids = [each.id for each in themes_within(team_id, study_id)]
    seats = {row["id"]: row for row in _seat_rows(team_id, study_id) if opens(row)}
    states = _states(team_id, study_id)
    rows = sorted(store.quotes(team_id, ids), key=order_read)
    against = settled_against(team_id, study_id) if rows else ()
    coded = {key: e for key, e in _coded(team_id, study_id).items() if key not in against}
    said = SaidInPlan(team_id, study_id) if rows else None
    found: list[QuoteView] = []
    released: Counter[str] = Counter()
    for row in rows:
        seat, coding = seats.get(row["seat_id"]), coded.get(row["coding_id"])
        if seat is None or coding is None or said is None:
            continue
        quote = opened(row, seat, coding, said)
        others = released[row["seat_id"]]
        others = others if others < most else max(others, MOST_QUOTES)
        released[row["seat_id"]] += not quote_view(quote, inside, states, others).refusals
        found.append(quote_view(quote, shown, states, others))
    return tuple(found)


def propose_quote(
    team_id: str,
    study_id: str,
    theme_id: str,
    coding: CodingView,
    *,
    words: str,
    scope: str,
    cleared: Collection[str] = (),
) -> None:
    """Propose some coded words as a quote, shortened or in other words if need be.

    Args:
        cleared: strings of which the one who writes says that they tell on nobody.

    Raises:
        MayTell: something in it may tell who somebody is, and is not in the words as they stand.
        FamilyStateError: the words are of whoever ran the session, or there is no such scope; or
            one has proposed too many today, as `family_quote_words` has it.
        NotFound: the code is not there any more, or not on words of this plan.
        FamilyProblems: the words are too long or there are none; or they do not hold to what was
            said, as `family_quote_words` has it.
    """
    _found(team_id, study_id, theme_id)
    permit("families.words", team_id=team_id)
    plain = writing(words).strip()
    if coding.seat_id is None or scope not in SCOPES:
        raise FamilyStateError("These words cannot be quoted. Nothing was proposed.")
    seat = _said_by(team_id, study_id, coding)
    if not 0 < len(plain) <= LONGEST_QUOTE:
        what = f"A quote has {len(plain)} characters."
        raise FamilyProblems((FieldProblem("words", what, f"Use 1 to {LONGEST_QUOTE}."),))
    row = _coded(team_id, study_id).get(coding.id)
    if row is None:
        raise NotFound(_NO_CODE)
    check_words(team_id, study_id, plain, coding=row, scope=scope, cleared=cleared)
    made = new_id()
    sealed = sealed_words.seal(plain, owner=seat.id, place=f"quote/{made}")
    of = {"team_id": team_id, "id": made, "theme_id": theme_id, "seat_id": seat.id}
    who = {"coding_id": coding.id, "proposed_by": actor().id, "checked_by": ""}
    fresh = {"sealed": sealed, "scope": scope, "answers": {}, "previewed": False}
    if not store.add_quote({**of, **who, **fresh}):
        raise NotFound(_NO_CODE)


def check_quote(team_id: str, study_id: str, quote_id: str, answers: Iterable[str]) -> None:
    """Answer the three questions about a quote, as somebody who did not propose it.

    Raises:
        FamilyStateError: one proposed it oneself, or an answer is missing.
        NotFound: it was taken back.
    """
    found = next((e for e in quotes(team_id, study_id) if e.id == quote_id), None)
    if found is None:
        raise NotFound("This quote was taken back.")
    given = tuple(answers)
    if found.proposed_by == actor().id:
        raise FamilyStateError("Somebody else has to read a quote that you proposed.")
    if len(given) != READER_QUESTIONS or not set(given) <= set(READER_ANSWERS):
        raise FamilyStateError("Answer all three questions: no, yes, or not sure.")
    audit_log.record("families.quote", team_id=team_id, about=study_id)
    ids = [each.id for each in themes_within(team_id, study_id)]
    turn = 1 + max((row["answers"].get("turn", 0) for row in store.quotes(team_id, ids)), default=0)
    read = {"given": given, "turn": turn}
    store.change_quote(team_id, quote_id, answers=read, checked_by=actor().id)


def remove_quote(team_id: str, study_id: str, quote_id: str) -> None:
    """Take a quote back."""
    study(team_id, study_id)
    permit("families.words", team_id=team_id)
    audit_log.record("families.quote", team_id=team_id, about=study_id)
    store.remove_quote(team_id, quote_id)


def _save(
    team_id: str, study_id: str, theme_id: str, entry: ThemeEntry, *, state: str, seen: int
) -> str:
    audit_log.record("families.theme", team_id=team_id, about=study_id)
    key = {"team_id": team_id, "id": theme_id, "version": seen + 1}
    who = {"saved_by": actor().id, "saved_by_name": actor().name, "saved_on": today()}
    saved = {**who, "read_by": "", "read_by_name": ""}
    values = {**asdict(entry), "study_id": study_id, "state": state, **saved}
    if not store.add_theme(key, values):
        raise ChangedMeanwhile(_MEANWHILE)
    return theme_id


def _forget_earlier(team_id: str, study_id: str) -> None:
    """What somebody took out of a theme is in no earlier version either."""
    rewriting.forget_earlier(team_id, study_id, ())
    removal.rewrite_words()


def _said_by(team_id: str, study_id: str, coding: CodingView) -> SeatView:
    """The seat that said some coded words, looked up anew."""
    there = {each.id: each.seat_id for each in codings(team_id, coding.transcript_id)}
    found = next((e for e in seats_of(team_id, study_id) if e.id == there.get(coding.id)), None)
    if found is None:
        raise NotFound(_NO_CODE)
    return found


def _found(team_id: str, study_id: str, theme_id: str) -> ThemeView:
    study(team_id, study_id)
    found = next((e for e in themes_within(team_id, study_id) if e.id == theme_id), None)
    if found is None:
        raise NotFound(_GONE)
    return found


def _seat_rows(team_id: str, study_id: str) -> tuple[Row, ...]:
    ids = [row["id"] for row in studies_store.sessions(team_id, study_id)]
    return seat_rows(team_id, ids)


def _coded(team_id: str, study_id: str) -> dict[str, Row]:
    """The codes that are on words of a plan, by their ids."""
    sessions = [row["id"] for row in studies_store.sessions(team_id, study_id)]
    ids = [row["id"] for row in words_store.transcripts(team_id, sessions)]
    return {row["id"]: row for row in words_store.codings(team_id, ids)}


def _states(team_id: str, study_id: str) -> dict[str, str]:
    ids = [row["id"] for row in studies_store.sessions(team_id, study_id)]
    return {row["session_id"]: row["state"] for row in words_store.transcripts(team_id, ids)}
