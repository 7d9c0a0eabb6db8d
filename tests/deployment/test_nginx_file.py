"""What the shipped nginx file does with whatever comes, seen from both sides of it."""

import re
import ssl
from pathlib import Path
from socket import create_connection

import httpx2 as httpx
import pytest

from benchmarks.front import NAME, Front
from benchmarks.server import HOST
from pages.respond import routes as respond
from tests.deployment.proxied import Behind, browser_at, require_nginx

Two = tuple[Behind, Behind]
FORM = (
    *(re.sub(r"{\w+(:path)?}", "Abc", route.path) for route in respond.routes),
    "/healthz",
    "/readyz",
)
"""Every address that people who answer reach, so that none can be forgotten in the file."""
STAFF = ("/", "/sign-in", "/start", "/export/w.csv", "/_stcore/upload_file/s/f", "/media/x.png")
LIES = {
    "X-Forwarded-For": "127.0.0.1",
    "X-Forwarded-Host": "localhost",
    "X-Forwarded-Proto": "http",
    "X-Real-IP": "127.0.0.1",
    "Forwarded": "for=127.0.0.1",
}


def served_by(client: httpx.Client, path: str, **headers: str) -> int:
    return client.get(path, headers=headers).json()["port"]


def test_nginx_takes_the_shipped_file_without_a_warning(tmp_path: Path) -> None:
    require_nginx()
    front = Front(tmp_path, behind=(8501, 8502))
    front.prepare()
    assert front.complaints() == ""


@pytest.mark.parametrize("cookie", ["__Host-ct", "ct_staff"])
def test_a_browser_of_staff_stays_with_one_process_wherever_it_connects_from(
    cookie: str, front: Front, two_behind: Two
) -> None:
    served: dict[str, set[int]] = {}
    for source in ("127.0.0.7", "127.0.0.8"):
        with browser_at(front, source=source) as client:
            for number in range(12):
                given = f"other=1; {cookie}=token{number}; more=2"
                ports = {served_by(client, path, Cookie=given) for path in STAFF}
                served.setdefault(given, set()).update(ports)
    assert all(len(ports) == 1 for ports in served.values())
    assert set.union(*served.values()) == {each.port for each in two_behind}


def test_a_room_that_shares_one_address_is_spread_over_all_processes(
    front: Front, two_behind: Two
) -> None:
    with browser_at(front) as client:
        for paths in (FORM, STAFF):
            ports = [served_by(client, path) for path in paths for _ in range(6)]
            assert {each.port for each in two_behind} == set(ports)


def test_the_proxy_leaves_no_cookie_in_any_browser(front: Front) -> None:
    with browser_at(front) as client:
        for path in (*FORM, *STAFF):
            answer = client.get(path)
            assert answer.status_code == 200
            assert "set-cookie" not in answer.headers


def test_what_a_browser_says_of_its_way_here_is_not_passed_on(front: Front) -> None:
    with browser_at(front, source="127.0.0.7") as client:
        for path in STAFF:
            headers = client.get(path, headers=LIES).json()["headers"]
            assert headers["x-forwarded-for"] == "127.0.0.7"
            assert headers["x-forwarded-proto"] == "https"
            assert not {"x-forwarded-host", "x-real-ip", "forwarded"} & headers.keys()
            assert headers["host"] == f"{NAME}:{front.port}"


def test_the_app_is_told_that_people_who_answer_come_through_a_proxy_and_not_from_where(
    front: Front,
) -> None:
    with browser_at(front, source="127.0.0.7") as client:
        for path in FORM:
            headers = client.get(path, headers=LIES).json()["headers"]
            assert headers["x-forwarded-proto"] == "https"
            told = " ".join(value for name, value in headers.items() if name != "host")
            assert "127.0.0." not in told


def test_only_the_stream_of_the_staff_screens_may_become_a_websocket(front: Front) -> None:
    asking = {"Upgrade": "websocket", "Connection": "Upgrade"}
    with browser_at(front) as client:
        stream = client.get("/_stcore/stream", headers=asking).json()["headers"]
        assert stream["upgrade"] == "websocket"
        assert stream["connection"] == "upgrade"
        for path in ("/answer", "/start"):
            assert "upgrade" not in client.get(path, headers=asking).json()["headers"]


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/tree"])
def test_what_only_operators_need_is_not_passed_on(
    path: str, front: Front, two_behind: Two
) -> None:
    with browser_at(front) as client:
        assert client.get(path).status_code == 404
    assert [each.taken for each in two_behind] == [[], []]


def test_answers_that_meet_a_process_in_its_last_moment_are_handed_to_the_other(
    front: Front, two_behind: Two
) -> None:
    two_behind[0].breaks = True
    with browser_at(front) as client:
        for _ in range(6):
            for path in ("/answer/part/1", "/answer/send", "/code"):
                answer = client.post(path, data={"q": "1"})
                assert answer.status_code == 200
                assert answer.json()["port"] == two_behind[1].port
                assert answer.json()["length"] == len("q=1")
    assert two_behind[0].taken  # it did come here first


def test_what_staff_send_is_sent_once_even_if_the_process_ends_in_the_middle(
    front: Front, two_behind: Two
) -> None:
    for each in two_behind:
        each.breaks = True
    with browser_at(front) as client:
        for number in range(6):
            cookie = {"Cookie": f"__Host-ct={number}"}
            answer = client.post(f"/invitations/{number}", data={"kind": "link"}, headers=cookie)
            assert answer.status_code == 503
    taken = [path for each in two_behind for _, path in each.taken]
    assert sorted(taken) == [f"/invitations/{number}" for number in range(6)]


def test_a_process_that_is_not_there_is_not_noticed_by_anybody(
    front: Front, two_behind: Two
) -> None:
    two_behind[0].stop()
    with browser_at(front) as client:
        for number in range(6):
            cookie = {"Cookie": f"__Host-ct={number}"}
            assert client.post("/sign-in", data={"a": "b"}, headers=cookie).status_code == 200
            assert client.post("/answer/send", data={"a": "b"}).status_code == 200


def test_a_full_form_and_a_file_pass_without_being_written_to_disk(
    front: Front, two_behind: Two
) -> None:
    """nginx has no folder for such files here, so that it would fail."""
    for each in two_behind:
        each.answer = b"x" * 3_000_000
    with browser_at(front) as client:
        for path, size in (("/answer/part/1", 256_000), ("/_stcore/upload_file/s/f", 5_000_000)):
            answer = client.post(path, content=b"a" * size)
            assert answer.status_code == 200
            assert len(answer.content) == 3_000_000
    assert not (front.folder / "body").exists()


def test_a_post_that_no_form_of_ours_sends_is_refused_in_plain_words(
    front: Front, two_behind: Two
) -> None:
    with browser_at(front) as client:
        answer = client.post("/answer/part/1", content=b"a" * 300_000)
        assert answer.status_code == 413
        assert "more text than the form can hold" in answer.text
        assert "más largo" in answer.text
        assert client.post("/media/x", content=b"a" * 7_000_000).status_code == 413
    assert [each.taken for each in two_behind] == [[], []]


def test_with_no_process_at_all_people_read_in_both_languages_that_nothing_is_lost(
    front: Front, two_behind: Two
) -> None:
    for each in two_behind:
        each.stop()
    with browser_at(front) as client:
        for answer in (client.post("/answer/send", data={"a": "b"}), client.get("/start")):
            assert answer.status_code == 503
            assert "Everything that you were told is saved is saved." in answer.text
            assert "Todo lo que le dijimos que está guardado, lo está." in answer.text
            assert answer.headers["cache-control"] == "no-store"
            assert answer.headers["content-security-policy"].startswith("default-src 'none'")
            assert answer.headers["strict-transport-security"] == "max-age=31536000"
            assert answer.headers["retry-after"] == "10"


def test_whoever_types_http_is_led_to_the_same_address_with_https(
    front: Front, two_behind: Two
) -> None:
    with httpx.Client(trust_env=False) as client:
        plain = f"http://{HOST}:{front.plain_port}"
        answer = client.get(f"{plain}/join/Abc?x=1", headers={"Host": NAME})
        assert answer.status_code == 301
        assert answer.headers["location"] == f"{front.address}/join/Abc?x=1"
        with pytest.raises(httpx.RemoteProtocolError, match="without sending a response"):
            client.get(f"{plain}/join/Abc", headers={"Host": "evil.example"})
    assert [each.taken for each in two_behind] == [[], []]


def test_nobody_sees_a_certificate_without_asking_for_the_name(front: Front) -> None:
    for name in ("evil.example", None):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        with (
            create_connection((HOST, front.port)) as raw,
            pytest.raises(ssl.SSLError, match="UNRECOGNIZED_NAME"),
        ):
            context.wrap_socket(raw, server_hostname=name)


class WithNamesBelow(Front):
    """The shipped file with the line for the names below switched on."""

    def prepare(self) -> None:
        super().prepare()
        site = self.folder / "site.conf"
        text = site.read_text(encoding="utf-8")
        on = text.replace("    # set $common_table_hsts ", "    set $common_table_hsts ")
        assert on != text
        site.write_text(on, encoding="utf-8")


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [(Front, "max-age=31536000"), (WithNamesBelow, "max-age=31536000; includeSubDomains")],
)
def test_every_answer_says_once_that_browsers_come_encrypted_and_one_line_adds_names_below(
    kind: type[Front], wanted: str, two_behind: Two, tmp_path: Path
) -> None:
    require_nginx()
    with kind(tmp_path / "nginx", behind=[each.port for each in two_behind]) as front:
        assert front.complaints() == ""
        with browser_at(front) as client:
            answers = [client.get(path) for path in (*FORM[:3], *STAFF, "/_stcore/metrics")]
            answers.append(client.post("/answer/send", content=b"x" * 300_000))
            for each in two_behind:
                each.stop()
            answers.append(client.get("/start"))
    assert {answer.status_code for answer in answers} == {200, 404, 413, 503}
    for answer in answers:
        assert answer.headers.get_list("strict-transport-security") == [wanted]


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_two_visits_of_a_phone_cannot_be_told_to_be_one_by_their_encryption(
    version: ssl.TLSVersion, front: Front
) -> None:
    context = front.trust()
    context.minimum_version = context.maximum_version = version
    session = None
    for _ in range(2):
        with (
            create_connection((HOST, front.port)) as raw,
            context.wrap_socket(raw, server_hostname=NAME, session=session) as secured,
        ):
            secured.sendall(f"GET /code HTTP/1.1\r\nHost: {NAME}:{front.port}\r\n\r\n".encode())
            assert secured.recv(100).startswith(b"HTTP/1.1 200")
            assert secured.version() == version.name.replace("_", ".")
            assert not secured.session_reused
            session = secured.session


def test_no_log_holds_an_address_a_link_or_a_session_whatever_goes_wrong(
    front: Front, two_behind: Two
) -> None:
    with browser_at(front, source="127.0.0.77") as client:
        client.cookies.set("__Host-ct", "CanarySession")
        for _ in ("with processes", "without"):
            client.get("/join/CanaryLink")
            client.post("/answer/send?x=CanaryLink", content=b"CanaryAnswer" * 30_000)
            client.get("/start?x=CanaryLink")
            for each in two_behind:
                each.stop()
        for refused in ("\x00", "GET /CanaryLink", "GET /join/CanaryLink HTTP/9.9\r\n\r\n"):
            with create_connection((HOST, front.port), source_address=("127.0.0.77", 0)) as raw:
                raw.sendall(refused.encode())
    front.stop()
    logs = sorted(front.folder.glob("*.log"))
    assert {"main.log", "http.log", "access.log"} <= {log.name for log in logs}
    for log in logs:
        text = log.read_text(encoding="utf-8", errors="replace")
        assert "127.0.0.77" not in text
        assert "Canary" not in text
    assert "start worker process" in (front.folder / "main.log").read_text(encoding="utf-8")
