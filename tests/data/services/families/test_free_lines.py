"""Lines that parents type are searched for what is never kept, and nothing of that is."""

import pytest

from data.services import contact_rows, family_cards, intake
from data.services.errors import FamilyProblems
from data.services.free_lines import KINDS, forbidden
from surveys.families_content import families_content
from surveys.families_never import FREE_TEXT
from tests.data.services.families.cards_given import sat_down
from tests.data.services.families.groups import begun, contact

KEPT_OUT = {
    "social_security": ("078-05-1120", "my SSN ends in 1120", "mi seguro social", "219 09 9999"),
    "birth_date": (
        *("She was born in May", "3/14/2019", "2018-02-01", "June 3, 2015", "dob 1/2/90"),
        *("3 de junio de 2015", "Nació en mayo", "su cumpleaños"),
    ),
    "case_number": ("case 22-1187", "Case no. 4", "JD-20-0418", "21 JD 1187", "docket"),
    "medical_number": ("Medicaid number", "my MRN", "número de mi seguro", "patient id"),
    "medicine": ("I take Suboxone at noon", "methadone", "my meds", "medicina", "metadona"),
    "substances": ("not near alcohol", "I am sober", "heroína", "in recovery"),
    "diagnosis": ("I have PTSD", "bipolar", "diabetic", "diagnóstico", "ansiedad"),
    "offense": ("on probation", "I was arrested", "mi condena", "DUI class"),
    "immigration": (
        *("my green card", "sin papeles", "undocumented", "migratorio", "no tengo papeles"),
        *("porque no tengo mis papeles", "we have no papers", "I don't have papers", "la migra"),
        *("they deported us", "me van a deportar"),
    ),
    "child_name": (
        *("with my son Jaden", "my daughter is Mia-Rose", "mi hija Lucía", "my son jaden"),
        *("kids named Ana", "Jaden is my son", "Jayden's mom", "not with jayden’s grandma"),
        *("la mamá de Lucía", "I am the mother of Kwame", "ask Grace's dad"),
    ),
    "staff_name": (
        *("not Judge Vancastle", "my caseworker is Ms. Ortega", "la jueza Ramírez"),
        *("not when Kim my caseworker is there", "not when kim my worker is there"),
        *(
            "my caseworker, Kim",
            "mi trabajadora Rosa",
            "mi trabajadora, Rosa",
            "no con Rosa, mi jueza",
        ),
        *("Kim is my worker", "when Ms. Kim from CPS comes", "Rosa es mi trabajadora social"),
        *("my lawyer's name is Kim", "if kim from cps calls", "not Kim, my old case manager"),
    ),
    "home_address": ("12 Elm Street", "742 N Evergreen Ave", "Calle Olmo 12", "apt 4", "PO Box 7"),
    "employer": ("I work at Walmart", "Trabajo en Soriana"),
    "number": ("ref 88412034", "78501", "A12345678"),
}
FINE = {
    "support_language": ("English", "Español, y un poco de inglés", "ASL", "K'iche'"),
    "support_access": (
        *("A quiet room", "Large print, 18 point", "I use a wheelchair", "hearing aids"),
        *("My child is deaf", "a ramp and breaks", "Un lugar tranquilo", "I am blind"),
        *("my kids come along", "I do not have papers to sign", "no tengo papeles de la escuela"),
        *(
            "A quiet room, away from my caseworker",
            "Call my worker first",
            "PLEASE CALL MY CASEWORKER",
        ),
        *(
            "I need a ride from Main Street",
            "my daughter's father can drive",
            "My Son's father drives",
        ),
        *("not with my caseworker, I'm scared", "a room my kids I'll bring can use", "deportes"),
        *("becuase my worker comes", "porfavor mi trabajadora no debe saber", "Con mi trabajadora"),
        *("Somebody from the court is there", "no puedo cuando hay escuela", "padre de familia"),
        *("This is my daughter's first time", "Necesito que alguien me lleve desde la calle Main"),
    ),
    "support_food": ("nuts", "no pork, no milk", "nada de cacahuates", "Vegetarian"),
    "contact_call_name": (
        *("Rosalinda Ocampo-Reyes", "Crystal", "Judge", "D.J.", "Mary Jane", "Mom", "Hope"),
        *("Kim from CPS", "Grandma", "Big Mama", "Baby's dad"),
    ),
    "contact_route": (
        *("555-0199", "(555) 555-0199", "+1 555 555 0199", "5555550199", "+52 1 55 1234 5678"),
        *("crystal.meth.survivor@example.org", "born2run@example.com", "texto al 555-0199"),
    ),
    "contact_when": (
        *("after 5 pm, weekdays", "9-11 or 13-15", "Mondays when the kids are in school"),
        *("not before 11/30/2031", "in case no one answers, text", "I work nights", "los lunes"),
        *("5 to 7 on the road", "just in case 5 to 7", "after my kids Monday class"),
        *("not when school is out", "not when my caseworker is here", "Mondays my worker comes"),
        *("Text, not my worker", "when my kids are at their dad's", "my kids Tuesdays, me later"),
        *("cuando los niños están en la escuela", "no cuando está mi trabajadora", "con cita"),
        *("Ask my mom", "Will my worker be there?", "May my caseworker come?", "after mass, May 3"),
    ),
    "demo_race": ("Black", "White and Mixteco", "Latina", "no quiero decir"),
    "demo_tribe": ("My children are Navajo", "Quinault-of-the-river", "Yes, my son, Cherokee"),
    "demo_gender": ("woman", "mujer", "Two-Spirit"),
    "demo_home_language": ("English, and with my kids Spanish", "Español"),
}


def test_every_kind_has_examples_and_words_for_parents_and_every_line_is_tried() -> None:
    assert set(KEPT_OUT) == set(KINDS)
    assert set(FINE) == FREE_TEXT
    for language in ("en", "es"):
        never = families_content().words(language).never
        assert set(KINDS) - set(never) == {"number"}
    assert set(families_content().words("en").never) - set(KINDS) == {"photo", "story"}


@pytest.mark.parametrize(
    ("kind", "said"), [(kind, said) for kind, every in KEPT_OUT.items() for said in every]
)
def test_what_is_never_kept_is_found_in_any_line_in_both_languages(kind: str, said: str) -> None:
    for text in (said, f"Please note: {said}, thank you"):
        assert forbidden("support_access", text) == kind
    assert forbidden("contact_when", said) == kind


@pytest.mark.parametrize(
    ("item", "said"), [(item, said) for item, every in FINE.items() for said in every]
)
def test_what_a_line_asks_for_is_no_harm(item: str, said: str) -> None:
    assert forbidden(item, said) == ""


@pytest.mark.parametrize("item", ["contact_call_name", "contact_route"])
def test_a_name_and_a_way_to_reach_somebody_hold_no_numbers_of_theirs(item: str) -> None:
    assert forbidden(item, "Ana, 078-05-1120") == "social_security"
    assert forbidden(item, "Ana 3/14/1999") == "birth_date"
    assert forbidden(item, "12 Elm Street") == "home_address"


@pytest.mark.parametrize("called", ["Jayden's mom", "Grace's dad", "mamá de Lucía", "jayden’s mom"])
def test_nobody_is_called_by_the_name_of_their_child(called: str) -> None:
    assert forbidden("contact_call_name", called) == "child_name"
    assert forbidden("demo_tribe", called) == "child_name"


def test_nothing_of_such_an_intake_is_kept(sqlite_database: str) -> None:
    made = begun()
    given = contact(made.plan, support_access="A fridge for my Suboxone")
    with pytest.raises(FamilyProblems) as refused:
        intake.ask_to_come(made.plan.id, given)
    (problem,) = refused.value.problems
    assert (problem.where, problem.what, problem.right) == (
        *("support_access", "forbidden", "medicine"),
    )
    assert contact_rows.kept(made.plan.id) == ()
    intake.ask_to_come(made.plan.id, contact(made.plan, support_access="A fridge"))
    assert len(contact_rows.kept(made.plan.id)) == 1


def test_nothing_of_such_a_card_is_in_the_box_and_whoever_types_one_is_told(
    sqlite_database: str,
) -> None:
    made = begun()
    session = sat_down(made, 1)
    card = {"demo_race": "White, case 22-1187", "demo_age": "a26_39"}
    with pytest.raises(FamilyProblems) as refused:
        family_cards.give_card(session.id, card, version=made.plan.version, once="a page")
    assert [each.right for each in refused.value.problems] == ["case_number"]
    with pytest.raises(FamilyProblems) as told:
        family_cards.type_card(made.team_id, made.plan.id, card)
    (problem,) = told.value.problems
    assert "something that is never kept: A case or court file number" in problem.what
    assert family_cards.standing(made.team_id, made.plan.id).state == "waiting"
    assert not family_cards.cards.has_cards(made.team_id, made.plan.id)
