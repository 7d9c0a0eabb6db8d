"""Which codes the keys 1 to 9 hold."""

from random import Random

from pages.families.coder.slots import KEYS, Slots, after, at_first, still_known

KNOWN = [f"code {number}" for number in range(14)]


def test_at_first_they_hold_the_codebook_in_its_order():
    assert at_first(KNOWN).codes == tuple(KNOWN[:9])
    assert at_first(KNOWN[:3]).codes == tuple(KNOWN[:3])
    assert at_first([]).codes == ()


def test_a_code_keeps_its_key_and_a_new_one_takes_that_of_the_code_unused_for_longest():
    random, slots, uses = Random(5), at_first(KNOWN), list(reversed(KNOWN[:9]))
    for _ in range(500):
        used = random.choice(KNOWN)
        before, slots = slots, after(slots, used)
        if used not in before.codes:
            oldest = min(before.codes, key=lambda code: max(_places(uses, code)))
            assert before.codes.index(oldest) == slots.codes.index(used)
        uses.append(used)
        moved = [one for one, other in zip(before.codes, slots.codes, strict=True) if one != other]
        assert len(moved) == (used not in before.codes)
        assert used in slots.codes
        assert len(set(slots.codes)) == KEYS
        assert sorted(slots.used) == sorted(slots.codes)


def _places(uses: list[str], code: str) -> list[int]:
    return [place for place, used in enumerate(uses) if used == code]


def test_codes_that_left_the_codebook_leave_their_keys_to_others():
    slots = still_known(at_first(KNOWN), KNOWN[2:])
    assert slots.codes == (*KNOWN[2:9], *KNOWN[9:11])
    assert sorted(slots.used) == sorted(slots.codes)
    assert still_known(Slots(), KNOWN[:2]) == at_first(KNOWN[:2])
    assert after(Slots(("a",), ("a",)), "b") == Slots(("a", "b"), ("a", "b"))
