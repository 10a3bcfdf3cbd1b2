"""The page of an examination as a browser without scripts holds it: what it shows, and what it sends."""

from html.parser import HTMLParser

from django.urls import reverse


class Form(HTMLParser):
    """The fields of the form `exam` with the values they were rendered with."""

    def __init__(self, html):
        super().__init__()
        self.inside = False
        self.fields = {}
        self.feed(html)

    def handle_starttag(self, tag, pairs):
        attributes = dict(pairs)
        if tag == "form":
            self.inside = attributes.get("id") == "exam"
        if tag == "input" and self.inside and "name" in attributes:
            self.read(attributes)

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False

    def read(self, attributes):
        name, ticked = attributes["name"], "checked" in attributes
        if attributes.get("type") not in ("radio", "checkbox") or ticked:
            self.fields.setdefault(name, []).append(attributes.get("value") or "")


def fields_of(answer):
    """What the page of a response sends when nobody touches it."""
    return Form(answer.content.decode()).fields


def hand_in(client, attempt, page):
    """Press the button of the page, and then the one of the page that asks; the answer of the last of them."""
    to = reverse("exams:hand_in", kwargs={"pk": attempt.pk})
    answer = client.post(to, page)
    if answer.get("Location") != to:
        return answer
    return client.post(reverse("exams:submit", kwargs={"pk": attempt.pk}))
