"""The unit editor and the forms about people, over HTTP."""

from datetime import date

import pytest
from django.utils import timezone

from people.choices import Role, StaffCategory, Track, UnitKind
from people.models import OrgUnit, Person, UnitAlias
from people.services.postings import post_person
from people.services.units import describe_unit, rename_unit
from roster.models import TransferRequest
from tests.factories.people import (
    ID_NUMBERS,
    OrgUnitFactory,
    PersonFactory,
    TransferRequestFactory,
    UserFactory,
    city_root,
    twin_units,
    user_with_role,
)
from tests.support.rights import BACKEND
from tests.support.visits import seen_on

pytestmark = pytest.mark.django_db

DATED = {"day": "2026-01-05", "reason": "宛编〔2026〕1号"}


@pytest.fixture
def officer(client):
    user = user_with_role(Role.TRAINING_OFFICER)
    client.force_login(user, backend=BACKEND)
    return user


def fresh(unit):
    return OrgUnit.objects.get(pk=unit.pk)


def test_a_unit_is_renamed_on_its_page_and_found_by_the_old_name(client, officer):
    unit = OrgUnitFactory(name="劳动局", short_name="劳动局")

    answer = client.post(f"{unit.get_absolute_url()}rename/", {"name": "人社局", "short_name": "人社局", **DATED})
    found = client.get("/people/units/", {"q": "劳动局"}).context["object_list"]
    page = client.get(unit.get_absolute_url()).content.decode()

    assert (answer.status_code, list(found)) == (302, [unit])
    assert "由“劳动局”更名为“人社局”" in page
    assert "宛编〔2026〕1号" in page


def test_a_refused_form_keeps_what_was_typed(client, officer):
    unit = OrgUnitFactory()
    UnitAlias.objects.create(unit=OrgUnitFactory(), name="人社局")

    answer = client.post(f"{unit.get_absolute_url()}rename/", {"name": "人社局", "short_name": "人社", **DATED})

    assert (answer.status_code, 'value="人社"' in answer.content.decode()) == (422, True)
    assert "人社局”是其他单位的现用名或曾用名" in answer.content.decode()


def test_a_unit_renamed_by_somebody_else_meanwhile_is_not_renamed_back(client, officer):
    unit = OrgUnitFactory(name="劳动局", short_name="劳动局")
    address = f"{unit.get_absolute_url()}rename/"
    typed = {"name": "劳动局", "short_name": "市劳动局", "seen": seen_on(client, address), **DATED}
    rename_unit(unit=unit, name="人社局", short_name="人社局", day=date(2026, 1, 5), reason="三定方案", by=officer)

    answer = client.post(address, typed)

    form = answer.context["form"]
    assert (answer.status_code, fresh(unit).name, form["short_name"].value()) == (422, "人社局", "市劳动局")
    assert list(form.errors["name"]) == list(form.errors["short_name"]) == ["现为“人社局”。"]
    assert "他人已作修改" in answer.content.decode()


def test_who_has_been_told_saves_once_more(client, officer):
    unit = OrgUnitFactory(name="劳动局", short_name="劳动局")
    address = f"{unit.get_absolute_url()}rename/"
    typed = {"name": "劳动局", "short_name": "市劳动局", "seen": seen_on(client, address), **DATED}
    rename_unit(unit=unit, name="人社局", short_name="人社局", day=date(2026, 1, 5), reason="三定方案", by=officer)

    told = client.post(address, typed)
    answer = client.post(address, typed | {"seen": told.context["seen"]})

    assert (answer.status_code, fresh(unit).short_name) == (302, "市劳动局")


def test_a_mistake_on_an_old_page_does_not_make_it_a_new_one(client, officer):
    unit = OrgUnitFactory(name="劳动局", short_name="劳动局")
    address = f"{unit.get_absolute_url()}rename/"
    typed = {"name": "劳动局", "short_name": "市劳动局", "seen": seen_on(client, address), **DATED}
    rename_unit(unit=unit, name="人社局", short_name="人社局", day=date(2026, 1, 5), reason="三定方案", by=officer)

    told = client.post(address, typed | {"reason": ""})
    answer = client.post(address, typed | {"seen": told.context["seen"]})

    assert (told.context["seen"], answer.status_code) == (typed["seen"], 422)


def test_particulars_somebody_else_set_meanwhile_stay_and_are_told_in_words(client, officer):
    unit = OrgUnitFactory()
    address = f"{unit.get_absolute_url()}describe/"
    typed = {"kind": unit.kind, "is_access_unit": "on", "uscc": "11411300000000000X", "seen": seen_on(client, address)}
    describe_unit(unit=unit, kind=UnitKind.DIRECT_AGENCY, is_access_unit=False, uscc=None, by=officer)

    answer = client.post(address, typed)

    errors = answer.context["form"].errors
    assert (fresh(unit).kind, fresh(unit).is_access_unit) == (UnitKind.DIRECT_AGENCY, False)
    assert (list(errors["kind"]), list(errors["is_access_unit"]), "uscc" in errors) == (
        [f"现为“{UnitKind.DIRECT_AGENCY.label}”。"],
        ["现为“否”。"],
        False,
    )


def test_who_wished_the_same_hears_of_nothing(client, officer):
    unit = OrgUnitFactory(name="劳动局", short_name="劳动局")
    address = f"{unit.get_absolute_url()}rename/"
    typed = {"name": "人社局", "short_name": "人社局", "seen": seen_on(client, address), **DATED}

    assert [client.post(address, typed).status_code for _press in range(2)] == [302, 302]


def test_the_buttons_of_the_order_work_without_scripts(client, officer):
    first, second = OrgUnitFactory.create_batch(2)
    root = city_root().get_absolute_url()

    answer = client.post(f"{second.get_absolute_url()}reorder/", {"place": "up", "next": root})
    children = [child.pk for child in client.get(root).context["summary"].children]
    client.post(f"{second.get_absolute_url()}reorder/", {"place": "after", "sibling": first.code})

    assert (answer["Location"], children) == (root, [second.pk, first.pk])
    assert list(OrgUnit.objects.filter(depth=2)) == [first, second]


def test_a_place_that_does_not_exist_is_refused_in_words(client, officer):
    unit = OrgUnitFactory()

    answer = client.post(f"{unit.get_absolute_url()}reorder/", {"place": "sideways"}, follow=True)

    assert (answer.status_code, len(answer.context["messages"])) == (200, 1)


def test_hr_of_a_unit_changes_what_is_below_and_not_the_unit_itself(client):
    unit = OrgUnitFactory()
    below = OrgUnitFactory(parent=unit)
    client.force_login(user_with_role(Role.HR, unit), backend=BACKEND)

    answers = [client.get(f"{one.get_absolute_url()}rename/").status_code for one in (unit, below)]
    opened = client.get(f"{unit.get_absolute_url()}open/").status_code

    assert (answers, opened) == ([403, 200], 200)


def test_hr_without_the_units_below_changes_nothing(client):
    unit = OrgUnitFactory()
    client.force_login(user_with_role(Role.HR, unit, with_subordinates=False), backend=BACKEND)

    assert [client.get(f"{unit.get_absolute_url()}{verb}/").status_code for verb in ("rename", "open")] == [403, 403]


def test_units_offered_for_a_move_or_a_merger_are_those_one_may_change(client):
    unit, beside = twin_units()
    below, second = OrgUnitFactory(parent=unit), OrgUnitFactory(parent=unit)
    client.force_login(user_with_role(Role.HR, unit), backend=BACKEND)

    def offered(verb, field):
        form = client.get(f"{below.get_absolute_url()}{verb}/").context["form"]
        return list(form.fields[field].queryset)

    assert (offered("merge", "into"), offered("move", "parent")) == ([second], [unit, second])
    answer = client.post(f"{below.get_absolute_url()}merge/", {"into": beside.code, **DATED})
    assert (answer.status_code, fresh(below).is_open) == (422, True)


def test_a_merger_leads_to_the_unit_that_stays(client, officer):
    unit, into = OrgUnitFactory.create_batch(2)
    liaison = user_with_role(Role.LIAISON, unit)
    held = liaison.role_assignments.get()

    answer = client.post(f"{unit.get_absolute_url()}merge/", {"into": into.code, "liaisons": [held.pk], **DATED})

    assert answer["Location"] == into.get_absolute_url()
    assert liaison.role_assignments.not_ended().get().unit == into
    assert "并入" in client.get(unit.get_absolute_url()).content.decode()


def test_a_closed_unit_offers_no_verbs(client, officer):
    unit = OrgUnitFactory(closed_on="2026-01-05")

    assert "/merge/" not in client.get(unit.get_absolute_url()).content.decode()


# People.


@pytest.fixture
def unit():
    return OrgUnitFactory()


@pytest.fixture
def liaison(client, unit):
    user = user_with_role(Role.LIAISON, unit)
    client.force_login(user, backend=BACKEND)
    return user


def entry(unit, **changes):
    fields = {
        "name": "王小明", "staff_category": StaffCategory.CIVIL_SERVANT, "unit": unit.code, "track": Track.STAFF,
        "day": f"{timezone.localdate()}", "post": "科员",
    }  # fmt: skip
    return {**fields, **changes}


def test_a_person_is_entered_with_numbers_that_are_checked(client, unit, liaison):
    wrong = client.post("/people/persons/new/", entry(unit, id_number="410000198001010029", mobile="123"))
    right = client.post("/people/persons/new/", entry(unit, id_number=ID_NUMBERS[0], mobile="19900001234"))

    person = Person.objects.get(name="王小明")
    assert (wrong.status_code, len(wrong.context["form"].errors)) == (422, 2)
    assert right["Location"] == person.get_absolute_url()
    assert (person.id_number, person.postings.get().track_confirmed) == (ID_NUMBERS[0], False)


def test_somebody_elsewhere_is_asked_for_instead(client, unit, liaison):
    person = PersonFactory(name="王小明", mobile="19900001234")

    page = client.post("/people/persons/new/", entry(unit, mobile="19900001234")).content.decode()
    answer = client.post("/people/transfers/new/", entry(unit, mobile="19900001234"))

    assert ("已在其他单位" in page, person.staff_no in page) == (True, False)
    assert (answer.status_code, TransferRequest.objects.get().person) == (302, person)


@pytest.mark.parametrize(
    "who", [{}, {"name": "王小明"}, {"name": "李四", "mobile": "19900001234"}, {"staff_no": "NOPE"}]
)
def test_a_transfer_names_somebody_exactly(client, unit, liaison, who):
    PersonFactory(name="王小明", mobile="19900001234")

    answer = client.post("/people/transfers/new/", {"unit": unit.code, "track": Track.STAFF, **who})

    assert (answer.status_code, TransferRequest.objects.count()) == (422, 0)


def test_each_side_sees_its_transfers_and_what_it_may_do(client, unit, liaison):
    coming, going = TransferRequestFactory(unit=unit), TransferRequestFactory(from_unit=unit)
    TransferRequestFactory()

    rows = client.get("/people/transfers/").context["rows"]
    out = client.get("/people/transfers/", {"direction": "out"}).context["rows"]

    assert rows == [(going, True, False), (coming, False, True)]
    assert [row[0] for row in out] == [going]


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_of_people_take_the_same_statements_for_any_number(
    client, unit, liaison, rows, django_assert_num_queries
):
    for n in range(rows):
        TransferRequestFactory(unit=unit)
        gone = PersonFactory(unit=unit, status=("left", "retired")[n % 2])
        gone.postings.update(ended_on="2026-01-05")

    with django_assert_num_queries(6):
        assert len(client.get("/people/transfers/").context["rows"]) == rows
    with django_assert_num_queries(7):
        assert len(client.get("/people/persons/former/").context["page_obj"]) == rows


def test_who_left_is_found_among_the_former_and_their_page_still_opens(client, unit, liaison):
    person = PersonFactory(unit=unit)
    address = person.get_absolute_url()

    client.post(f"{address}depart/", {"status": "retired", "day": f"{timezone.localdate()}"})
    listed = [list(client.get(page).context["page_obj"]) for page in ("/people/", "/people/persons/former/")]

    assert (listed, client.get(address).status_code) == ([[], [person]], 200)
    answer = client.post(f"{address}reinstate/", entry(unit))
    assert (answer.status_code, [row.person for row in client.get("/people/").context["page_obj"]]) == (302, [person])


def test_a_posting_somebody_else_changed_meanwhile_is_not_put_back(client, unit, liaison):
    person, today = PersonFactory(unit=unit, post="科员"), timezone.localdate()
    address = f"{person.get_absolute_url()}posting/"
    typed = entry(unit, post="科员", rank="一级科员", seen=seen_on(client, address))
    post_person(person=person, unit=unit, day=today, by=liaison, post="科长", track=Track.STAFF, track_confirmed=True)

    answer = client.post(address, typed)

    errors = answer.context["form"].errors
    assert (answer.status_code, person.postings.current().get().post) == (422, "科长")
    assert (list(errors["post"]), "rank" in errors) == (["现为“科长”。"], False)


def test_the_two_entries_are_merged_and_parted_on_screen(client, unit):
    client.force_login(user_with_role(Role.HR), backend=BACKEND)
    keep, away = PersonFactory.create_batch(2, unit=unit, name="王小明")
    UserFactory(person=away)

    client.post(f"{keep.get_absolute_url()}merge/", {"away": away.staff_no, "reason": "同一身份证"})
    page = client.get(keep.get_absolute_url())
    made = page.context["merges"][0]
    client.post(f"/people/merges/{made.pk}/undo/", {"reason": "两个人"})

    assert away.staff_no in page.content.decode()
    assert client.get(away.get_absolute_url()).status_code == 200
    assert client.get(f"/people/merges/{made.pk}/undo/").status_code == 404


def test_hr_merges_only_entries_of_their_own_roster(client, unit):
    client.force_login(user_with_role(Role.HR, unit), backend=BACKEND)
    keep, elsewhere = PersonFactory(unit=unit), PersonFactory()

    answer = client.post(f"{keep.get_absolute_url()}merge/", {"away": elsewhere.staff_no, "reason": "x"})

    assert answer.status_code == 422
