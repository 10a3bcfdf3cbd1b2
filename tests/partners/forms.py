"""What the pages of partners send."""

from django.utils import timezone

from tests.factories.partners import days_from_today


def agreement_form(**fields):
    values = {
        "title": "电子政务人才交流协议",
        "kind": "secondment",
        "starts_on": "2026-01-01",
        "ends_on": "2027-12-31",
        "out-secondment": "2",
        "in-exchange": "",
    }
    return {**values, **fields}


def exchange_form(pair, **fields):
    values = {
        "line": pair.out.pk,
        "person": "P-NEW",
        "host_unit": pair.partner.code,
        "host_post": "网络部副经理",
        "starts_on": timezone.localdate(),
        "ends_on": days_from_today(300),
        "paid_by": "nobody",
    }
    return {**values, **fields}
