"""The API's document for programs, and the same for people: a page of the site that needs no script."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from accounts.choices import TokenScope
from common.api import READABLE, problem
from common.views import PUBLIC, PageView, RightsMixin
from lms.api import api

ROOT = "/api/v1/"


@dataclass(frozen=True)
class Line:
    """A parameter, or a field of an answer."""

    name: str
    kind: str
    meaning: str
    rule: str = ""


@dataclass(frozen=True)
class Endpoint:
    path: str
    summary: str
    description: str
    scope: str
    parameters: list[Line]
    fields: list[Line]
    statuses: list[str]
    example: str


def document():
    return api.get_openapi_schema(path_prefix=ROOT)


class ApiHomeView(RightsMixin, View):
    permission_required = PUBLIC

    def get(self, request):
        return HttpResponseRedirect(reverse("api_docs"))


class ApiDocumentView(RightsMixin, View):
    """Public: it tells what may be asked, and holds no data."""

    permission_required = PUBLIC

    def get(self, request):
        return JsonResponse(document(), json_dumps_params=READABLE)


class ApiDocsView(PageView):
    permission_required = PUBLIC
    template_name = "lms/api_docs.html"

    def get_context_data(self, **kwargs):
        origin = settings.PUBLIC_URL or self.request.build_absolute_uri("/").rstrip("/")
        endpoints = describe(document(), origin)
        return super().get_context_data(endpoints=endpoints, refusals=refusals(), origin=origin, root=ROOT, **kwargs)


@method_decorator(csrf_exempt, name="dispatch")
class ApiUnknownView(RightsMixin, View):
    """Whatever else begins with /api/: a program gets JSON, not a page."""

    permission_required = PUBLIC

    def dispatch(self, request, *args, **kwargs):
        return problem(
            404, "not_found", _("The API has no such address. See %(docs)s.") % {"docs": reverse("api_docs")}
        )


def refusals():
    return [
        ("401", _("No token, or one that is unknown, expired or revoked.")),
        ("403", _("The token's scope or its user's roles do not allow this.")),
        ("404", _("There is no such thing, or the user may not know of it.")),
        ("405", _("The address can only be read.")),
        ("409", _("Not possible in the present state.")),
        ("422", _("An unknown parameter or a wrong value.")),
        ("429", _("Too many wrong tokens from this address; wait a minute.")),
    ]


def describe(schema, origin):
    parts = schema["components"]["schemas"]
    return [
        Endpoint(
            path=path,
            summary=operation["summary"],
            description=operation["description"],
            scope=TokenScope(operation["x-token-scope"]).label,
            parameters=[parameter_line(one, parts) for one in operation["parameters"]],
            fields=list(field_lines(answer_of(operation), parts)),
            statuses=[str(status) for status in operation["responses"]],
            example=f'curl -H "Authorization: Bearer $TOKEN" "{origin}{path.replace("{code}", "CODE")}"',
        )
        for path, methods in schema["paths"].items()
        for operation in methods.values()
    ]


def answer_of(operation):
    return operation["responses"][200]["content"]["application/json"]["schema"]


def resolved(schema, parts):
    return parts[schema["$ref"].rsplit("/", 1)[-1]] if "$ref" in schema else schema


def kind_of(schema, parts):
    """The JSON type in a word, or the values it may have."""
    schema = resolved(schema, parts)
    if "anyOf" in schema:
        return " | ".join(kind_of(one, parts) for one in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(schema["enum"])
    if schema["type"] == "array":
        return f"[{kind_of(schema['items'], parts)}]"
    return schema.get("format", schema["type"])


def parameter_line(parameter, parts):
    schema = parameter["schema"]
    bounds = next((one for one in (schema, *schema.get("anyOf", ())) if "minimum" in one), {})
    rules = [_("required")] if parameter["required"] else []
    if bounds:
        rules.append(f"{bounds['minimum']}–{bounds['maximum']}")
    if schema.get("default") is not None:
        rules.append(_("%(value)s without it") % {"value": schema["default"]})
    kind = kind_of(schema, parts).removesuffix(" | null")
    return Line(parameter["name"], kind, parameter["description"], " · ".join(rules))


def field_lines(schema, parts, prefix=""):
    """Every field of an answer, those of inner objects behind the name of the outer one."""
    for name, field in resolved(schema, parts)["properties"].items():
        yield Line(prefix + name, shown_kind(field, parts), field["description"])
        inner, step = inside(field, parts)
        if inner is not None:
            yield from field_lines(inner, parts, f"{prefix}{name}{step}")


def shown_kind(field, parts):
    return kind_of(field, parts).replace("[object]", "array")


def inside(field, parts):
    """The object a field holds, if it does, and how its fields are named behind it."""
    for one in (field, *field.get("anyOf", ())):
        one = resolved(one, parts)
        step = "."
        if one.get("type") == "array":
            one, step = resolved(one["items"], parts), "[]."
        if "properties" in one:
            return one, step
    return None, ""
