"""What is measured, by the names of bench.json."""

from collections.abc import Callable

from bench.measure import Step
from bench.steps.exams import answer_page, save_answers
from bench.steps.pages import course_page, dashboard, person_list, sign_in
from bench.steps.peaks import checkin_burst
from bench.steps.rosters import roster_preview, roster_preview_known
from bench.town import Town
from bench.work import Work

STEPS: dict[str, Callable[[Town], Step | Work]] = {
    "dashboard": dashboard,
    "course_page": course_page,
    "person_list": person_list,
    "answer_page": answer_page,
    "save_answers": save_answers,
    "sign_in": sign_in,
    "checkin_burst_500": checkin_burst,
    "roster_preview": roster_preview,
    "roster_preview_known": roster_preview_known,
}
