"""Where nothing is written down of anybody, or nobody is quoted, the card says so, and no more."""

import pytest

from data.services import family_sessions
from tests.data.services.families.groups import begun
from tests.pages.respond.families.parents import Parent, opened

SAID = {
    "en": {
        "none": "We write down nothing that you say with your seat number.",
        "unquoted": "We do not quote anyone here",
        "quotes": "Your quotes",
        "choice": "Change your choice",
        "words": "Your words in the notes",
        "counted": "Nothing that we found counts you any more.",
        "key": "They are like a key to what you said.",
        "seat": "The five words open your seat.",
    },
    "es": {
        "none": "No escribimos nada de lo que usted dice junto a su número de asiento.",
        "unquoted": "Aquí no usamos frases de nadie",
        "quotes": "Sus frases",
        "choice": "Cambiar lo que eligió",
        "words": "Sus palabras en las notas",
        "counted": "Nada de lo que encontramos le cuenta más a usted.",
        "key": "llave",
        "seat": "Las cinco palabras abren su asiento.",
    },
}


def seated(parent: Parent, address: str) -> str:
    """Take a seat where nothing is asked of quotes; the words of the card."""
    parent.go(address)
    parent.on()
    parent.through_the_consent()
    parent.on(consent_join="yes")
    parent.press("done")
    return parent.card


@pytest.mark.parametrize("language", ["en", "es"])
def test_where_nothing_is_written_down_a_card_opens_a_seat_alone(
    sqlite_database: str, language: str
) -> None:
    made = begun(
        recording_mode="none",
        quote_tiers=["never", "inside"],
        public_report=False,
        languages=["en", "es"],
    )
    session, said = opened(made), SAID[language]
    parent = Parent(prefers=language)
    address = f"/seat/{session.id}?language={language}"
    parent.go(address)
    assert said["seat"] in parent.screen.text
    assert said["key"] not in parent.screen.text
    card = seated(parent, address)
    assert said["seat"] in parent.screen.text
    parent.open_card(card)
    text = parent.screen.text
    assert said["none"] in text
    assert said["quotes"] not in text
    assert said["choice"] not in text
    parent.press("withdraw")
    assert said["counted"] in parent.screen.text
    assert said["words"] not in parent.screen.text
    parent.press("withdraw_now")
    assert family_sessions.seats(made.team_id, session.id) == ()


@pytest.mark.parametrize("language", ["en", "es"])
def test_where_nobody_is_quoted_a_card_takes_words_back_alone(
    sqlite_database: str, language: str
) -> None:
    made = begun(quote_tiers=["never"], public_report=False, languages=["en", "es"])
    session, said = opened(made), SAID[language]
    parent = Parent(prefers=language)
    card = seated(parent, f"/seat/{session.id}?language={language}")
    parent.open_card(card)
    text = parent.screen.text
    assert said["unquoted"] in text
    assert said["quotes"] not in text
    assert said["choice"] not in text
    parent.press("withdraw")
    assert said["words"] in parent.screen.text
