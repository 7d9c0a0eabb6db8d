"""What goes in and out of the pages for respondents: cookies, headers, foreign posts, markup."""

import re
from collections.abc import Callable, Iterator

import pytest
from starlette.routing import Route

from data.services import answering, invitations
from data.settings import settings
from pages.respond.routes import routes
from tests.pages.respond.opening import Seats
from tests.pages.respond.questionnaires import HOSTILE, hostile_edition
from tests.pages.respond.screens import Screen
from tests.pages.respond.visiting import ADDRESS, Visitor

PUBLIC = "https://table.example.org"


@pytest.fixture
def https(monkeypatch: pytest.MonkeyPatch, one_home: object) -> Iterator[str]:
    """People reach the app over https."""
    monkeypatch.setenv("COMMON_TABLE_PUBLIC_URL", PUBLIC)
    settings.cache_clear()
    yield PUBLIC
    settings.cache_clear()


def set_cookies(visitor: Visitor) -> list[str]:
    """What the last answers wanted the browser to hold."""
    answers = (*visitor.answer.history, visitor.answer)
    return [cookie for answer in answers for cookie in answer.headers.get_list("set-cookie")]


def parts(cookie: str) -> set[str]:
    return {part.strip().lower() for part in cookie.split(";")[1:]}


def test_the_link_is_held_in_a_cookie_that_no_script_and_no_other_site_can_use(
    seats: Seats, visitor: Visitor
) -> None:
    secret = seats.take()
    visitor.join(secret)
    (cookie,) = set_cookies(visitor)
    assert cookie.startswith(f"table={secret};")
    assert parts(cookie) == {"httponly", "samesite=lax", "path=/"}  # and it ends with the browser


def test_with_a_code_the_cookie_carries_the_proof_that_it_was_found_right(
    one_home: Callable[..., Seats], visitor: Visitor
) -> None:
    code = one_home("values_open", kind="code").take()
    visitor.join(code)
    (cookie,) = set_cookies(visitor)
    proof = invitations.proof_of(code)
    assert cookie.startswith(f"table={code.replace('-', '')}.{proof};")
    assert parts(cookie) == {"httponly", "samesite=lax", "path=/"}
    assert proof not in visitor.answer.text
    visitor.press("begin")
    assert set_cookies(visitor) == []


def test_over_https_the_cookie_is_bound_to_this_host_and_never_goes_in_the_clear(
    https: str, seats: Seats
) -> None:
    secret = seats.take()
    visitor = Visitor(address=https)
    visitor.join(secret)
    (cookie,) = set_cookies(visitor)
    assert cookie.startswith(f"__Host-table={secret};")
    assert parts(cookie) == {"httponly", "samesite=lax", "path=/", "secure"}
    visitor.press("begin")
    visitor.send_all()
    (gone,) = set_cookies(visitor)
    assert gone.startswith('__Host-table="";')
    assert {"secure", "path=/", "max-age=0"} <= parts(gone)
    assert visitor.answer.headers["strict-transport-security"]


def test_the_last_page_leaves_nothing_with_the_browser(seats: Seats, visitor: Visitor) -> None:
    visitor.begin(seats.take())
    visitor.send_all()
    assert dict(visitor.client.cookies) == {}
    assert visitor.answer.headers["clear-site-data"] == '"cache", "storage"'


def test_the_link_is_in_no_address_after_the_first_and_on_no_page(
    seats: Seats, visitor: Visitor
) -> None:
    secret = seats.take()
    pages: list[str] = []
    visitor.begin(secret)
    while visitor.path != "/answer/thanks":
        pages.append(visitor.answer.text)
        visitor.press("next" if "part" in visitor.path else "")
    pages.append(visitor.answer.text)
    assert visitor.went[0].endswith(secret)
    assert not [address for address in visitor.went[1:] if secret in address]
    assert not [page for page in pages if secret in page]
    assert len(pages) == 6


def test_the_first_page_does_not_learn_the_address_with_the_link(
    seats: Seats, visitor: Visitor
) -> None:
    visitor.join(seats.take())
    (redirect,) = visitor.answer.history
    assert redirect.status_code == 303
    assert redirect.headers["referrer-policy"] == "no-referrer"
    assert redirect.headers["cache-control"] == "no-store"


def addresses() -> list[tuple[str, str]]:
    """A method and an address for each route, and some that are none."""
    fillings = {"{secret}": "A" * 22, "{number}": "1", "{rest:path}": "some/where"}
    found = []
    for route in routes:
        assert isinstance(route, Route)
        path = route.path
        for blank, filling in fillings.items():
            path = path.replace(blank, filling)
        found += [(method, path) for method in sorted(route.methods or ())]
    return [*found, ("GET", "/answer/part/1/2"), ("GET", "/other"), ("PUT", "/answer")]


@pytest.mark.parametrize(("method", "path"), addresses())
@pytest.mark.parametrize("opened", [False, True], ids=["stranger", "with a link"])
def test_every_answer_carries_the_headers_that_keep_it_safe(
    seats: Seats, visitor: Visitor, method: str, path: str, opened: bool
) -> None:
    if opened:
        visitor.begin(seats.take())
    answer = visitor.client.request(method, path, follow_redirects=False)
    headers = answer.headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] in ("same-origin", "no-referrer")
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    policy = headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    if headers.get("content-type", "").startswith("text/html"):
        assert policy.startswith("default-src 'none'; style-src 'self'; img-src 'self' data:; ")
        assert "script" not in policy
        assert "unsafe" not in policy
        assert "form-action 'self'" in policy
    if answer.is_redirect or headers.get("content-type", "").startswith("text/html"):
        assert headers["cache-control"] == "no-store"


def test_the_style_sheet_is_kept_under_an_address_that_changes_with_it(visitor: Visitor) -> None:
    screen = visitor.go("/code")
    links = [
        link.get("href") for link in screen.root.all("link") if link.get("rel") == "stylesheet"
    ]
    (address,) = links
    answer = visitor.client.get(address)
    assert re.fullmatch(r"/respond\.css\?[0-9a-f]{12}", address)
    assert answer.headers["content-type"].startswith("text/css")
    assert "immutable" in answer.headers["cache-control"]


FOREIGN = [
    {"Origin": "https://elsewhere.example"},
    {"Origin": "null"},
    {"Origin": "http://["},
    {"Origin": "http://127.0.0.1:9999"},
    {"Origin": "http://127.0.0.1.elsewhere.example:8501"},
    {"Origin": ADDRESS, "Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
@pytest.mark.parametrize("path", ["/answer", "/answer/part/1", "/answer/check", "/answer/send"])
def test_a_post_from_elsewhere_is_refused_and_changes_nothing(
    seats: Seats, visitor: Visitor, path: str, headers: dict[str, str]
) -> None:
    secret = seats.take()
    visitor.begin(secret)
    before = answering.open_form(secret)
    fields = visitor.screen.fields() | {"a.form": "1", "action": "language:es"}
    visitor.post(path, fields, **headers)
    assert visitor.status == 403
    assert visitor.screen.heading == "This page was not saved"
    assert answering.open_form(secret) == before
    assert seats.new_sheets() == []


def test_a_code_posted_from_elsewhere_opens_nothing(seats: Seats, visitor: Visitor) -> None:
    visitor.post("/code", {"code": seats.take()}, Origin="https://elsewhere.example")
    assert visitor.status == 403
    assert set_cookies(visitor) == []


@pytest.mark.parametrize("address", [PUBLIC, ADDRESS], ids=["host passed on", "host rewritten"])
def test_a_proxy_may_pass_on_the_host_or_not(https: str, seats: Seats, address: str) -> None:
    secret = seats.take()
    visitor = Visitor(address=address)
    visitor.client.headers["Origin"] = https
    visitor.client.headers["Cookie"] = f"__Host-table={secret}"
    visitor.go("/answer")
    visitor.press("begin")
    assert visitor.path == "/answer/part/1"


@pytest.mark.parametrize(
    "body", [b"a.form=1&" + b"a=1&" * 1001, b"a.form=\xff\xfe", b"\x00\xd8" * 10]
)
def test_a_post_that_no_form_of_ours_makes_is_refused(
    seats: Seats, visitor: Visitor, body: bytes
) -> None:
    secret = seats.take()
    visitor.begin(secret)
    answer = visitor.client.post("/answer/part/1", content=body)
    assert answer.status_code == 403
    assert answering.open_form(secret).draft == {}


def test_fields_that_the_page_does_not_ask_are_left_alone(seats: Seats, visitor: Visitor) -> None:
    secret = seats.take()
    visitor.begin(secret)
    strange = {
        "a.share": "40",
        "a.nobody": "1",
        "a.sector": "a",
        "a.role": "lead",
        "form": "0",
        "group": "g2",
        "a.": "1",
    }
    visitor.post("/answer/part/1", visitor.screen.fields() | strange | {"a.form": "1"})
    assert visitor.path == "/answer/part/2"
    draft = answering.open_form(secret).draft
    assert {item: value for item, value in draft.items() if value is not None} == {"form": 1}
    assert set(draft) == {"form", "main", "code", "language", "page", "action"}


def test_a_button_that_is_not_on_the_page_does_no_harm(seats: Seats, visitor: Visitor) -> None:
    secret = seats.take()
    visitor.begin(secret)
    visitor.press("next", form="1")
    for action in (
        "clear:form",
        "clear:",
        "language:xx",
        "language:../x",
        "send",
        "\r\nX: 1",
        "💥",
    ):
        visitor.go("/answer/part/2")
        visitor.press(action)
        assert visitor.status == 200
    form = answering.open_form(secret)
    assert form.draft["form"] == 1
    assert form.language == "en"


@pytest.mark.parametrize(
    "path", ["part/0", "part/5", "part/-1", "part/one", "part/1.0", "part/٢", "part/" + "9" * 5000]
)
def test_a_part_that_is_not_there_leads_to_the_first_page(
    seats: Seats, visitor: Visitor, path: str
) -> None:
    visitor.begin(seats.take())
    visitor.go(f"/answer/{path}")
    assert visitor.path == "/answer"
    assert visitor.status == 200


@pytest.mark.parametrize("path", ["/answer/", "/answer/nowhere", "/answer/part/", "/join/"])
def test_an_address_of_ours_that_is_none_leads_to_the_first_page(
    one_home: object, visitor: Visitor, path: str
) -> None:
    assert visitor.go(path).heading == "Open your link or type your code"
    assert visitor.path == "/answer"


@pytest.mark.parametrize("path", ["/answer", "/answer/part/1", "/answer/check", "/code"])
def test_asking_for_the_headers_alone_changes_nothing(
    seats: Seats, visitor: Visitor, path: str
) -> None:
    secret = seats.take()
    visitor.begin(secret)
    visitor.press("language:es", form="1")
    before = answering.open_form(secret)
    assert visitor.client.head(path).status_code == 200
    assert answering.open_form(secret) == before


def test_opening_a_link_any_number_of_times_burns_nothing(seats: Seats) -> None:
    secret = seats.take()
    for _ in range(3):
        scanner = Visitor()
        assert scanner.client.head(f"/join/{secret}").status_code == 200
        scanner.join(secret)
        scanner.go("/answer/part/1")
    assert Visitor().join(secret).heading == "Every kind (en)"
    assert answering.open_form(secret).draft == {}


def shape(screen: Screen) -> list[str]:
    """The elements of a page, without what is written in them."""
    return [element.tag for element in screen.root.all()]


def test_words_of_a_questionnaire_are_shown_and_do_nothing(
    one_home: Callable[..., Seats], seats: Seats, visitor: Visitor
) -> None:
    plain = Visitor()
    plain.join(seats.take())
    visitor.join(one_home(hostile_edition()).take())
    while True:
        assert shape(visitor.screen) == shape(plain.screen)
        assert "49" not in visitor.screen.text
        if visitor.path == "/answer/thanks":
            break
        if visitor.path != "/answer/check":
            for words in HOSTILE:
                assert " ".join(words.split()) in visitor.screen.text
        for each in (visitor, plain):
            each.press("" if each.path == "/answer/check" else "next")
    for words in HOSTILE:
        assert " ".join(words.split()) in visitor.screen.text


@pytest.mark.parametrize("words", HOSTILE)
def test_what_somebody_types_is_shown_again_and_does_nothing(
    seats: Seats, visitor: Visitor, words: str
) -> None:
    secret = seats.take()
    visitor.begin(secret)
    visitor.go("/answer/part/3")
    before = shape(visitor.screen)
    visitor.press("next", wish=words, worry=f"\n{words}")
    assert shape(visitor.go("/answer/part/3")) == before
    kept = words.replace("\r\n", "\n").strip()
    assert visitor.screen.answers() == {"wish": [kept], "worry": [kept]}
    visitor.go("/answer/part/2")
    before = shape(visitor.screen)
    visitor.press("next", share=words, own_words=words * 9)
    assert visitor.status == 422
    added = sorted(shape(visitor.screen))
    for tag in before:
        added.remove(tag)
    assert added == sorted(["div", "h2", "ul", "li", "a", "li", "a", "p", "p"])
    assert visitor.screen.answers()["share"] == [words]
    assert "set-cookie" not in visitor.answer.headers


@pytest.mark.parametrize("words", HOSTILE)
def test_no_address_brings_words_onto_a_page(
    one_home: object, visitor: Visitor, words: str
) -> None:
    plain = visitor.client.get("/code").text
    for query in ({"language": words}, {"error": words}, {"language": "en", "name": words}):
        assert visitor.client.get("/code", params=query).text == plain
    ends = visitor.client.get("/answer/already", params={"language": words})
    assert ends.headers["content-language"] == "en"
    assert words not in ends.text
