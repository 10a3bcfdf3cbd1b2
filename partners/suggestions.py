"""Units that may be a party or a host, and lecturers by their names, for the fields the office types into."""

from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet

from people.models import Lecturer, OrgUnit, User
from people.selectors.suggestions import units_called

MOST = 10


def suggest_parties(user: User, text: str) -> Iterable[str]:
    """Of all roots: a partner is one of its own."""
    if not user.has_perm("partners.draw_up_agreement"):
        return []
    return units_called(text, OrgUnit.objects.open()).values_list("name", flat=True)[:MOST]


def suggest_lecturers(user: User, text: str) -> Iterable[str]:
    if not user.has_perm("partners.draw_up_agreement"):
        return []
    rows = Lecturer.objects.filter(Q(name__icontains=text) | Q(affiliation__icontains=text))[:MOST]
    return [lecturer_words(row) for row in rows]


def lecturer_words(lecturer: Lecturer) -> str:
    """Namesakes are told apart by where they come from."""
    return f"{lecturer.name}（{lecturer.affiliation}）" if lecturer.affiliation else lecturer.name


def lecturers_named(text: str, lecturers: QuerySet[Lecturer]) -> tuple[Sequence[Lecturer], Sequence[Lecturer]]:
    name, _bracket, rest = text.partition("（")
    same = [row for row in lecturers.filter(name=name.strip()) if not rest or lecturer_words(row) == text]
    return same, [] if same else list(lecturers.filter(name__icontains=name.strip()))
