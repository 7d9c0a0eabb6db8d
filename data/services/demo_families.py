"""The demo team's family group: two invented sessions, from the plan to findings.

Nobody said any of these words, and every session says so. They go the way of real ones: seats with
cards, names taken out by one and read by another, coded by two, themes, a quote that was read.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from data.clock import at_day, today
from data.family_views import (
    CodingView,
    Counts,
    SeatEntry,
    SessionEntry,
    SessionView,
    StudyView,
    TranscriptView,
)
from data.redaction.sentences import sentences
from data.services import (
    coding,
    families,
    family_cards,
    family_sessions,
    family_themes,
    redacting,
    sampling,
    seats,
    transcripts,
)
from data.services.authority import Actor, acting, actor
from data.services.family_themes import ThemeEntry
from data.services.transcripts import SaidBy
from surveys.family_promises import StudySettings, consent_text

NAME = "Family listening (made up)"
FIRST, SECOND = "A. Rivera (made up)", "Second reader (made up)"
_DAYS_AGO = 18
_SETTINGS = StudySettings.model_validate(
    {
        "facilitators": [FIRST],
        "staff_list": [FIRST, "C. Vance (made up)", SECOND],
        "questions_to": "A. Rivera, 555-0100",
        "support_person": "C. Vance (made up)",
        "pay_amount": "50",
    }
)
_MARK = "These words are made up: nobody said them."
_SESSIONS: Mapping[str, tuple[tuple[int | None, str], ...]] = {
    "Parents, evening (made up)": (
        (None, f"{_MARK} What got in the way?"),
        (0, "The ride to treatment came an hour late. I missed two visits with my son Theo."),
        (1, "My ride did not come at all on Mondays. They said to call the next day."),
        (2, "The methadone program is an hour away by bus. On Sundays there is no bus."),
        (3, "I went to the methadone program every day at five. I lost my job over it."),
        (None, "What helped?"),
        (0, "My peer coach sat with me in court. She had been there herself."),
        (2, "A peer called me every evening. Nobody else did."),
        (3, "They told me that my medicine was just another drug. I said nothing after that."),
    ),
    "Kin and young adults, noon (made up)": (
        (None, f"{_MARK} What got in the way?"),
        (0, "We waited for the ride in the rain with the baby. Then visiting time was over."),
        (1, "Riverbend has one methadone program, and it is far out."),
        (2, "A woman at the desk said that people on medicine are not in recovery."),
        (None, "What helped?"),
        (1, "The peer knew all the forms. She drove me twice."),
        (3, "I had nobody to talk to about my mother."),
    ),
}
"""Sessions with turns: the place of a seat, None for whoever asks, and words."""
_INSTEAD = {"Theo": "[name]", "Riverbend": "[town]"}
_TIERS = ("inside", "inside", "paraphrase", "never")
_TRANSPORT, _MOUD, _STIGMA = "code_transport", "code_moud_access", "code_stigma_moud"
_PEERS, _VISITS = "code_peer_support", "code_family_time"
_CODED: tuple[tuple[int, int, int, str, str], ...] = (
    (0, 1, 0, _TRANSPORT, "both"),
    (0, 1, 1, _VISITS, "both"),
    (0, 2, 0, _TRANSPORT, "both"),
    (0, 2, 1, _TRANSPORT, "second"),
    (0, 3, 0, _MOUD, "both"),
    (0, 3, 1, _TRANSPORT, "first"),
    (0, 3, 1, _MOUD, "second"),
    (0, 4, 0, _MOUD, "both"),
    (0, 6, 0, _PEERS, "both"),
    (0, 7, 0, _PEERS, "both"),
    (0, 8, 0, _STIGMA, "both"),
    (1, 1, 0, _TRANSPORT, "both"),
    (1, 1, 1, _VISITS, "first"),
    (1, 2, 0, _MOUD, "both"),
    (1, 3, 0, _STIGMA, "both"),
    (1, 5, 0, _PEERS, "both"),
    (1, 5, 1, _TRANSPORT, "second"),
)
"""Session, turn, sentence, code, and which of the two gave it."""
_THEMES: tuple[tuple[ThemeEntry, tuple[tuple[int, int, str], ...]], ...] = (
    (
        ThemeEntry(
            "Rides to treatment and visits come late, or not at all.",
            "got_in_way",
            "transport",
            "distance",
            "values_open.child_see_parent_soon",
        ),
        ((0, 1, _TRANSPORT), (0, 2, _TRANSPORT), (1, 1, _TRANSPORT)),
    ),
    (
        ThemeEntry(
            "The methadone program is too far away to go every day.",
            "got_in_way",
            "moud",
            "distance",
            "values_open.pathways_moud_is_recovery",
        ),
        ((0, 3, _MOUD), (0, 4, _MOUD), (1, 2, _MOUD)),
    ),
    (
        ThemeEntry("A peer stayed when nobody else did.", "helped", "peer_support"),
        ((0, 6, _PEERS), (0, 7, _PEERS), (1, 5, _PEERS)),
    ),
)
"""Each theme, and session, turn and code of the words behind it."""
_QUOTED = (0, 2, _TRANSPORT)
_CARDS: tuple[Mapping[str, str | tuple[str, ...]], ...] = tuple(
    {
        "demo_age": "a40_up" if number % 3 else "a26_39",
        "demo_home_language": "English",
        "demo_child_ages": ("c0_2", "c3_5") if number < 5 else ("c0_2",),
        **({"demo_gender": "Woman"} if number else {}),
    }
    for number in range(2 * len(_TIERS))
)
"""What everybody wrote on their card: some of it is shown, and some was given by too few."""


def fill_demo_families(team_id: str) -> None:
    """Give the demo team a family group with three themes and a quote that may be shown.

    Raises:
        NotFound: there is no such team.
    """
    second = Actor("made-up", SECOND, "person", teams={team_id: "consultant"})
    with at_day(today() - timedelta(days=_DAYS_AGO)), acting(_first(team_id)):
        plan = families.begin_study(team_id, NAME, _settings(actor()))
        plan = families.move_study(team_id, plan.id, "open", seen=plan.version)
        held = [_held(plan, name) for name in _SESSIONS]
        pairs = zip(held, _SESSIONS.values(), strict=True)
        found = [_released(plan, each, said, second) for each, said in pairs]
        _code(team_id, found, who="first")
        with acting(second):
            _code(team_id, found, who="second")
        _tell(plan, found, second)
        for each in _CARDS:
            family_cards.type_card(team_id, plan.id, each)
        families.move_study(team_id, plan.id, "ended", seen=plan.version)
        family_cards.count_cards(team_id, plan.id)


def _first(team_id: str) -> Actor:
    """Whoever tries the program out; nobody's own name where the machine makes the team."""
    now = actor()
    if now.kind == "person":
        return now
    return Actor("made-up-first", FIRST, "person", teams={team_id: "facilitator"})


def _settings(first: Actor) -> StudySettings:
    """The list that families would read, with the account of whoever tries the program out."""
    if first.name == FIRST:
        return _SETTINGS
    return StudySettings.model_validate(
        _SETTINGS.model_dump() | {"accounts": [f"{FIRST} = {first.name}"]}
    )


def _held(plan: StudyView, name: str) -> SessionView:
    """A session in which four people took a seat, and which is over."""
    entry = SessionEntry(name, today().strftime("%Y-%m"), "en", "in_person")
    made = family_sessions.add_session(plan.team_id, plan.id, entry)
    made = family_sessions.open_session(plan.team_id, made.id, notice_read=True, seen=made.version)
    points = tuple(each.id for each in consent_text(plan.settings, "en"))
    for tier in _TIERS:
        taken = SeatEntry("en", points, tier, wants_preview=False)
        seats.take_seat(made.id, taken, version=plan.version)
    counts = Counts(len(_TIERS), len(_TIERS), 50.0 * len(_TIERS), len(_TIERS))
    return family_sessions.close_session(plan.team_id, made.id, counts, seen=made.version)


def _released(
    plan: StudyView, held: SessionView, said: Iterable[tuple[int | None, str]], second: Actor
) -> TranscriptView:
    """The words of a session without names, read by somebody else, sampled and released."""
    team_id = plan.team_id
    own = _by_tier(team_id, held)
    spoken = [SaidBy(None if at is None else own[at], text) for at, text in said]
    found = transcripts.add_transcript(team_id, held.id, spoken)
    found = transcripts.begin(team_id, found.id, seen=found.version)
    strings = redacting.suspects(team_id, found.id)
    decided = {each.text: _instead(each.text) for each in strings}
    found = redacting.decide(team_id, found.id, decided)
    found = redacting.carry_out(team_id, found.id, seen=found.version)
    with acting(second):
        found = transcripts.mark_read(team_id, found.id, seen=found.version)
    found = transcripts.settle(team_id, found.id, seen=found.version)
    found = sampling.draw_sentences(team_id, found.id, 400, seen=found.version)
    found = sampling.record_sample(team_id, found.id, leaks=(), seen=found.version)
    return transcripts.release(team_id, found.id, seen=found.version)


def _by_tier(team_id: str, held: SessionView) -> list[str]:
    """The seats of a session in the order of tiers; their numbers are drawn and tell nothing."""
    taken = family_sessions.seats(team_id, held.id)
    return [each.id for each in sorted(taken, key=lambda each: _TIERS.index(each.quote_tier))]


def _instead(text: str) -> str | None:
    return next((new for name, new in _INSTEAD.items() if name.casefold() == text.casefold()), None)


def _code(team_id: str, found: list[TranscriptView], *, who: str) -> None:
    """Put one coder's codes on all words, and finish."""
    for at, each in enumerate(found):
        said = {turn.number: turn.text for turn in transcripts.turns(team_id, each.id)}
        for session, turn, sentence, code, by in _CODED:
            if session == at and by in (who, "both"):
                unit = sentences(said[turn])[sentence]
                coding.add_coding(
                    team_id, each.id, turn, unit.start, unit.end, code, seen=each.version
                )
        coding.finish(team_id, each.id)


_CLEARED = ("methadone program",)
"""Of a theme: a service of the demo list is called by these words, and nobody is known by them."""


def _tell(plan: StudyView, found: list[TranscriptView], second: Actor) -> None:
    """Themes with the seats behind them, and one quote that a second person has read."""
    team_id, themes = plan.team_id, []
    for entry, behind in _THEMES:
        theme = family_themes.save_theme(team_id, plan.id, "", entry, seen=0, cleared=_CLEARED)
        themes.append(theme)
        for place in behind:
            words = _coded(team_id, found, place)
            family_themes.support_by_coding(team_id, plan.id, theme, words)
    quoted = _coded(team_id, found, _QUOTED)
    family_themes.propose_quote(
        team_id,
        plan.id,
        themes[0],
        quoted,
        words="My ride did not come at all on Mondays.",
        scope="team",
    )
    with acting(second):
        for each in family_themes.quotes(team_id, plan.id):
            family_themes.check_quote(team_id, plan.id, each.id, ("no", "no", "no"))


def _coded(team_id: str, found: list[TranscriptView], place: tuple[int, int, str]) -> CodingView:
    session, turn, code = place
    known = coding.codings(team_id, found[session].id)
    return next(each for each in known if (each.number, each.code) == (turn, code) and each.mine)
