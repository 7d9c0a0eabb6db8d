"""What is written as a folder is read back as it was."""

from datetime import date
from pathlib import Path

import pytest

from surveys.instrument import Edition
from surveys.library import load_folder, save_folder, shipped
from surveys.publish import checksum

AWKWARD = [
    "yes",
    "no",
    "null",
    "~",
    "true",
    "12",
    "-1.5",
    "2027-06-30",
    "1:30",
    "a: b",
    "a #b",
    "- a",
    "'quoted' and \"quoted\"",
    "{braces} [brackets] & * ! | > % @ `",
    "line\nbreak\n\n  and indent",
    "tab\tinside",
    "niñez, ¿sí? 家庭 👪 \u2028 and \u00a0end",
    "word " * 60 + "end",
    "\\ backslash \\n",
    "<<",
    "=",
    "?",
]


@pytest.mark.parametrize("edition", shipped(), ids=lambda edition: edition.instrument.id)
def test_every_shipped_questionnaire_comes_back(edition: Edition, tmp_path: Path) -> None:
    save_folder(edition, tmp_path / "copy")
    again = load_folder(tmp_path / "copy")
    assert again == edition
    assert checksum(again) == checksum(edition)


def test_every_kind_of_item_comes_back(every_kind: Edition, tmp_path: Path) -> None:
    save_folder(every_kind, tmp_path / "copy")
    assert load_folder(tmp_path / "copy") == every_kind
    kinds = {item.kind for item in every_kind.instrument.items}
    assert kinds == {"scale", "single_choice", "choose", "percent", "number", "text"}


def test_the_terms_of_a_license_come_back(every_kind: Edition, tmp_path: Path) -> None:
    terms = {
        "edition": "licensed",
        "owner": "A",
        "permission": "Letter 7",
        "expires": date(2031, 1, 2),
        "wording_may_be_exported": False,
        "smallest_group": 7,
    }
    licensed = every_kind.model_copy(
        update={"instrument": every_kind.instrument.model_copy(update=terms)}
    )
    save_folder(licensed, tmp_path / "copy")
    assert load_folder(tmp_path / "copy") == licensed


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_words_come_back_as_words(every_kind: Edition, tmp_path: Path, text: str) -> None:
    words = every_kind.wording("en")
    odd = words.model_copy(
        update={
            "title": text,
            "items": {
                item_id: item.model_copy(
                    update={"text": text, "options": dict.fromkeys(item.options, text)}
                )
                for item_id, item in words.items.items()
            },
        }
    )
    edition = every_kind.model_copy(update={"wordings": every_kind.wordings | {"en": odd}})
    save_folder(edition, tmp_path / "copy")
    assert load_folder(tmp_path / "copy") == edition


def test_a_folder_that_holds_something_is_left_alone(every_kind: Edition, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError, match="holds something already; name a new folder"):
        save_folder(every_kind, tmp_path)
    with pytest.raises(FileExistsError, match="holds something already; name a new folder"):
        save_folder(every_kind, tmp_path / "notes.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_an_empty_folder_may_be_filled(every_kind: Edition, tmp_path: Path) -> None:
    save_folder(every_kind, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "en.yaml",
        "es.yaml",
        "instrument.yaml",
    ]
