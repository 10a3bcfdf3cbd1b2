"""Whose site this is, as every page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.templatetags.static import static
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OUR_NAME = _("E-government training")


@dataclass(frozen=True)
class Identity:
    """`facts` are what the footer says of those who run the site, as pairs of words."""

    is_demo: bool = False
    own_name: str = ""
    emblem_digest: str = ""
    facts: Sequence[tuple[str | Promise, str]] = ()

    @property
    def system_name(self) -> str | Promise:
        return self.own_name or OUR_NAME

    @property
    def emblem_address(self) -> str:
        """The city's emblem, or a mark of ours until it gives one."""
        return reverse("emblem", args=[self.emblem_digest]) if self.emblem_digest else static("art/mark.svg")
