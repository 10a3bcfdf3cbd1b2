"""The desk of somebody with office work: figures, what waits and in whose hands, today, and the panels of the apps."""

from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail import hooks

from common.desk import Figure, Pile, Wait, actions_for, figures_for, piles_for, today_for
from common.views import ListPage, PageView

# Of what waits, so many lines in all stand on the desk, and so many of a kind, that one pile does not hide the others.
LINES, LINES_OF_A_KIND = 10, 4


@dataclass(frozen=True)
class Line:
    """A thing that waits as the table shows it."""

    kind: str
    wait: Wait
    days: int
    late: bool


def lines_of(piles: list[Pile], today: date, most: int | None = None) -> list[Line]:
    """Oldest first; `most` of each kind."""
    lines = [
        Line(str(pile.kind.label), wait, wait.days(today), wait.is_late(today))
        for pile in piles
        for wait in islice(pile.waits, most)
    ]
    return sorted(lines, key=lambda line: line.wait.since)


def figures_of(piles: list[Pile]) -> list[dict[str, Any]]:
    """Each pile that is not empty as a figure that leads to its list."""
    return [
        {
            "label": pile.kind.label,
            "n": len(pile.waits),
            "unit": pile.kind.unit,
            "icon": pile.kind.icon,
            "address": f"{reverse('desk_waiting')}?kind={pile.kind.code}",
            "more": _("%(n)d overdue") % {"n": pile.late} if pile.late else "",
            "late": bool(pile.late),
        }
        for pile in piles
        if pile.waits
    ]


def of_today(n: int) -> Figure:
    return Figure(_("Meetings today"), n, pgettext("counted", "meetings"), "#today", "calendar", 0)


class DeskView(PageView):
    permission_required = "people.open_desk"
    template_name = "lms/desk.html"

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        piles = piles_for(user, today)
        entries = today_for(self.request, today)
        others = [figure for figure in [of_today(len(entries)), *figures_for(user)] if figure.n]
        return super().get_context_data(
            today=today,
            figures=[*figures_of(piles), *others],
            lines=lines_of(piles, today, LINES_OF_A_KIND)[:LINES],
            total=sum(len(pile.waits) for pile in piles),
            piles=piles,
            entries=entries,
            actions=actions_for(user),
            panels=[panel for hook in hooks.get_hooks("desk_panels") if (panel := hook(self.request))],
            **kwargs,
        )


class WaitingListView(ListPage):
    """Everything that waits, or all of a kind."""

    permission_required = "people.open_desk"
    template_name = "lms/desk_waiting.html"

    def get_queryset(self):
        today = timezone.localdate()
        self.piles = piles_for(self.request.user, today)
        kinds = {pile.kind.code for pile in self.piles}
        asked = self.request.GET.get("kind", "")
        self.kind = asked if asked in kinds else ""
        return lines_of([pile for pile in self.piles if self.kind in ("", pile.kind.code)], today)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            piles=self.piles, kind=self.kind, total=sum(len(pile.waits) for pile in self.piles), **kwargs
        )
