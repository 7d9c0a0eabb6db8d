"""Codes and headings propose what a listing may be, and leave what they do not say unknown."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from surveys.resource_rule_book import rule_book
from surveys.resource_rules import (
    ListingText,
    Proposal,
    Term,
    codes_of,
    facts_from_codes,
    propose,
)

FEDERAL = "findtreatment"


def federal(*codes: str) -> tuple[Term, ...]:
    return tuple((FEDERAL, code, "") for code in codes)


def headings(*names: str) -> tuple[Term, ...]:
    return tuple(("county directory", "", name) for name in names)


def categories(listing: ListingText) -> list[str]:
    return [each.category for each in propose(listing)]


# codes of the federal locator


@pytest.mark.parametrize(
    ("codes", "proposed"),
    [
        (["SA", "OP", "ORT"], ["outpatient"]),
        (["SA", "OP"], ["outpatient"]),
        (["OIT"], ["intensive_outpatient"]),
        (["RL"], ["residential"]),
        (["RS", "BC"], ["residential", "residential_family"]),
        (["SA", "RES", "BC"], ["residential", "residential_family"]),
        (["RD"], ["withdrawal_inpatient"]),
        (["HH"], ["recovery_housing"]),
        (["HH", "BC", "MOA"], ["recovery_housing", "recovery_housing_family"]),
        (["OTP"], ["moud"]),
        (["RC"], ["peer_support"]),
        (["MH", "OP"], ["mental_health"]),
        (["MH", "RES"], ["mental_health"]),
        (["MH", "PEER"], ["mental_health"]),
        (["MOA"], []),
        (["NMOA"], []),
        (["CCC"], []),
        (["ZZ"], []),
        ([], []),
    ],
)
def test_codes_propose_what_the_place_said_it_does(codes: list[str], proposed: list[str]) -> None:
    assert categories(ListingText("", terms=federal(*codes))) == proposed


def test_a_proposal_says_which_codes_it_goes_by() -> None:
    found = propose(ListingText("", terms=federal("RL", "BC")))
    assert found[1] == Proposal("residential_family", "findtreatment", 0.9, "RL + BC")


@pytest.mark.parametrize(
    ("vocabulary", "label", "code"),
    [
        ("findtreatment PAY", "Medicaid", "MD"),
        ("findtreatment PAY: Payment/Insurance/Funding Accepted", "Medicaid", "MD"),
        ("findtreatment Payment/Insurance/Funding Accepted", "Medicaid", "MD"),
        ("FindTreatment AS: Ancillary Services", "residential beds for  clients' children", "BC"),
        ("findtreatment SET: Service Settings (e.g., Outpatient)", "Long-term residential", "RL"),
        ("findtreatment OL: Other Languages", "Spanish", "SP"),
        ("findtreatment SG", "Medicaid", ""),
        ("findtreatment", "Medicaid", ""),
        ("findtreatment OMS", "In-network prescribing entity", ""),
        ("county directory PAY", "Medicaid", ""),
    ],
)
def test_a_label_is_only_read_together_with_the_question_that_it_answers(
    vocabulary: str, label: str, code: str
) -> None:
    assert codes_of([(vocabulary, "", label)]) == ((code,) if code else ())


def test_a_label_of_the_locator_is_no_heading_of_a_directory() -> None:
    """Child care for the time of a visit, or withdrawal from methadone, would be taken for more."""
    terms = (
        ("findtreatment AS", "CCC", "Child care for clients' children"),
        ("findtreatment OT", "DM", "Methadone detoxification"),
    )
    assert categories(ListingText("Center", terms=terms)) == []


def test_no_label_answers_one_question_with_two_codes() -> None:
    pairs = [
        (question, label.lower())
        for code in rule_book().codes.values()
        for label in code.labels
        for question in code.of
    ]
    assert len(set(pairs)) == len(pairs)


# what codes state


@pytest.mark.parametrize(
    ("code", "facts"),
    [
        ("BC", ["accepts_children"]),
        ("CCC", ["child_care_on_site"]),
        ("PW", ["accepts_pregnant"]),
        ("MALE", ["accepts_fathers"]),
        ("MD", ["accepts_medicaid"]),
        ("SS", ["no_cost_option"]),
        ("SP", ["languages_spanish"]),
        ("AH", ["languages_sign"]),
        ("TELE", ["remote_option"]),
        ("OTP", ["accepts_moud", "accepts_methadone"]),
        ("MOA", ["accepts_moud"]),
        ("CJ", ["accepts_record"]),
        ("TBG", ["tribal_services"]),
        ("NU", []),
        ("NMOA", []),
        ("RL", []),
        ("ZZ", []),
    ],
)
def test_a_code_states_what_it_says_and_no_more(code: str, facts: list[str]) -> None:
    assert [each.fact for each in facts_from_codes([code])] == facts


def test_what_no_code_states_stays_unknown() -> None:
    assert facts_from_codes([]) == ()
    every = facts_from_codes(rule_book().codes)
    assert {each.state for each in every} == {"yes"}
    assert "accepts_couples" not in {each.fact for each in every}


def test_a_fact_names_every_code_that_states_it_once() -> None:
    (fact,) = facts_from_codes(["ss", "NP ", "SS"])
    assert (fact.fact, fact.codes) == ("no_cost_option", ("SS", "NP"))


# headings of Open Eligibility


@pytest.fixture(scope="module")
def open_eligibility() -> list[str]:
    """Every path of services in the published file."""
    path = Path(__file__).resolve().parents[3] / "shared/samples/open_eligibility_1.2.xml"
    if not path.is_file():
        pytest.skip("the file of Open Eligibility is not beside this checkout")
    text = path.read_text(encoding="utf-8")
    # it calls itself XML 2.0, which no reader knows
    services = ElementTree.fromstring(re.sub(r"^<\?xml[^>]*\?>", "", text)).find("services")
    assert services is not None
    found: list[str] = []

    def walk(node: ElementTree.Element, above: tuple[str, ...]) -> None:
        for child in node:
            if child.tag.endswith("_level"):
                names = (*above, child.get("title", "").strip())
                found.append(" > ".join(names))
                walk(child, names)

    walk(services, ())
    return found


def test_every_heading_of_the_crosswalk_is_one_of_the_published_file(
    open_eligibility: list[str],
) -> None:
    ours = {each.path for each in rule_book().headings.values()}
    assert len(ours) > 50
    assert ours <= set(open_eligibility)


def test_a_name_that_is_enough_means_the_same_wherever_it_stands(
    open_eligibility: list[str],
) -> None:
    ours = {each.path: each for each in rule_book().headings.values()}
    for each in (each for each in ours.values() if each.by_name):
        same = [path for path in open_eligibility if path.rpartition(" > ")[2] == each.name]
        assert {ours[path].category if path in ours else path for path in same} == {each.category}


def test_a_heading_is_known_by_its_path_or_in_its_vocabulary_by_its_name() -> None:
    path = "Health > Addiction & Recovery > Outpatient Treatment"
    assert propose(ListingText("", terms=headings(path)))[0].rule == "open_eligibility"
    named = ListingText("", terms=(("Open Eligibility", "1001", "Counseling"),))
    assert propose(named)[0].rule == "open_eligibility_weak"
    assert propose(ListingText("", terms=headings("Counseling"))) == ()


# a customer's own table


def test_the_longest_beginning_of_a_customers_own_table_counts() -> None:
    table = {"QX": "mental_health", "QX-84": "housing", "QX-8450": "moud"}
    listing = ListingText("", terms=(("ours", "QX-8450.7000", ""),))
    assert propose(listing, own_prefixes=table) == (
        Proposal("moud", "own_prefix", 0.95, "QX-8450.7000"),
    )


@pytest.mark.parametrize(
    ("cell", "proposed"),
    [
        ("QX-8450", ["moud"]),
        ("QX-8450.1 * YZ-3000", ["moud"]),
        ("AA-1000; QX-8450.1", ["moud"]),
        ("QX-84501", []),
        ("QX-8", []),
        ("", []),
    ],
)
def test_several_codes_of_one_cell_are_read_and_no_number_is_cut(
    cell: str, proposed: list[str]
) -> None:
    listing = ListingText("", terms=(("ours", cell, ""),))
    found = propose(listing, own_prefixes={"QX-8450": "moud"})
    assert [each.category for each in found] == proposed


def test_a_table_that_leads_nowhere_is_told_with_what_would_be_right() -> None:
    listing = ListingText("", terms=(("ours", "QX-1", ""),))
    with pytest.raises(ValueError, match=r"'QX' leads to 'detox', which is no category; give one"):
        propose(listing, own_prefixes={"QX": "detox"})
