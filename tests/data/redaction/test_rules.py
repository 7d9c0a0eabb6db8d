"""What shapes tell: each kind where it is, and nothing where it is not."""

import pytest

from data.redaction.ages import is_bare
from data.redaction.rules import shaped


def found(text: str, kind: str) -> set[str]:
    return {text[hit.start : hit.end] for hit in shaped(text) if kind in hit.kinds}


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("write to j.o+x@ex.org.", "email", "j.o+x@ex.org"),
        ("it is rose at gmail dot com", "email", "rose at gmail dot com"),
        ("see https://a.example/x?y=1.", "url", "https://a.example/x?y=1"),
        ("on harborlight.org/help now", "url", "harborlight.org/help"),
        ("I am @rosie_77 there", "url", "@rosie_77"),
        ("from 10.0.0.1 or", "ip", "10.0.0.1"),
        ("fe80::1ff:fe23:4567:890a", "ip", "fe80::1ff:fe23:4567:890a"),
        ("call (555) 201-3344 now", "phone", "(555) 201-3344"),
        ("call 555.201.3344", "phone", "555.201.3344"),
        ("+1 555 201 3344", "phone", "+1 555 201 3344"),
        ("just 201-3344", "phone", "201-3344"),
        ("my ssn 123-45-6789", "ssn", "123-45-6789"),
        ("the last four is 6789", "ssn", "last four is 6789"),
        ("card 4111 1111 1111 1111", "card", "4111 1111 1111 1111"),
        ("case number 19-JV-00231 was", "case", "case number 19-JV-00231"),
        ("mi expediente 4471/2020", "case", "expediente 4471/2020"),
        ("docket #JD-2020-113", "case", "docket #JD-2020-113"),
        ("at 1420 Maple Street, we", "address", "1420 Maple Street"),
        ("at 12 w. 3rd ave", "address", "12 w. 3rd ave"),
        ("apt. 4B upstairs", "address", "apt. 4B"),
        ("P.O. Box 12", "address", "P.O. Box 12"),
        ("off Route 9 there", "address", "Route 9"),
        ("en la calle Encino 45", "address", "calle Encino 45"),
        ("avenida de los Pinos #8", "address", "avenida de los Pinos #8"),
        ("zip 60629-1234", "zip", "60629-1234"),
        ("plate 7ABC123 was", "number", "7ABC123"),
        ("it is five five five one two", "number", "five five five one two"),
        ("es cinco, cinco, uno, dos, tres", "number", "cinco, cinco, uno, dos, tres"),
        ("on 3/23/1940", "date", "3/23/1940"),
        ("on 2020-01-31", "date", "2020-01-31"),
        ("May 5th, 2021 it", "date", "May 5th, 2021"),
        ("the fifth of march", "date", "the fifth of march"),
        ("on the 14th we", "date", "on the 14th"),
        ("in October they", "date", "October"),
        ("el 12 de marzo de 2020", "date", "el 12 de marzo de 2020"),
        ("en noviembre", "date", "noviembre"),
        ("born in 1988", "date", "born in 1988"),
    ],
)
def test_a_shape_is_found_where_it_is(text: str, kind: str, said: str) -> None:
    assert said in found(text, kind)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("my six-year-old cried", "six-year-old"),
        ("a 4 year old", "4 year old"),
        ("an 18-month-old", "18-month-old"),
        ("he turned 4 in May", "4"),
        ("turning twenty-one", "twenty-one"),
        ("she is eleven now", "eleven"),
        ("she's 12", "12"),
        ("my kids are 5, 7 and 9", "5, 7 and 9"),
        ("my oldest, 14, left", "14"),
        ("ages 3 to 5", "3 to 5"),
        ("at the age of sixteen", "sixteen"),
        ("Ximena was six when", "six"),
        ("and Ama is seven.", "seven"),
        ("3 and a half years old", "3 and a half years old"),
        ("in her early twenties", "her early twenties"),
        ("his 5th birthday", "5th birthday"),
        ("in second grade", "second grade"),
        ("in kindergarten", "kindergarten"),
        ("mi hija tiene seis años", "seis años"),
        ("mi niña de 3", "3"),
        ("cumplió cuatro", "cuatro"),
        ("a los quince me fui", "quince"),
        ("la edad de treinta y dos", "treinta y dos"),
        ("ocho meses de nacido", "ocho meses de nacido"),
        ("está en tercer grado", "tercer grado"),
    ],
)
def test_an_age_is_found_as_people_say_it(text: str, said: str) -> None:
    assert said in found(text, "age")


@pytest.mark.parametrize(
    "text",
    [
        "I was 2 hours late and we were 3 people, 2 blocks away.",
        "I have been sober 3 years, she was 9 weeks pregnant.",
        "We waited 6 weeks; he was one of the good ones; it was two.",
        "I paid $12,000 and then 40 dollars, 24 hours a day.",
        "Tengo 3 años limpia y esperé cuatro meses.",
        "In 2019 they may march.",
    ],
)
def test_amounts_times_and_years_alone_are_left(text: str) -> None:
    assert [text[hit.start : hit.end] for hit in shaped(text)] == []


@pytest.mark.parametrize("said", ["six", "5, 7 and 9", "treinta y dos", "12"])
def test_bare_numbers_are_known_as_such(said: str) -> None:
    assert is_bare(said)
    assert not is_bare(f"{said} years")
