"""Traps this project has met once and does not meet again."""

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy
import pandas
import pytest

from tests.house.trees import ROOT, trees

ROOMS = ("surveys", "scoring", "data", "pages")


def modules(*rooms: str) -> Iterator[tuple[Path, ast.Module]]:
    for room in rooms:
        yield from trees(room).items()


def calls(tree: ast.Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def called_name(call: ast.Call) -> str:
    return ast.unparse(call.func)


def places(rooms: tuple[str, ...], wanted) -> list[str]:
    return [
        f"{path}:{call.lineno} {called_name(call)}"
        for path, tree in modules(*rooms)
        for call in calls(tree)
        if wanted(call)
    ]


def test_no_module_lies_directly_in_pages_where_old_page_discovery_would_run_it() -> None:
    assert [path.name for path in (ROOT / "pages").glob("*.py")] == ["__init__.py"]
    assert not (ROOT / "pages" / "shell" / "pages").exists()


def test_no_folder_under_tests_is_a_package_that_would_shadow_a_room() -> None:
    assert list((ROOT / "tests").rglob("__init__.py")) == []


def test_nothing_is_saved_in_a_callback_that_is_lost_with_the_session() -> None:
    callbacks = {"on_click", "on_change", "on_submit"}
    assert (
        places(
            ("pages",),
            lambda call: any(
                word.arg in callbacks and not isinstance(word.value, ast.Constant)
                for word in call.keywords
            ),
        )
        == []
    )


def test_no_download_is_offered_at_an_address_that_answers_to_anyone() -> None:
    assert places(("pages",), lambda call: called_name(call).endswith("download_button")) == []


def test_user_text_has_no_way_to_become_markup() -> None:
    forbidden = ("components.html", "st.html", "components.v1.html", "st.iframe")
    assert places(("pages",), lambda call: called_name(call).endswith(forbidden)) == []
    assert (
        places(
            ("pages",), lambda call: any(word.arg == "unsafe_allow_html" for word in call.keywords)
        )
        == []
    )


def test_templates_never_switch_escaping_off() -> None:
    for path in (ROOT / "pages").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe\b|autoescape\s+false|<script", text), path


def test_no_map_that_fetches_its_background_from_elsewhere() -> None:
    online = ("Choropleth", "Scattergeo", "Scattermap", "Scattermapbox", "Choroplethmap")
    assert places(ROOMS, lambda call: called_name(call).endswith(online)) == []


def test_no_address_of_another_host_is_loaded_by_a_page() -> None:
    loaded = re.compile(r"""(?:src|href|url)\s*[=(]\s*["']?(?:https?:)?//""", re.IGNORECASE)
    for path in [*(ROOT / "pages").rglob("*.html"), *(ROOT / "pages").rglob("*.css")]:
        assert not loaded.search(path.read_text(encoding="utf-8")), path


def test_identity_is_never_kept_in_the_session_state_that_a_session_id_yields() -> None:
    suspicious = re.compile(r"(token|signed|passphrase|identity|user|role|secret)", re.IGNORECASE)
    found = [
        f"{path}: {ast.unparse(node)}"
        for path, tree in modules("pages")
        for node in ast.walk(tree)
        if isinstance(node, ast.Subscript | ast.Attribute)
        and "session_state" in ast.unparse(node)
        and suspicious.search(ast.unparse(node).split("session_state", 1)[1])
    ]
    assert found == []


def test_every_screen_looks_up_who_asks_before_anything_else() -> None:
    screens = [
        (path, node)
        for path, tree in modules("pages")
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name == "page" and not node.args.args
    ]
    assert len(screens) >= 6
    for path, screen in screens:
        first = screen.body[1 if ast.get_docstring(screen) else 0]
        assert ast.unparse(first) in ("require_sign_in()", "me = require_sign_in()"), path


def test_what_runs_again_without_its_page_looks_up_who_asks_too() -> None:
    alone = [
        (path, node, [ast.unparse(decorator) for decorator in node.decorator_list])
        for path, tree in modules("pages")
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and any(
            "st.fragment" in ast.unparse(each) or "st.dialog" in ast.unparse(each)
            for each in node.decorator_list
        )
    ]
    assert alone
    for path, node, decorators in alone:
        by_itself = "run_every" in decorators[0]
        asks = "for_staff_by_itself" if by_itself else "for_staff"
        assert decorators[-1] == asks, f"{path}:{node.lineno} {node.name}"


def test_ways_between_screens_are_in_one_place_and_keep_what_they_are_about() -> None:
    moving = ("st.switch_page", "st.page_link")
    assert {
        place.split(":")[0]
        for place in places(("pages",), lambda call: called_name(call) in moving)
    } == {"pages/parts/links.py"}


def test_app_tests_name_an_absolute_file_and_have_time_for_a_first_run() -> None:
    made = [
        (path, call)
        for path, tree in trees("tests", "AppTest.from_").items()
        for call in calls(tree)
        if called_name(call).startswith("AppTest.from_")
    ]
    assert made
    for path, call in made:
        assert "default_timeout" in {word.arg for word in call.keywords}, path
        named = called_name(call) == "AppTest.from_file" and call.args[0]
        assert not isinstance(named, ast.Constant), f"{path}: {ast.unparse(call)}"


def test_how_often_a_part_of_a_pattern_comes_is_no_value_of_an_f_string() -> None:
    """In rf"{1,30}" the braces are gone, and the pattern fits nothing."""
    found = [
        f"{path}:{node.lineno}: {ast.unparse(node)}"
        for path, tree in modules("data", "pages", "scoring", "surveys")
        for node in ast.walk(tree)
        if isinstance(node, ast.FormattedValue)
        and isinstance(node.value, ast.Tuple | ast.Constant)
        and not isinstance(getattr(node.value, "value", 0), str | bytes)
    ]
    assert found == []


def test_database_errors_never_carry_the_text_of_an_answer() -> None:
    engines = [
        call
        for _, tree in modules(*ROOMS)
        for call in calls(tree)
        if called_name(call).endswith("create_engine")
    ]
    assert engines
    for call in engines:
        words = {word.arg: word.value for word in call.keywords}
        hidden = words.get("hide_parameters")
        assert isinstance(hidden, ast.Constant), ast.unparse(call)
        assert hidden.value is True, ast.unparse(call)
        assert "echo" not in words


def test_tables_come_from_migrations_only() -> None:
    assert places(ROOMS, lambda call: called_name(call).endswith("create_all")) == []


def test_only_the_store_speaks_sql() -> None:
    speakers = {
        str(path)
        for path, tree in modules("pages", "surveys", "scoring", "data")
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        and any(
            name.split(".")[0] in {"sqlalchemy", "sqlmodel", "sqlite3", "psycopg"}
            for name in (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
            )
        )
    }
    allowed = ("data/store/", "data/tables/", "data/migrations/")
    assert [path for path in sorted(speakers) if not path.startswith(allowed)] == []


@pytest.mark.parametrize("module", ["data.cli", "surveys.library", "scoring.report"])
def test_a_quick_errand_does_not_wait_for_the_heavy_libraries(module: str) -> None:
    heavy = "{'pingouin', 'streamlit', 'plotly', 'matplotlib', 'sklearn'}"
    script = f"import sys, {module}; print(sorted({heavy} & set(sys.modules)))"
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert ran.stdout.strip() == "[]"


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_pinned_and_name_no_index(name: str) -> None:
    lines = [
        line
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.lstrip().startswith("#")
    ]
    assert lines
    for line in lines:
        assert re.fullmatch(r"[A-Za-z0-9._-]+(\[[a-z,]+\])?==\S+( ; .*)?", line), line


def test_a_package_that_drags_scipy_back_is_no_dependency() -> None:
    wanted = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8").lower()
    assert "irrcac" not in wanted


def test_listwise_alpha_of_pingouin_still_takes_its_interval_from_the_wrong_number() -> None:
    """While this holds, alpha is taken on complete rows; when it fails, that detour can go."""
    pingouin = pytest.importorskip("pingouin")
    generator = numpy.random.default_rng(3)
    answers = pandas.DataFrame(
        generator.normal(size=(40, 1)) + generator.normal(size=(40, 4)), columns=list("abcd")
    )
    answers.iloc[:20, 0] = numpy.nan
    alpha, interval = pingouin.cronbach_alpha(answers, nan_policy="listwise")
    complete_alpha, complete_interval = pingouin.cronbach_alpha(answers.dropna())
    assert alpha == pytest.approx(complete_alpha)
    assert numpy.diff(interval)[0] < numpy.diff(complete_interval)[0]


def test_the_package_builds_with_its_instruments_words_and_templates(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "streamlit_app.py",
        "surveys/instruments/values_open/instrument.yaml",
        "surveys/instruments/values_open/es.yaml",
        "surveys/scans/scan_open/checklist.yaml",
        "surveys/scans/scan_open/es.yaml",
        "surveys/scans/worksheets/role_comparison.en.yaml",
        "surveys/baselines/five_rs/outcomes.yaml",
        "surveys/resources/resources_open/resources.yaml",
        "surveys/resources/resources_open/es.yaml",
        "surveys/resources/resources_open/rules/words.yaml",
        "surveys/families/structure.yaml",
        "surveys/families/es.yaml",
        "pages/locale/es.yaml",
        "pages/families/coder/assets/desk.css",
        "pages/families/coder/assets/desk.js",
        "pages/families/coder/assets/offsets.js",
        "pages/respond/style.css",
        "pages/shell/main.py",
        "pages/shell/staff.css",
        "pages/shell/templates/sign_in.html",
        "data/cli.py",
        "data/redaction/words/common.txt",
        "data/redaction/words/chosen/public.txt",
        "scoring/release.py",
    ):
        assert wanted in names
    assert any(name.startswith("data/migrations/versions/") for name in names)
    assert not any(name.startswith(("tests/", "var/")) for name in names)


def test_the_licences_are_named() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["license"] == "GPL-3.0-or-later"
    assert "GNU GENERAL PUBLIC LICENSE" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    wording = (ROOT / "surveys/instruments/LICENSE").read_text(encoding="utf-8")
    assert "Attribution 4.0 International" in wording or "CC BY 4.0" in wording
