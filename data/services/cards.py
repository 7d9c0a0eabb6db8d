"""Receipt cards: five words that somebody takes home, of which a slow hash is kept.

Whoever holds a card can see, change or take back what belongs to its seat, and nobody learns who
they are. Five of some 7,700 words are about 64 bits, so nobody tries them all.
"""

import secrets
import threading
from functools import cache

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from xkcdpass import xkcd_password

from data.services import passphrases
from data.services.texts import folded
from data.tokens import fingerprint

WORDS = 5
_LIST = "eff-long"
_ROUNDS = 3
_LONGEST = 120
_one_at_a_time = threading.Lock()
_LEFT_OUT = """
arrest ashamed backstab battered battering battery boozy browbeat bruising bully careless
cheating chokehold craving crook curse custodian custody defective deranged disgrace disown
dosage evil failing filth graves graveyard handcuff handgun hangover harmful hurt imprison
jailbird jailbreak jailer jailhouse judge judgingly junkie junkman junkyard jury lazy lying
maimed mangle murmuring neglector opium outcast parole perjury prison punch reckless rehab
relapse relapsing scolding shame sinner slapping smugly snort stinking stinky strangle tavern
theft threaten undead undress unfitted unfitting unlovable unloved unlovely unloving unstable
unwashed unworthy uselessly violate violation violator wound
"""
LEFT_OUT = frozenset(_LEFT_OUT.split())
"""Words that nobody should find on a card who comes to speak of a case of theirs."""


def new_card() -> str:
    """Five words in a row."""
    return " ".join(secrets.choice(words()) for _ in range(WORDS))


def card_hash(typed: str) -> bytes | None:
    """What is kept of a card, however it was typed; None of what can be no card."""
    plain = folded(typed[:_LONGEST].replace("-", " ").replace(",", " "))
    if len(plain.split()) != WORDS:
        return None
    salt = fingerprint("", purpose="salt of cards")[:16]
    slow = Argon2id(
        salt=salt,
        length=32,
        iterations=_ROUNDS,
        lanes=1,
        memory_cost=passphrases.MEMORY_KIB,
    )
    with _one_at_a_time:  # trying cards must not slow those who answer
        return slow.derive(plain.encode())


@cache
def words() -> tuple[str, ...]:
    """The words that cards are made of; each is easy to tell from all others."""
    file = xkcd_password.locate_wordfile(_LIST)
    # words with a hyphen would look like two
    found = xkcd_password.generate_wordlist(
        wordfile=file, min_length=3, max_length=9, valid_chars="[a-z]"
    )
    return tuple(sorted(set(found) - LEFT_OUT))
