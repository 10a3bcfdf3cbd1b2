"""Names of lecturers and rooms, for a field that is typed into."""

from collections.abc import Iterable

from people.models import Lecturer, User
from training.models import Room

MOST = 10


def suggest_lecturers(user: User, text: str) -> Iterable[str]:
    """For those who make timetables."""
    if not user.has_perm("training.create_class"):
        return []
    return Lecturer.objects.filter(name__icontains=text).values_list("name", flat=True).distinct()[:MOST]


def suggest_rooms(user: User, text: str) -> Iterable[str]:
    if not user.has_perm("training.create_class"):
        return []
    return Room.objects.filter(name__icontains=text).values_list("name", flat=True)[:MOST]
