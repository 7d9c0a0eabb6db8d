"""Out to an organization's sign-in and back, without a browser."""

from data.services import access, audit_log, outside
from tests.data.services.provider import Provider


def go(provider: Provider) -> access.Ticket:
    """Out and back again."""
    departure = outside.depart()
    brought = provider.agree(departure.address)
    return outside.arrive(departure.carried, state=brought["state"], code=brought["code"])


def logged() -> list[str]:
    return [entry.action for entry in audit_log.entries()]
