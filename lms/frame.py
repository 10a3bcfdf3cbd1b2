"""What every page shows around its content beside the menu: whose site this is, and what waits for the reader."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.translation import gettext_lazy as _

from common.desk import Counted, Waiting, kinds_for
from common.frame.identity import Identity
from people.landing import landing_address
from people.models import Installation, User

FACTS = {
    "organiser": _("Organiser"),
    "operator": _("Operator"),
    "site_code": _("Site code"),
    "icp_number": _("Record number"),
    "telephone": _("Service telephone"),
}


class Around:
    """Whose site it is, the unread messages and what waits, read when a page first asks for one of them; one
    statement for all."""

    def __init__(self, user: User | None) -> None:
        self.user = user

    @cached_property
    def kinds(self) -> list[Waiting]:
        return [kind for kind in kinds_for(self.user) if kind.entry] if self.user else []

    @cached_property
    def columns(self) -> dict[str, Counted]:
        if self.user is None:
            return {}
        unread = {"n_unread": Counted(self.user.notifications.unread())}
        return unread | {f"n_{kind.code}": Counted(kind.rows(self.user)) for kind in self.kinds}

    @cached_property
    def installation(self) -> Installation | None:
        return Installation.objects.defer("emblem", "demo_answer").annotate(**self.columns).first()

    @cached_property
    def numbers(self) -> dict[str, int]:
        """By column; of a site that has not been set up the reader's own row tells them."""
        if self.installation or self.user is None:
            return {name: getattr(self.installation, name) for name in self.columns}
        return User.objects.filter(pk=self.user.pk).values(**self.columns)[0]

    @cached_property
    def identity(self) -> Identity:
        held = self.installation or Installation()
        facts = [(label, getattr(held, name)) for name, label in FACTS.items()]
        return Identity(held.is_demo, held.system_name, held.emblem_digest, [fact for fact in facts if fact[1]])

    @property
    def unread(self) -> int:
        return self.numbers.get("n_unread", 0)

    @cached_property
    def counts(self) -> dict[str, int]:
        """What waits, by the name of the address of the entry in the menu that bears it."""
        found: dict[str, int] = {}
        for kind in self.kinds:
            found[kind.entry] = found.get(kind.entry, 0) + self.numbers[f"n_{kind.code}"]
        return found


def around(request: HttpRequest) -> dict[str, Any]:
    """For every page; nothing is asked of the database by a page that shows none of it."""
    user = getattr(request, "user", None)
    reader = user if user is not None and user.is_authenticated else None
    frame = Around(reader)
    return {
        "identity": SimpleLazyObject(lambda: frame.identity),
        "unread_count": SimpleLazyObject(lambda: frame.unread),
        "waiting_counts": SimpleLazyObject(lambda: frame.counts),
        "landing_address": SimpleLazyObject(lambda: landing_address(reader) if reader else "/"),
    }
