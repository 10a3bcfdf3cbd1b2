"""What the addresses under /api/ have in common: how a list is paged and how a refusal looks."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Annotated, Any, Generic, TypeVar

from django.db.models import QuerySet
from django.http import JsonResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from ninja import Field, Path, Schema
from pydantic import AfterValidator

# Lazy where the library's types say text: the document is written in the language of its reader.
_: Callable[[str], Any] = gettext_lazy

# Chinese as it is written: whoever tries an address by hand reads the answer.
READABLE = {"ensure_ascii": False}
MAX_PAGE, MAX_OFFSET = 100, 1_000_000
Item = TypeVar("Item")

# Rows are named by a code; what cannot be one is refused before the database is asked.
Code = Annotated[str, Path(pattern=r"^[\w.-]{1,20}$", description=_("Its code"))]
# In the city's time zone, so that every time of the API carries the same offset.
Moment = Annotated[datetime, AfterValidator(timezone.localtime)]


class Problem(Schema):
    """Every answer that is not 200."""

    code: str = Field(description=_("What is wrong, in one word for programs"))
    message: str = Field(description=_("The same as a sentence"))


class ApiError(Exception):
    def __init__(self, status: int, code: str, message: str | Promise, headers: dict[str, str] | None = None):
        super().__init__(message)
        self.status, self.code, self.message, self.headers = status, code, message, headers

    def answer(self) -> JsonResponse:
        return problem(self.status, self.code, self.message, self.headers)


def problem(status: int, code: str, message: str | Promise, headers: dict[str, str] | None = None) -> JsonResponse:
    content = {"code": code, "message": str(message)}
    return JsonResponse(content, status=status, headers=headers, json_dumps_params=READABLE)


def invalid(names: Iterable[str]) -> ApiError:
    listed = ", ".join(sorted(set(names)))[:200]
    return ApiError(422, "invalid", _("Unknown parameter or wrong value: %(names)s.") % {"names": listed})


class Paging(Schema):
    limit: int = Field(20, ge=1, le=MAX_PAGE, description=_("How many rows"))
    offset: int = Field(0, ge=0, le=MAX_OFFSET, description=_("How many rows to leave out first"))


class Page(Schema, Generic[Item]):
    total: int = Field(description=_("How many rows there are in all"))
    items: list[Item] = Field(description=_("The rows"))


def page_of(rows: QuerySet[Any], paging: Paging) -> dict[str, Any]:
    """Two statements: how many there are, and those asked for."""
    return {"total": rows.count(), "items": list(rows[paging.offset : paging.offset + paging.limit])}
