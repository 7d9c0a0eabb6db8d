"""A person who lost the last page opens the link again, as one does."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from random import Random

import httpx2 as httpx
import pytest

from benchmarks.people import Person

LAST = '<main><form method="post" action="/answer/send"></form></main>'
LOST = '<main><form method="post" action="/code"></form></main>'
THERE = "<main><h1>Thank you</h1></main>"


@pytest.mark.parametrize("sent", [True, False])
def test_a_page_that_says_already_is_an_end_for_whoever_has_sent_only(sent: bool) -> None:
    pages = iter([LAST, LOST, THERE] if sent else [THERE])
    person = Person("http://127.0.0.1:1", "secret", choices=Random(1))
    person._client = httpx.AsyncClient(
        base_url="http://127.0.0.1:1",
        transport=httpx.MockTransport(lambda _asked: httpx.Response(200, text=next(pages))),
    )

    async def answer() -> None:
        await person.open()
        if sent:
            await person.turn()  # it was received, and the page that said so did not come
            assert person.trouble
            assert not person.going
            person.trouble = ""
            await person.open()
        await person.leave()

    with ThreadPoolExecutor(1) as thread:  # a browser of an earlier test may hold the loop here
        thread.submit(asyncio.run, answer()).result()
    assert person.acknowledged is sent
    assert bool(person.trouble) is not sent
