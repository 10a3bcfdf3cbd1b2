"""The steps that are measured, what each is compared with, and what we want of it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Goal:
    """`floor` is what a step is divided by, a view of `bench/floor.py` unless the step says otherwise; a goal that
    is None was not set."""

    floor: str | None = None
    ratio: float | None = None
    statements: int | None = None
    kilobytes: int | None = None
    # Of memory, at the most.
    megabytes: int | None = None


GOALS = {
    "dashboard": Goal("questions", 3.0, statements=12, kilobytes=40),
    "course_page": Goal("questions", 3.0),
    "person_list": Goal("questions"),
    "answer_page": Goal("questions", 2.0, statements=8),
    "save_answers": Goal("save", 1.5, statements=7),
    "sign_in": Goal(),
    "checkin_burst_500": Goal("update", 1.5),
    "roster_preview": Goal("calamine", 3.0, megabytes=300),
    "roster_preview_known": Goal("calamine", 3.0, megabytes=300),
}
