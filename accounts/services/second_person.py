"""Acts that take two people: the second confirms on the screen of the first, with number and password of their own."""

from django.db import models
from django.utils.translation import gettext as _

from common.errors import NotAllowed
from common.throttle import FAILURES_ALLOWED, failures, forget_failures, note_failure
from people.acts import needs_second
from people.models import User
from people.selectors import account_named
from people.trail import audit

ASKING, ASKED = "second-person-asking", "second-person-asked"


def confirmed_by(*, act: str, by: User, username: str, password: str, target: models.Model) -> User:
    """The second person, once they have shown who they are. Called before the transaction of the act: hashing takes
    50 ms on purpose, and a failure stays on record whatever becomes of the act."""
    named = account_named(username.strip())
    refusal = _refusal(act, by, named, password, target)
    if refusal:
        about = f"{target._meta.label_lower}:{target.pk}"
        data = {"act": act, "about": about, "why": refusal.code}
        audit.record(named, "accounts.second_person_refused", by=by, data=data)
        raise refusal
    return named  # type: ignore[return-value]  # without an account the password is wrong


def _refusal(act: str, by: User, named: User | None, password: str, target: models.Model) -> NotAllowed | None:
    if named == by:
        return _same_person()
    tries = [(ASKING, by.pk), *([(ASKED, named.pk)] if named else [])]
    if any(failures(*one) >= FAILURES_ALLOWED for one in tries):
        text = _("Too many failed confirmations. Wait a quarter of an hour.")
        return NotAllowed(text, code="too_often")
    # Counted before it is judged, so that tries sent at once do not all slip through.
    for one in tries:
        note_failure(*one)
    refusal = _judge(act, named, password, target)
    if refusal is None:
        for one in tries:
            forget_failures(*one)
    return refusal


def _judge(act: str, named: User | None, password: str, target: models.Model) -> NotAllowed | None:
    # An unknown number takes as long as a known one.
    right = (named or User(password="!")).check_password(password)  # noqa: S106 -- nobody's
    if named is None or not right or not named.is_active:
        text = _("Number or password of the second person is not right.")
        return NotAllowed(text, code="second_wrong")
    if named.initial_until:
        text = _("The second person has only the code of a slip so far. They choose a password of their own first.")
        return NotAllowed(text, code="second_on_slip")
    return None if _may(named, act, target) else _not_entitled()


def attest(*, act: str, by: User, second: User | None, target: models.Model) -> dict[str, str]:
    """What the audit row of an act says of its second person. Asked by the service that writes, which holds the rule
    whoever calls it: refuses when the rule is in force and nobody, or the wrong one, stands in for it."""
    if second is None:
        if needs_second(act):
            text = _("This takes a second person, who confirms with number and password of their own.")
            raise NotAllowed(text, code="second_missing")
        return {}
    if second == by:
        raise _same_person()
    if not _may(second, act, target):
        raise _not_entitled()
    return {"second": audit.signature(second)}


def _may(user: User, act: str, target: models.Model) -> bool:
    """May know of the row and may do this with it."""
    rows = type(target)._default_manager.visible_to(user)  # type: ignore[attr-defined]
    return user.has_perm(act, target) and rows.filter(pk=target.pk).exists()


def _same_person() -> NotAllowed:
    return NotAllowed(_("The second person is somebody other than you."), code="same_person")


def _not_entitled() -> NotAllowed:
    text = _("This person has no role that allows this. Ask somebody who may do it themselves.")
    return NotAllowed(text, code="second_not_allowed")
