"""What the pages of examinations send."""

from datetime import timedelta

from django.utils import timezone

from tests.factories.people import city_root


def paper_page(bank, *lines, **more):
    """What the page of a paper sends: (kind, count, points) a line."""
    names = ("kind", "count", "score")
    rules = {f"r-{i}-{name}": value for i, line in enumerate(lines) for name, value in zip(names, line, strict=True)}
    head = {"title": "期末试卷", "unit": city_root().code, "bank": bank.pk}
    return head | {"r-TOTAL_FORMS": len(lines), "r-INITIAL_FORMS": 0} | rules | more


def sitting_page(paper, **fields):
    now = timezone.localtime()
    values = {
        "title": "结业考试",
        "paper": paper.pk,
        "unit": city_root().code,
        "opens_at": f"{now + timedelta(hours=1):%Y-%m-%dT%H:%M}",
        "closes_at": f"{now + timedelta(hours=2):%Y-%m-%dT%H:%M}",
        "minutes": 40,
        "attempts_allowed": 1,
        "pass_mark": 1,
        "show_result": "score",
        "counts_for_completion": "0",
    }
    return values | fields
