"""What beat asks for is something a worker knows."""

from lms.celery import app


def test_every_task_of_the_schedule_is_registered():
    app.loader.import_default_modules()
    wanted = {entry["task"] for entry in app.conf.beat_schedule.values()}

    assert "exams.tasks.finish_overdue_attempts" in wanted
    assert wanted - set(app.tasks) == set()
