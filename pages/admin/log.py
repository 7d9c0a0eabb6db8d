"""What staff did, newest first: of one team for its facilitators, all of it for administrators."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

import streamlit as st

from data.services import staff_log, teams
from data.services.authority import may, permit
from data.services.staff_log import AuditView
from pages.admin.steps import STEPS
from pages.parts import links
from pages.parts.frame import heading, show_refusal, small
from pages.parts.named import named
from pages.parts.plain import plain
from pages.parts.session import require_sign_in

_PAGE = 50
_NUMBER = re.compile("[0-9]{1,15}")
_YES_NO = {"True": "yes", "False": "no"}
_CALLED = {
    "again": "again within the hour",
    "others": "many other steps",
    "tries": "wrong in a row",
}
_SAID = {
    "account.disable": "switched an account off",
    "account.duties": "changed what an account may do",
    "account.first": "made the first account",
    "account.invite": "made an account",
    "account.outside": "tied an account to an organization's sign-in",
    "account.passphrase": "chose a new passphrase",
    "account.recovery-codes": "made new recovery codes",
    "account.redeem": "used a code and chose a passphrase",
    "account.reset": "reset an account",
    "account.second-step": "set up a second step",
    "account.session-end": "signed another browser out",
    "account.sign-out-all": "signed out everywhere",
    "actions.begin": "began an action",
    "actions.change": "changed an action",
    "actions.export": "took the action plan as a file",
    "actions.remove": "took an action out of the plan",
    "actions.report": "said for an agency where its action stands",
    "actions.restore": "put an action back into the plan",
    "families.agree": "settled how words are coded",
    "families.again-destroy": "destroyed the list of who may be asked again",
    "families.again-forget": "forgot somebody who could be asked again",
    "families.again-open": "opened the list of who may be asked again",
    "families.again-stop": "noted that somebody does not want to be asked again",
    "families.begin": "began to redact what a session said",
    "families.card-type": "typed in a card with no name",
    "families.cards-count": "counted the cards of a family group",
    "families.codes": "changed the codes of a family group",
    "families.contact-change": "changed where somebody in the book of contacts stands",
    "families.contact-remove": "removed somebody from the book of contacts",
    "families.contacts-destroy": "destroyed a book of contacts",
    "families.contacts-met": "was asked about a name that stands in a book of contacts",
    "families.contacts-open": "opened a book of contacts",
    "families.edit": "took out words that were missed, or read again what may repeat somebody",
    "families.export": "took a family group as a file",
    "families.plan": "changed the plan of a family group",
    "families.quote": "changed a quote of a family group",
    "families.quote-propose": "proposed a quote of a family group, which may have been refused",
    "families.raw-destroy": "destroyed words as they were said",
    "families.release": "released what a session said",
    "families.session": "changed a session of a family group",
    "families.settle": "finished redacting what a session said",
    "families.sheet": "wrote on the sheet of a session",
    "families.shown": "said that the report of a family group was shown to those who took part",
    "families.state": "opened or ended a family group",
    "families.theme": "changed a theme of a family group",
    "families.transcript": "brought in what a session said",
    "families.transcript-remove": "removed what a session said",
    "families.withdraw": "took back a seat for somebody without a card",
    "guide.change": "changed what a discussion guide asks about",
    "guide.erase": "erased a note of a discussion guide",
    "guide.note": "wrote on a discussion guide",
    "principles.change": "changed the shared principles",
    "principles.sign": "spoke for an agency on the shared principles",
    "principles.state": "called the shared principles ready or signed",
    "invitations.issue": "made links or codes",
    "invitations.replace": "replaced all links and codes",
    "account.paused": "made somebody wait who had tried to sign in and was wrong",
    "portfolio.consent": "said whether results may stand beside other teams",
    "portfolio.export": "took a portfolio of teams as a file",
    "people.accept": "took up a role",
    "people.add": "gave somebody a role",
    "people.remove": "ended somebody's role",
    "questionnaire.import": "brought in a questionnaire",
    "refused": "was refused",
    "report.make": "began to make a report",
    "report.take": "took a report as a file",
    "resources.county_need": "took over need county by county",
    "resources.county_ranking": "put counties in an order by a figure",
    "resources.apart": "decided whether two services that look alike are two",
    "resources.call": "wrote down a call to a service",
    "resources.export": "took the resource map as a file",
    "resources.find": "changed a finding about a gap",
    "resources.hide": "marked an address as confidential",
    "resources.import": "read in a directory of resources",
    "pepper.lost": "went on with another pepper, because the first was lost",
    "resources.map": "decided which categories services belong to",
    "resources.merge": "decided whether two services are one",
    "resources.need": "changed a figure about need",
    "resources.own": "added a service by hand, or changed one",
    "resources.restore": "brought the resource map back from an archive",
    "resources.sign": "signed a finding for an agency",
    "resources.unhide": "said that anybody may know an address",
    "meeting.note": "wrote a note for a meeting",
    "result.brief": "told a group about its result first",
    "result.hold": "chose how long a result is held",
    "result.lengthen": "held a result longer",
    "result.show": "let the whole team see a result",
    "result.export": "took a result as a file",
    "result.release": "released a result",
    "scan.begin": "began a scan",
    "scan.dissent": "kept beside a decision that an agency sees it differently",
    "scan.end": "ended a scan",
    "scan.export": "took a scan as a file",
    "scan.file-add": "added a file to a scan",
    "scan.file-take": "took a file out of a scan",
    "scan.file-remove": "removed a file from a scan",
    "scan.item-add": "added an item to a scan",
    "scan.item-remove": "took an item out of a scan",
    "scan.rater": "changed which agency somebody answers for",
    "scan.settle": "settled a conflict in a scan",
    "scan.sign-off": "signed off for an agency",
    "sign-in": "signed in",
    "sign-in.first-step": "gave the right passphrase, with a second step to come",
    "sign-in.outside": "signed in from outside",
    "sign-in.recovery": "signed in with a recovery code",
    "sign-in.unseen": "turned tries to sign in away unseen, after too many wrong ones",
    "sign-in.wrong": "turned a wrong try to sign in away",
    "team.appoint": "appointed a facilitator",
    "team.change": "changed a team",
    "team.create": "set up a team",
    "team.delete": "deleted a team",
    "worksheet.change": "changed a worksheet",
    "outcome.save": "saved a figure of the baseline",
    "outcome.remove": "took a figure out of the baseline",
    "outcome.upload": "brought in figures of the baseline",
    "wave.archive": "put a wave in the archive",
    "wave.change": "changed a draft",
    "wave.key-again": "destroyed a key that had come back after its wave was closed",
    "wave.lose": "closed a wave without sheets that did not open",
    "wave.close": "closed a wave",
    "wave.draft": "made a draft",
    "wave.delete": "deleted a draft",
    "wave.open": "opened a wave",
}


def page() -> None:
    """The log of the team that the address names, or the whole one."""
    require_sign_in()
    team_id = st.query_params.get("team")
    if team_id is None:
        permit("log.all")
        heading("What staff did")
    else:
        team = named(lambda: teams.team(team_id), missing="No such team")
        if team is None:
            return
        heading("What staff did", over=team.name)
        permit("log.team", team_id=team_id)
    st.write(
        "Each step of facilitators, consultants and administrators is written down before it is "
        "taken; what they were refused is written down, too. Nobody who answers is ever in this "
        "log. Lines are only added: each carries a fingerprint of the one before it, so a change "
        "would show."
    )
    _entries(team_id)
    if team_id is None and may("log.all"):
        _check()
    links.back()


def _entries(team_id: str | None) -> None:
    before = st.query_params.get("before", "")
    found = staff_log.entries(
        team_id, before=int(before) if _NUMBER.fullmatch(before) else None, limit=_PAGE
    )
    if not found:
        st.info("Nothing is written here yet.")
    names = staff_log.names(found)
    for entry in found:
        _entry(entry, names)
    if len(found) == _PAGE and st.button("Show older ones"):
        st.query_params["before"] = str(found[-1].number)
        st.rerun()


def _entry(entry: AuditView, names: Mapping[str, str]) -> None:
    when = datetime.fromtimestamp(entry.at, tz=UTC).strftime("%B %d, %Y, %H:%M UTC")
    said = _SAID.get(entry.action, entry.action)
    about = names.get(entry.about, entry.about if entry.about != entry.actor else "")
    of = f": **{plain(about)}**" if about and entry.about != entry.actor else ""
    told = sorted(entry.details.items(), key=lambda one: one[0] != "step")
    details = ", ".join(
        f"{_CALLED.get(name, name)}: {_told(value)}" for name, value in told if value != about
    )
    more = f" ({plain(details)})" if details else ""
    st.markdown(f"**{plain(entry.actor_name)}** {plain(said)}{of}{more}")
    where = f", {entry.where}" if entry.where else ""
    small(f"No. {entry.number}, {when}{where}")


def _told(value: object) -> str:
    known: dict[str, str] = {**_YES_NO, **STEPS}
    return known.get(str(value), str(value))


def _check() -> None:
    st.header("Is the log whole?", anchor=False)
    if not st.button("Check it"):
        return
    try:
        found = staff_log.check()
    except staff_log.NotAnAnchor as odd:
        show_refusal(odd)
        return
    if found.problems:
        for problem in found.problems:
            st.error(plain(problem))
    else:
        st.success(f"All {found.entries} lines fit together, and with the anchors that were kept.")
    st.write("Keep this anchor somewhere else; a later check can be held against it:")
    st.code(staff_log.anchor(), language=None)
