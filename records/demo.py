"""The demo city's records: hours and certificates of the six past classes, dated when each was closed."""

import random

from people.demo import City
from people.models import User
from records.services.certificates import issue_certificates
from records.services.ledger import post_credits
from training.models import Batch


def load(city: City, by: User) -> None:
    rng = random.Random(2003)
    for batch in Batch.objects.held().select_related("organiser").order_by("closed_at", "code"):
        post_credits(batch=batch, by=by, at=batch.closed_at)
        issue_certificates(batch=batch, by=by, at=batch.closed_at, rng=rng)
