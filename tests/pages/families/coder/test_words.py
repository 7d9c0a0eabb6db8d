"""The desk speaks both languages, and says why it refuses something."""

import re
from pathlib import Path

import pytest

import pages.families.coder
from pages.families.coder.events import REASONS
from pages.parts.words import LANGUAGES, words

FOLDER = Path(pages.families.coder.__file__).parent
SCRIPTS = [path for path in FOLDER.rglob("*") if path.suffix in (".js", ".py")]


def blanks(sentence: str) -> list[str]:
    return sorted(re.findall(r"\{(\w+)\}", sentence))


def test_every_language_has_the_same_words_with_the_same_blanks():
    spoken = [words(language, about="coding").sentences for language in LANGUAGES]
    for other in spoken[1:]:
        assert {key: blanks(said) for key, said in spoken[0].items()} == {
            key: blanks(said) for key, said in other.items()
        }
        assert spoken[0]["keys"].count("\n") == other["keys"].count("\n")
        assert all(line.count(" | ") == 1 for line in other["keys"].splitlines())


@pytest.mark.parametrize("why", REASONS)
def test_each_refusal_has_its_sentence(why):
    assert words("en", about="coding").say(f"refused_{why}").strip()


def test_each_word_that_is_asked_for_is_there_and_each_that_is_there_is_asked_for():
    source = "\n".join(path.read_text(encoding="utf-8") for path in SCRIPTS)
    known = set(words("en", about="coding").sentences)
    asked = set(re.findall(r"(?:this|desk|data|\(|\s)\.?words\.([a-z]+_[a-z_]+)", source))
    asked |= set(re.findall(r"words\.say\(\s*\"(\w+)\"", source))
    assert len(asked) > 30
    assert asked <= known
    built = {f"{kind}_{many}" for kind in ("part", "place") for many in ("one", "several")}
    built |= {f"refused_{why}" for why in REASONS}
    assert {key for key in known - built if not re.search(rf"\b{key}\b", source)} == set()


def test_words_of_a_transcript_never_become_markup():
    for path in SCRIPTS:
        source = path.read_text(encoding="utf-8")
        for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
            assert way not in source, path.name
        if path.suffix == ".js":
            assert not re.findall(r"https?:", source), path.name


@pytest.mark.parametrize(
    "path", [path for path in SCRIPTS if path.suffix == ".js"], ids=lambda path: path.name
)
def test_a_script_fits_on_a_few_screens(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) < 400
