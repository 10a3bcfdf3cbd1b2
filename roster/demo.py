"""Two requests for a transfer: one to be answered by the printed liaison, one of theirs that waits."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from people.demo import LIAISON_PLACE, City
from people.models import User
from roster.models import TransferRequest


def load(city: City, by: User | None) -> None:
    asked_at = timezone.make_aware(datetime.combine(city.day - timedelta(days=3), time(9, 20)))
    liaisons = {code: city.users[city.postings[code][-LIAISON_PLACE].person.staff_no] for code in ("NY010", "NY012")}
    TransferRequest.objects.bulk_create(
        TransferRequest(
            person=city.postings[there][-1].person,
            from_unit=city.units[there],
            unit=city.units[here],
            post=city.postings[there][-1].post,
            track=city.postings[there][-1].track,
            asked_by=liaisons[here],
            asked_at=asked_at,
        )
        for here, there in (("NY010", "NY012"), ("NY012", "NY010"))
    )
