"""The steps that are measured, what each is compared with, and what we want of it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Goal:
    """`floor` is the view of `bench/floor.py` a step is divided by; a goal that is None was not set."""

    floor: str | None = None
    ratio: float | None = None
    statements: int | None = None
    kilobytes: int | None = None


GOALS = {
    "dashboard": Goal("questions", 3.0, statements=12, kilobytes=40),
    "course_page": Goal("questions", 3.0),
    "person_list": Goal("questions"),
    "answer_page": Goal("questions", 2.0, statements=8),
    "save_answers": Goal("save", 1.5, statements=7),
    "sign_in": Goal(),
    "checkin_burst_500": Goal("update", 1.5),
}
