"""The settings of Streamlit that this app stands on."""

import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit import config

from benchmarks.server import ROOT, free_port
from pages.shell.configuration import WANTED, WrongConfiguration, check_configuration

FILE = ROOT / ".streamlit" / "config.toml"
LEFT_TO_WHOEVER_STARTS_IT = {
    "server.address",
    "server.showEmailPrompt",
    "logger.hideWelcomeMessage",
}
STREAMLIT_HAS_IT_SO_ALREADY = {
    "global.developmentMode",
    "server.baseUrlPath",
    "server.trustedUserHeaders",
}
NAMED_BY_THE_DESIGN = {
    "runner.postScriptGC": False,
    "runner.magicEnabled": False,
    "server.fileWatcherType": "none",
    "server.headless": True,
    "server.maxUploadSize": 5,
    "server.maxMessageSize": 20,
    "server.disconnectedSessionTTL": 900,
    "server.enableAgentApi": False,
    "browser.gatherUsageStats": False,
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.allowedOrigins": [],
    "logger.level": "warning",
    "theme.borderColor": "#6b6b6b",
    "theme.baseFontSize": 18,
}


@pytest.fixture(autouse=True)
def _settings_as_they_were() -> Iterator[None]:
    before = {name: config.get_option(name) for name in WANTED}
    yield
    for name, value in before.items():
        config.set_option(name, value)


def written() -> dict[str, Any]:
    sections = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {
        f"{section}.{name}": value
        for section in sections
        for name, value in sections[section].items()
    }


def test_the_file_says_what_the_start_asks_for() -> None:
    ours = {name: value for name, value in written().items() if name in WANTED}
    assert ours == {name: WANTED[name] for name in ours}
    assert set(written()) - set(WANTED) == LEFT_TO_WHOEVER_STARTS_IT
    assert set(WANTED) - set(written()) == STREAMLIT_HAS_IT_SO_ALREADY


def test_the_app_listens_on_the_machine_itself_unless_told_otherwise() -> None:
    assert written()["server.address"] == "127.0.0.1"


@pytest.mark.parametrize(("name", "value"), NAMED_BY_THE_DESIGN.items())
def test_what_the_design_asks_for_is_asked_for_at_the_start(name: str, value: object) -> None:
    assert WANTED[name] == value


def test_these_settings_are_right() -> None:
    check_configuration()


@pytest.mark.parametrize("name", WANTED)
def test_the_start_is_refused_without_it(name: str) -> None:
    other = {bool: True, str: "other", int: 1, list: ["https://evil.example"], dict: {"a": "b"}}
    wrong = "debug" if name == "logger.level" else other[type(WANTED[name])]
    wrong = False if WANTED[name] is True else wrong
    config.set_option(name, wrong)
    with pytest.raises(WrongConfiguration) as refused:
        check_configuration()
    assert f"{name} is {wrong!r} and must be {WANTED[name]!r}" in str(refused.value)
    assert "Start the app in the folder that holds streamlit_app.py" in str(refused.value)


def test_a_server_with_other_settings_does_not_start_and_says_why(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py"]
    options = ["--server.port", str(free_port()), "--runner.postScriptGC", "true"]
    environment = {"COMMON_TABLE_HOME": str(tmp_path / "home"), "PATH": ""}
    ran = subprocess.run(
        [*command, *options],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert ran.returncode != 0
    assert "runner.postScriptGC is True and must be False" in ran.stderr
    assert not (tmp_path / "home").exists()


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio."""

    def light(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_colours_can_be_told_apart() -> None:
    theme = {name.removeprefix("theme."): value for name, value in written().items()}
    for ground in (theme["backgroundColor"], theme["secondaryBackgroundColor"]):
        assert contrast(theme["textColor"], ground) >= 7
        assert contrast(theme["primaryColor"], ground) >= 4.5
        assert contrast(theme["linkColor"], ground) >= 4.5
        assert contrast(theme["borderColor"], ground) >= 3
    assert contrast("#ffffff", theme["primaryColor"]) >= 4.5
