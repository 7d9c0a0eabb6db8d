"""Words propose what a listing may be, and no trap among them is walked into."""

import csv
import re
from pathlib import Path

import pytest

from surveys.resource_checks import EVIDENCE
from surveys.resource_map import resource_map, resource_words
from surveys.resource_phrases import phrase, searched
from surveys.resource_rule_book import rule_book
from surveys.resource_rules import (
    ListingText,
    Term,
    propose,
)

FEDERAL = "findtreatment"


def federal(*codes: str) -> tuple[Term, ...]:
    return tuple((FEDERAL, code, "") for code in codes)


def headings(*names: str) -> tuple[Term, ...]:
    return tuple(("county directory", "", name) for name in names)


def categories(listing: ListingText) -> list[str]:
    return [each.category for each in propose(listing)]


# words


@pytest.mark.parametrize(
    ("name", "description", "category"),
    [
        (
            "Intensive Outpatient",
            "For adults with an alcohol use disorder.",
            "intensive_outpatient",
        ),
        ("Substance Abuse Counseling", "", "outpatient"),
        ("Residential Treatment", "Six months, drug and alcohol recovery.", "residential"),
        (
            "Casa Luz",
            "Residential addiction care for mothers and their children.",
            "residential_family",
        ),
        ("Medical Detoxification", "", "withdrawal_inpatient"),
        ("Methadone Maintenance", "", "moud"),
        ("MAT Program", "Buprenorphine and counseling.", "moud"),
        ("Oxford House Elm Street", "", "recovery_housing"),
        ("Recovery Home", "Women with children are welcome.", "recovery_housing_family"),
        ("Recovery Coaching", "Coaches with lived experience of addiction.", "peer_support"),
        ("Al-Anon", "", "recovery_community"),
        ("Syringe Services", "", "harm_reduction"),
        ("Prenatal Clinic", "", "prenatal_postpartum"),
        ("Home Visiting", "For families with a newborn.", "home_visiting"),
        ("Early Intervention", "For infants and toddlers with delays.", "early_intervention"),
        ("Children\u2019s Mental Health", "", "child_trauma"),
        ("Child Care Referrals", "", "child_care"),
        ("Early Head Start", "", "early_learning"),
        ("Parenting Classes", "", "parenting"),
        ("Supervised Visitation", "For parents and children.", "family_time"),
        ("Kinship Navigator", "", "kinship"),
        ("Legal Aid", "", "legal"),
        ("Family Treatment Court", "", "family_treatment_court"),
        ("Domestic Violence Shelter", "", "domestic_violence"),
        ("Adult Mental Health Clinic", "", "mental_health"),
        ("Primary Care", "", "primary_care"),
        ("Section 8 Vouchers", "", "housing"),
        ("Bus Passes", "", "transport"),
        ("Job Training", "", "employment"),
        ("Diaper Bank", "", "basic_needs"),
        ("Supervised visitation", "", "family_time"),
        ("Supervised visitation center", "", "family_time"),
        ("Safe exchange", "", "family_time"),
        ("Peer recovery coach", "", "peer_support"),
        ("Recovery coaching", "", "peer_support"),
        ("AA meeting", "", "recovery_community"),
        ("Refugio para mujeres", "violencia doméstica", "domestic_violence"),
        ("Violencia Doméstica", "", "domestic_violence"),
        ("Guardería", "", "child_care"),
        ("Desintoxicación", "", "withdrawal_inpatient"),
        ("Help", "Does not provide meals, but runs a detox unit.", "withdrawal_inpatient"),
    ],
)
def test_the_words_of_a_listing_propose_its_kind(
    name: str, description: str, category: str
) -> None:
    found = propose(ListingText(name, description))
    assert category in {each.category for each in found if each.confidence > 0.2}


def test_every_kind_of_help_can_be_proposed_by_words() -> None:
    proposed = {rule.category for rule in rule_book().rules}
    assert proposed == {each.id for each in resource_map().categories}


@pytest.mark.parametrize(
    ("name", "description", "terms", "never"),
    [
        ("Winter Shelter", "Each guest gets a blanket or a mat.", (), "moud"),
        ("WINTER SHELTER", "EACH GUEST GETS A BLANKET OR A MAT. SUBSTANCE USE HELP.", (), "moud"),
        ("Yoga", "Bring your own MAT. For people on pain medication.", (), "moud"),
        ("Detox Unit", "Withdrawal from alcohol, heroin or methadone.", (), "moud"),
        ("Withdrawal Care", "Detoxification from methadone and other opioids.", (), "moud"),
        ("Elm House", "We take residents on methadone or suboxone.", (), "moud"),
        ("Senior Peer Counseling", "Peer counselors visit older adults.", (), "peer_support"),
        ("Teen Line", "A peer support line for teens, also about alcohol.", (), "peer_support"),
        ("Breastfeeding", "Peer counselors, peer support, groups.", (), "peer_support"),
        ("Youth Peer Support", "For youth who use drugs.", (), "peer_support"),
        ("Disaster Recovery Homes", "Repairs after the hurricane.", (), "recovery_housing"),
        ("Outpatient Surgery", "", headings("Outpatient Care"), "outpatient"),
        ("Physical Therapy", "Outpatient treatment of injuries.", (), "outpatient"),
        ("Adult Day Care", "", (), "child_care"),
        ("Counseling", "Child care is there while you are here.", (), "child_care"),
        ("Batterer Domestic Violence Program", "", (), "domestic_violence"),
        ("Home Visiting", "For homebound older adults.", (), "home_visiting"),
        ("Youth Mental Health", "", (), "mental_health"),
        ("Employment Discrimination", "", (), "employment"),
        ("No longer offers detox", "", (), "withdrawal_inpatient"),
        ("Center", "We do not offer detox. Ya no ofrece nada.", (), "withdrawal_inpatient"),
        ("Refugio para mujeres", "Para una noche.", (), "domestic_violence"),
        ("Mental health recovery coach", "", (), "peer_support"),
        ("Supervised visits to inmates", "", (), "family_time"),
        ("Guardería canina", "", (), "child_care"),
        ("Pet food pantry", "", (), "basic_needs"),
        ("Gas and transportation museum", "", (), "transport"),
    ],
)
def test_no_trap_of_words_is_walked_into(
    name: str, description: str, terms: tuple[Term, ...], never: str
) -> None:
    assert never not in categories(ListingText(name, description, terms))


def test_an_intensive_program_is_not_taken_for_a_light_one() -> None:
    found = categories(ListingText("Intensive Outpatient Substance Abuse Treatment"))
    assert found == ["intensive_outpatient"]


def test_a_lawyers_listing_offers_none_of_what_its_cases_are_about() -> None:
    about = headings("Domestic Violence", "Federally Subsidized Housing", "Food Stamps")
    listing = ListingText("Helpline", "Free legal advice.", about, "Bay Legal Services")
    assert categories(listing) == ["legal"]


def test_methadone_is_proposed_beside_withdrawal_where_it_is_really_given() -> None:
    listing = ListingText("Clinic", "Detox, and methadone maintenance for people who want it.")
    assert categories(listing) == ["withdrawal_inpatient", "moud"]


def test_a_name_is_trusted_more_than_a_description_and_a_heading_more_than_a_name() -> None:
    said = [
        propose(ListingText("X", terms=headings("Food Pantries"))),
        propose(ListingText("Food Pantry")),
        propose(ListingText("X", "We run a food pantry.")),
    ]
    assert [each[0].rule for each in said] == ["taxonomy_name", "service_name", "description"]
    trusted = [each[0].confidence for each in said]
    assert trusted == sorted(trusted, reverse=True)


def test_the_best_founded_proposal_comes_first_and_each_kind_once() -> None:
    listing = ListingText(
        "Food Pantry and Bus Passes",
        "A food pantry, diapers, and a detox bed.",
        (*federal("RL"), *headings("Emergency Food")),
    )
    found = propose(listing)
    assert [each.category for each in found] == [
        "residential",
        "basic_needs",
        "transport",
        "withdrawal_inpatient",
    ]
    trusted = [each.confidence for each in found]
    assert trusted == sorted(trusted, reverse=True)


def test_a_listing_that_says_nothing_is_proposed_nothing() -> None:
    assert propose(ListingText("")) == ()
    assert propose(ListingText("Library", "Books and computers.")) == ()
    assert propose(ListingText("Meals", organization="Elm Detox and Recovery Homes")) == ()


def test_each_kind_of_rule_has_its_trust_and_its_words_from_most_to_least_telling() -> None:
    trusted = [rule_book().confidence[kind] for kind in EVIDENCE]
    assert 0 < trusted[-1] < 0.5 < trusted[0] < 1
    assert rule_book().confidence.keys() == set(EVIDENCE)
    for language, saying in (("en", "does not say how often"), ("es", "No dice cuántas veces")):
        assert set(resource_words(language).evidence) == set(EVIDENCE)
        assert saying in resource_words(language).confidence_note


# phrases


@pytest.mark.parametrize(
    ("written", "text", "found"),
    [
        ("sober living", "A Sober-Living home", "sober-living"),
        ("sober living", "sober/living", "sober/living"),
        ("sober living", "stay sober. Living well", ""),
        ("sober living", "sober, living", ""),
        ("detox*", "Detoxification", "detoxification"),
        ("detox", "Detoxification", ""),
        ("diaper*", "no undiapered", ""),
        ("women and children", "Women & children", "women and children"),
        ("child* care", "children care", "children care"),
        ("MAT", "the MAT clinic", "MAT"),
        ("MAT", "a mat", ""),
        ("MAT", "MATERIAL", ""),
        ("12 step*", "12-Steps", "12-steps"),
        ("children's counseling", "Children\u2019s Counseling", "children's counseling"),
        ("part c", "part C", "part c"),
        ("guarderia*", "Guarderías", "guarderias"),
    ],
)
def test_a_phrase_is_found_as_whole_words(written: str, text: str, found: str) -> None:
    assert phrase(written).within(searched(text)) == found


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("", "give words of letters and digits"),
        ("a  b", "with one space"),
        ("a.b", "give words of letters and digits"),
        ("(a+)+", "give words of letters and digits"),
        ("chi*", "the star comes after 3 letters; give its first word 4 or more"),
    ],
)
def test_what_is_no_phrase_is_told(written: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        phrase(written)


def test_looking_by_stems_finds_what_reading_every_phrase_in_every_text_finds() -> None:
    """Against the plain way: each phrase as an expression of its own, over the whole text."""
    texts = [
        "A Recovery-Home for women & children; 12-step groups, MAT and WIC.",
        "Supervised visits/exchanges. Family time at the family resource center.",
        "No undetoxified childcarers; materials, mattresses, rent.",
    ]
    phrases = [each for found in rule_book().phrases.values() for _, each in found]
    assert len(phrases) > 250
    for text in texts:
        ready = searched(text)
        for each in phrases:
            lowered = text if each.as_it_came else text.lower().replace("&", " and ")
            plain = r"[\s/-]+".join(
                word.replace("*", "[a-z0-9']*") if "*" in word else word
                for word in (each.written if each.as_it_came else each.written.lower()).split()
            )
            there = re.search(rf"(?<![A-Za-z0-9])(?:{plain})(?![A-Za-z0-9_])", lowered)
            assert bool(each.within(ready)) == bool(there), (each.written, text)


# files that somebody else wrote


def test_a_published_sample_is_proposed_what_a_reader_would_propose(
    samples_folder: Path,
) -> None:
    """Read by hand: the visiting center, the home, the free clinic and the pantries."""
    with (samples_folder / "hsds_ohana" / "services.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found = {}
    for row in rows:
        terms = headings(*(word.strip() for word in row["keywords"].split(",") if word.strip()))
        found[row["name"]] = categories(ListingText(row["name"], row["description"], terms))
    assert len(found) == 23
    assert found["Family Visitation Center"][0] == "family_time"
    assert found["Adult Rehabilitation Center"] == ["residential"]
    assert found["San Mateo Free Medical Clinic"] == ["primary_care"]
    assert found["Redwood City Corps"][-1] == "transport"
    assert "basic_needs" in found["South San Francisco Citadel Corps"]
    for nothing in ("Senior Peer Counseling", "Main Library", "Meals on Wheels - South County"):
        assert found[nothing] == []
