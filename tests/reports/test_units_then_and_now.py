"""By unit then, or by unit now: what reports and files say after the organisation has changed."""

from io import BytesIO

import openpyxl
import pytest
from django.utils import timezone

from admission.models import Enrolment
from people.choices import Role
from people.services.mergers import merge_units
from people.services.postings import post_person, retire_person
from people.services.units import rename_unit
from records.models import CreditEntry
from records.services.closing import close_batch
from reports.exports import AttendanceExport, HoursExport
from reports.selectors.figures import YearSpan, training_figures
from tests.factories.people import OrgUnitFactory, user_with_role
from tests.factories.records import held_class
from training.models import Batch

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return user_with_role(Role.TRAINING_OFFICER)


@pytest.fixture
def reshuffled(officer):
    """劳动局 trained two people and was renamed, then merged into 大局, which trained one."""
    old = OrgUnitFactory(name="劳动局", short_name="劳动局")
    new = OrgUnitFactory(name="大局", short_name="大局")
    documented = {"day": timezone.localdate(), "reason": "宛编〔2026〕1号", "by": officer}
    for held in (held_class(2, unit=old), held_class(1, unit=new)):
        held.enter()
        close_batch(batch=held.batch, by=held.officer)
    rename_unit(unit=old, name="人社局", short_name="人社局", **documented)
    merge_units(unit=old, into=new, **documented)
    return old, new


def by_unit(user, units):
    year = timezone.localdate().year
    figures = training_figures(YearSpan(year - 1, year), user=user, units=units)
    return [(unit.name, unit.person_times, unit.headcount) for unit in figures.by_unit]


def units_in_file(**options):
    file = BytesIO()
    AttendanceExport(Batch.objects.all(), **options).write(file, format="xlsx")
    rows = list(openpyxl.load_workbook(file).worksheets[0].values)
    return {row[rows[0].index("单位")] for row in rows[1:]}


def test_then_the_report_says_the_name_of_the_time(reshuffled, officer):
    assert by_unit(officer, "then") == [("劳动局", 2, 2), ("大局", 1, 1)]


def test_now_the_report_counts_a_merged_unit_as_what_it_is_today(reshuffled, officer):
    assert by_unit(officer, "now") == [("大局", 3, 3)]


def test_a_chain_of_mergers_is_followed_to_its_end(reshuffled, officer):
    last = OrgUnitFactory(name="更大局", short_name="更大局")
    merge_units(unit=reshuffled[1], into=last, day=timezone.localdate(), reason="再并", by=officer)

    assert by_unit(officer, "now") == [("更大局", 3, 3)]


def test_an_hr_officer_sees_the_figures_of_their_units_alone(reshuffled):
    hr = user_with_role(Role.HR, reshuffled[1])

    assert {name for name, *_figures in by_unit(hr, "then")} <= {"大局"}


def test_the_file_names_units_as_asked(reshuffled):
    assert (units_in_file(), units_in_file(units="now")) == ({"劳动局", "大局"}, {"大局"})


def test_the_file_of_a_unit_holds_what_was_merged_into_it_when_asked_for_now(reshuffled):
    old, new = reshuffled

    assert (units_in_file(unit=new), units_in_file(unit=old)) == ({"大局"}, {"劳动局"})
    assert units_in_file(unit=new, units="now") == {"大局"}
    assert units_in_file(unit=old, units="now") == set()


def test_the_ledger_keeps_the_name_it_was_written_with(reshuffled):
    assert set(CreditEntry.objects.values_list("unit_name", flat=True)) == {"劳动局", "大局"}


def test_the_choice_is_kept_in_the_address(client, reshuffled, officer):
    client.force_login(officer, backend="accounts.backends.AccountBackend")
    year = timezone.localdate().year

    page = client.get("/reports/", {"first": year - 1, "last": year, "units": "now"})

    assert [unit.name for unit in page.context["figures"].by_unit] == ["大局"]
    assert '<option value="now" selected>' in page.content.decode()


@pytest.fixture
def moved(officer):
    """Trained for 劳动局 last week, today in 大局; somebody else retired from 劳动局."""
    old = OrgUnitFactory(name="劳动局", short_name="劳动局")
    new = OrgUnitFactory(name="大局", short_name="大局")
    held = held_class(2, unit=old)
    held.enter()
    close_batch(batch=held.batch, by=held.officer)
    mover, retired = (place.person for place in held.places)
    post_person(person=mover, unit=new, day=timezone.localdate(), by=officer, track="leader")
    retire_person(person=retired, day=timezone.localdate(), reason="", by=officer)
    return old, new


def test_by_the_persons_present_unit_a_place_follows_who_changed_units(moved, officer):
    assert by_unit(officer, "then") == by_unit(officer, "now") == [("劳动局", 2, 2)]
    assert by_unit(officer, "person") == [("劳动局", 1, 1), ("大局", 1, 1)]


def test_the_person_is_followed_into_what_their_unit_became(moved, officer):
    merge_units(unit=moved[0], into=moved[1], day=timezone.localdate(), reason="并", by=officer)

    assert by_unit(officer, "person") == [("大局", 2, 2)]


def test_the_file_follows_the_person_when_asked(moved):
    old, new = moved

    assert units_in_file(units="person") == {"劳动局", "大局"}
    assert (units_in_file(unit=new, units="person"), units_in_file(unit=new, units="now")) == ({"大局"}, set())
    hours = list(HoursExport(Enrolment.objects.all(), unit=new, units="person").rows())
    assert [row.unit_name for row in hours] == ["大局"]
