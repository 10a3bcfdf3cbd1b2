"""Who may call the API: a token in the header, with a scope, and never more than its user's own rights."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from ninja import Router, Schema
from ninja.security import HttpBearer

from accounts.choices import TokenScope
from accounts.models import ApiToken
from accounts.services.tokens import use_token
from common.api import ApiError, Problem, invalid
from common.throttle import times_this_minute
from people.trail.middleware import client_address

WRONG_TOKENS_A_MINUTE = 30
ASKS_FOR_TOKEN = {"WWW-Authenticate": "Bearer"}


@dataclass(frozen=True)
class Caller:
    """What `request.auth` holds."""

    token: ApiToken
    permission: str


class Bearer(HttpBearer):
    """The scope and the permission one address asks for. A sign-in cookie and a token in the address count for
    nothing. `about_row`: the permission is about the row, which `visible_row` fetches and judges."""

    def __init__(self, scope: TokenScope, permission: str, *, about_row: bool):
        super().__init__()
        self.scope, self.permission, self.about_row = scope, permission, about_row

    def __call__(self, request: HttpRequest) -> Caller:
        # The library's own reading would log a header it does not understand, and with it a token.
        scheme, _space, raw = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            raise ApiError(401, "token_missing", _("Send a token in the header Authorization."), ASKS_FOR_TOKEN)
        return self.authenticate(request, raw.strip())

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        found = use_token(raw=token)
        if found is None:
            raise wrong_token(request)
        request.user = found.user
        if not TokenScope(found.scope).includes(self.scope):
            raise ApiError(403, "scope", _("This token may not read that. Make one that may."))
        if not self.about_row and not found.user.has_perm(self.permission):
            raise not_allowed()
        return Caller(found, self.permission)


def wrong_token(request: HttpRequest) -> ApiError:
    """Only wrong tokens are counted: behind one address sit whole offices."""
    if times_this_minute("wrong-token", client_address(request)) > WRONG_TOKENS_A_MINUTE:
        return ApiError(429, "too_often", _("Too many wrong tokens. Wait a minute."), {"Retry-After": "60"})
    text = _("This token is unknown, expired or revoked, or its account is closed.")
    return ApiError(401, "token_invalid", text, ASKS_FOR_TOKEN)


def not_allowed() -> ApiError:
    return ApiError(403, "not_allowed", _("Your roles do not allow this."))


def visible_row(request: Any, rows: QuerySet[Any], **lookup: Any) -> Any:
    """The row the address names: 404 where its user may not know of it, 403 where they may not do this with it."""
    row = get_object_or_404(rows, **lookup)
    if not request.user.has_perm(request.auth.permission, row):
        raise not_allowed()
    return row


def reading(
    router: Router,
    path: str,
    *,
    answer: type[Schema],
    scope: TokenScope,
    permission: str,
    summary: str | Promise,
    description: str | Promise,
) -> Callable[..., Any]:
    """Mount one address that reads. It states its scope, its permission and every answer it may give, and refuses a
    parameter it does not know: a filter written wrongly would otherwise read as no filter."""
    about_row = "{" in path
    refusals = (401, 403, 404, 422, 429) if about_row else (401, 403, 422, 429)
    mount = router.get(
        path,
        auth=Bearer(scope, permission, about_row=about_row),
        response={200: answer, **dict.fromkeys(refusals, Problem)},
        summary=summary,
        description=description,
        openapi_extra={"x-token-scope": scope.value},
    )

    def with_known_parameters(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def checked(request: HttpRequest, **values: Any) -> Any:
            known = {
                name for value in values.values() if isinstance(value, Schema) for name in type(value).model_fields
            }
            if unknown := set(request.GET) - known:
                raise invalid(unknown)
            return view(request, **values)

        return mount(checked)

    return with_known_parameters
