"""Every form of the product as somebody meets it who may: its page, and what the page says to wrong entries."""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup, Tag
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.views.generic.edit import FormMixin

from tests.support.rights import ANONYMOUS, Route, Visitor, World, all_rights, our_routes

LONG = 30_000


@dataclass(frozen=True)
class Met:
    """A form at its address, in the hands of somebody who may send it."""

    route: str
    address: str
    visitor: Visitor
    rights: Route
    form: forms.BaseForm
    page: BeautifulSoup

    def send(self, typed: dict[str, Any]) -> HttpResponse:
        """What the page answers; what it did is undone."""
        with transaction.atomic():
            answer = self.visitor.at(self.rights).post(self.address, {**self.carried(), **typed})
            transaction.set_rollback(True)
        return answer

    def carried(self) -> dict[str, str]:
        """What the page sends beside what is typed: marks of what it showed, and how many lines a set has."""
        hidden = self.page.select('main form[method="post"] input[type="hidden"]')
        return {one["name"]: one.get("value", "") for one in hidden if one.get("name") not in (None, "next")}

    def takes(self, typed: dict[str, Any]) -> bool:
        """Whether the form itself finds nothing wrong."""
        data, files = QueryDict(mutable=True), {}
        for name, value in {**self.carried(), **typed}.items():
            if isinstance(value, SimpleUploadedFile):
                files[name] = value
            else:
                data[name] = value
        bound = copy(self.form)
        bound.data, bound.files, bound.is_bound, bound._errors = data, files, True, None
        bound._bound_fields_cache = {}
        return bound.is_valid()


def form_routes() -> set[str]:
    """Every route of ours that shows a form of Django's and takes it."""
    views = {name: getattr(callback, "view_class", object) for name, callback in our_routes().items()}
    return {name for name, view in views.items() if issubclass(view, FormMixin) and hasattr(view, "post")}


def meet(world: World, route: str) -> Met | None:
    """The form, met by the first who may open its page; None where this city shows nobody one."""
    rights = all_rights()[route]
    address = reverse(route, kwargs=rights.kwargs(world)) + rights.query
    for role in sorted(rights.allowed):
        visitor = Visitor(None if role == ANONYMOUS else world.users[role])
        answer = visitor.at(rights).get(address)
        form = (answer.context or {}).get("form") if answer.status_code == 200 else None
        page = BeautifulSoup(answer.content, "html.parser") if form is not None else None
        if page and shows(page, form):
            return Met(route, address, visitor, rights, form, page)
    return None


def shows(page: BeautifulSoup, form: forms.BaseForm) -> bool:
    """Whether the page has the form; one about a row that can no longer be changed says so instead."""
    names = [bound.html_name for bound in form]
    return not names or any(page.select(f'main form[method="post"] [name="{name}"]') for name in names)


def empty(form: forms.BaseForm) -> dict[str, Any]:
    return {form.add_prefix(name): _nothing(field) for name, field in form.fields.items() if not is_hidden(field)}


def too_long(form: forms.BaseForm) -> dict[str, Any]:
    return {form.add_prefix(name): _of(field, long=True) for name, field in form.fields.items() if not is_hidden(field)}


def wrong(form: forms.BaseForm) -> dict[str, Any]:
    return {
        form.add_prefix(name): _of(field, long=False) for name, field in form.fields.items() if not is_hidden(field)
    }


WAYS = {"empty": empty, "too long": too_long, "wrong": wrong}


def _nothing(field: forms.Field) -> str:
    """What a browser sends of a field nobody touched: of a list without an empty line, its first."""
    if type(field.widget) is not forms.Select:
        return ""
    keys = [str(key) for key, _label in field.choices]
    return "" if "" in keys else next(iter(keys), "")


def is_hidden(field: forms.Field) -> bool:
    return field.widget.is_hidden


def _of(field: forms.Field, *, long: bool) -> Any:
    if isinstance(field, forms.BooleanField):
        return ""
    if isinstance(field, forms.FileField):
        return SimpleUploadedFile("无.exe", b"\x00" * 10)
    if long and hasattr(field, "choices") is False:
        return "9" * 400 if isinstance(field, forms.IntegerField) else "长" * ((field_limit(field) or LONG) + 1)
    return "不对"


def field_limit(field: forms.Field) -> int | None:
    return getattr(field, "max_length", None)


def faults(met: Met, typed: dict[str, Any], answer: HttpResponse) -> Iterator[str]:
    """What a page that refuses lacks of what a reader needs."""
    page = BeautifulSoup(answer.content, "html.parser")
    sent = page.select_one('main form[method="post"]:has(.summary)')
    if sent is None:
        yield "no summary of what is wrong in the form"
        return
    yield from faults_of_summary(page, sent)
    form = answer.context["form"]
    for name in form.errors:
        if name in form.fields and not is_hidden(form.fields[name]):
            yield from faults_of_field(sent, form[name])
    for name, value in typed.items():
        if not is_kept(sent, name, value):
            yield f"{name}: what was typed is gone"


def faults_of_summary(page: BeautifulSoup, sent: Tag) -> Iterator[str]:
    summary = sent.select_one(".summary")
    if summary.find_previous(lambda tag: tag in sent.select("input:not([type=hidden]), select, textarea")):
        yield "the summary is not first"
    if summary.get("tabindex") != "-1" or not summary.has_attr("autofocus"):
        yield "the summary is not focused"
    if not summary.select("li"):
        yield "the summary says nothing"
    for link in summary.select("a"):
        if page.find(id=link["href"][1:]) is None:
            yield f"{link['href']} leads nowhere"


def faults_of_field(sent: Tag, field: forms.BoundField) -> Iterator[str]:
    """The sentence stands beside the field, and is read with it."""
    said = [" ".join(str(error).split()) for error in field.errors]
    controls = sent.select(f'[name="{field.html_name}"]')
    groups = [one.find_parent("fieldset", attrs={"aria-describedby": True}) for one in controls]
    described = [one for one in [*controls, *filter(None, groups)] if one.has_attr("aria-describedby")]
    words = " ".join(
        " ".join(found.get_text().split())
        for one in described
        for name in one["aria-describedby"].split()
        if (found := sent.find(id=name))
    )
    if not all(sentence in words for sentence in said):
        yield f"{field.html_name}: {said} is not tied to the field"
    if not all(one.get("aria-invalid") == "true" for one in controls if one.get("type") not in ("checkbox", "radio")):
        yield f"{field.html_name}: not said to be wrong"
    if any("此字段" in sentence or "必需" in sentence or "必填" in sentence for sentence in said):
        yield f"{field.html_name}: {said} does not name the field"


def is_kept(sent: Tag, name: str, value: Any) -> bool:
    """A password and a file are never sent back, and a list shows no choice that it does not have."""
    controls = [one for one in sent.select(f'[name="{name}"]') if one.get("type") not in ("password", "file")]
    typed = [one for one in controls if one.name != "select" and one.get("type") not in ("checkbox", "radio")]
    kept = [one.get_text().strip() if one.name == "textarea" else one.get("value", "") for one in typed]
    return not typed or value in kept
