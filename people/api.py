"""How programs read what every app shows of units."""

from django.utils.translation import gettext_lazy as _
from ninja import Field, Schema


class UnitOut(Schema):
    code: str = Field(description=_("Unit code"))
    name: str = Field(description=_("Unit"))
