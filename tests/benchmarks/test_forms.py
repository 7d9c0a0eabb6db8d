"""The benchmark reads and fills in forms as a browser does."""

from random import Random

from benchmarks.forms import filled, forms_of, main_form

PAGE = """
<form method="get" action="/search"><input name="q"></form>
<form method="post" action="/answer/part/2" id="form">
  <button type="submit" name="action" value="language:es">Español</button>
  <button type="submit" name="action" value="back">Back</button>
  <button type="submit" name="action" value="next">Next</button>
  <input type="hidden" name="seen" value="7">
  <fieldset>
    <input type="radio" name="a.trust" value="0">
    <input type="radio" name="a.trust" value="1" checked>
  </fieldset>
  <input type="checkbox" name="a.causes" value="one">
  <input type="checkbox" name="a.causes" value="two">
  <input type="radio" name="a.gone" value="0" disabled>
  <textarea name="a.proud">as it was</textarea>
  <input name="a.years" inputmode="numeric">
  <input type="file" name="upload"><button type="button" name="help">?</button>
  <input value="no name">
</form>
<form method="post" action="/sign-out"><button>Sign out</button></form>
<input type="hidden" name="outside" value="1">
"""


def test_the_form_that_goes_on_is_the_one_that_asks() -> None:
    form = main_form(PAGE)
    assert form is not None
    assert form.action == "/answer/part/2"
    assert [each.method for each in forms_of(PAGE)] == ["get", "post", "post"]


def test_a_page_without_a_form_that_posts_has_no_way_on() -> None:
    assert main_form("<h1>Thank you</h1><form action='/search'><input name='q'></form>") is None


def test_the_button_that_goes_on_is_pressed_not_back_clear_or_a_language() -> None:
    form = main_form(PAGE)
    assert form is not None
    assert form.onward == {"action": ["next"]}


def test_a_form_with_a_nameless_button_sends_nothing_for_it() -> None:
    form = main_form('<form method="POST" action="/answer/send"><button>Send</button></form>')
    assert form is not None
    assert form.onward == {}
    assert filled(form, Random(1)) == {}


def test_everything_is_answered_within_what_may_be_chosen() -> None:
    form = main_form(PAGE)
    assert form is not None
    seen: dict[str, set[str]] = {}
    for seed in range(40):
        for name, values in filled(form, Random(seed), words="Listen first.").items():
            assert len(values) == 1
            seen.setdefault(name, set()).update(values)
    assert seen == {
        "seen": {"7"},
        "a.trust": {"0", "1"},
        "a.causes": {"one", "two"},
        "a.proud": {"Listen first."},
        "a.years": {"Listen first."},
    }


def test_what_is_ticked_on_a_page_is_seen() -> None:
    form = main_form(PAGE)
    assert form is not None
    assert form.chosen == {"a.trust": ["1"]}
