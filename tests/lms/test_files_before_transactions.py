"""Every file that comes in is opened before a transaction is: reading may take seconds, and others wait for the locks."""

from contextlib import suppress

import pytest
from django.db import connection

from common.errors import NotAllowed
from intake.services import receive_list
from questions.exports import question_template
from questions.services import import_questions
from records.history.kind import HistoryList
from reports.services import upload_form
from roster.people_list.kind import PeopleList
from roster.unit_list.kind import UnitList
from tests.factories.people import city_root
from tests.factories.rosters import plain_list

pytestmark = pytest.mark.django_db(transaction=True)


class Watched(bytes):
    """A file that notes whether a transaction was open whenever somebody looked at its beginning."""

    def startswith(self, *beginning):
        self.seen = [*getattr(self, "seen", []), connection.in_atomic_block]
        return super().startswith(*beginning)


def roster(data):
    receive_list(kind=PeopleList(), file_name="a.xlsx", data=data, unit=city_root(), by=None)


def units(data):
    receive_list(kind=UnitList(), file_name="a.xlsx", data=data, unit=city_root(), by=None)


def history(data):
    receive_list(kind=HistoryList(), file_name="a.xlsx", data=data, unit=city_root(), by=None)


def questions(data):
    import_questions(data=data, file_name="a.xlsx", bank="题库", commit=True, by=None)


def form(data):
    upload_form(name="表", purpose="hours", file_name="a.xlsx", data=data, by=None)


@pytest.mark.parametrize("take", [roster, units, history, questions, form])
def test_a_file_is_opened_before_a_transaction(take):
    data = Watched(question_template() if take is questions else plain_list({}))
    with suppress(NotAllowed):
        take(data)

    assert (bool(data.seen), any(data.seen)) == (True, False)
