from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError, connection
from django.utils import timezone

from people.choices import PersonStatus, Role, Track, TransferState
from people.models import (
    ChannelChoice,
    Delivery,
    Installation,
    Lecturer,
    MessageTemplate,
    Notification,
    OrgUnit,
    Person,
    Posting,
    RoleAssignment,
    RosterHeading,
    RosterImport,
    RosterUnitName,
)
from people.models.persons import ROSTER_ORDERS
from tests.factories.people import (
    ID_NUMBERS,
    SINCE,
    ApiTokenFactory,
    NotificationFactory,
    OrgUnitFactory,
    PersonFactory,
    PersonMergeFactory,
    PostingFactory,
    RoleAssignmentFactory,
    TransferRequestFactory,
    UserFactory,
    user_with_role,
)

pytestmark = pytest.mark.django_db


def one_more_current_posting():
    person = PersonFactory()
    Posting.objects.create(person=person, unit=OrgUnitFactory(), track=Track.STAFF, started_on=date(2021, 1, 1))


def posting_backwards():
    person = PersonFactory()
    person.postings.update(ended_on=date(2019, 1, 1))


def role_twice():
    user, unit = UserFactory(), OrgUnitFactory()
    for _turn in range(2):
        RoleAssignment.objects.create(user=user, unit=unit, role=Role.HR, started_on=date(2021, 1, 1))


def role_backwards():
    RoleAssignment.objects.create(
        user=UserFactory(), unit=OrgUnitFactory(), role=Role.HR, started_on=date(2021, 1, 1), ended_on=date(2020, 1, 1)
    )


def unit_closed_before_it_opened():
    OrgUnit.objects.filter(pk=OrgUnitFactory().pk).update(opened_on=date(2021, 1, 1), closed_on=date(2020, 1, 1))


def open_unit_merged():
    OrgUnit.objects.filter(pk=OrgUnitFactory().pk).update(merged_into=OrgUnitFactory())


def outside_lecturer_twice():
    for _turn in range(2):
        Lecturer.objects.create(name="史明远", affiliation="学院")


def second_installation():
    Installation.objects.create(id=2)


def same_news_twice():
    user = UserFactory()
    for _turn in range(2):
        Notification.objects.create(user=user, event_key="x", title="通知")


def delivery_twice():
    note = NotificationFactory()
    for _turn in range(2):
        Delivery.objects.create(notification=note, channel="email")


def choice_twice():
    user = UserFactory()
    for wanted in (True, False):
        ChannelChoice.objects.create(user=user, group="classes", channel="email", is_wanted=wanted)


def message_text_twice():
    for _turn in range(2):
        MessageTemplate.objects.create(kind="x", title="新")


def message_text_of_nothing():
    MessageTemplate.objects.create(kind="x")


def two_tokens_of_one_name():
    user = UserFactory()
    for _turn in range(2):
        ApiTokenFactory(user=user, name="大屏")


def token_expired_when_made():
    now = timezone.now()
    ApiTokenFactory(created_at=now, expires_at=now)


def arrived_roster():
    return RosterImport.objects.create(unit=OrgUnitFactory(), file_name="名册.xlsx", file_sealed=b"x")


def undone_before_it_was_taken_over():
    RosterImport.objects.filter(pk=arrived_roster().pk).update(undone_at=timezone.now())


def taken_over_for_good():
    RosterImport.objects.filter(pk=arrived_roster().pk).update(state="committed", committed_at=timezone.now())


def heading_with_two_meanings():
    unit = OrgUnitFactory()
    for field in ("name", "unit"):
        RosterHeading.objects.create(unit=unit, heading="人员", field=field)


def text_for_two_units():
    user = UserFactory()
    for _turn in range(2):
        RosterUnitName.objects.create(user=user, text="教体系统", unit=OrgUnitFactory())


def person_named_without_set_name():
    Person.objects.create(staff_no="NY900001", name="王小明", staff_category="worker")


def backup_without_liaison():
    RoleAssignmentFactory(role=Role.HR, is_backup=True)


def merged_into_nobody():
    PersonFactory(status=PersonStatus.MERGED)


def merged_into_itself():
    person = PersonFactory()
    Person.objects.filter(pk=person.pk).update(merged_into=person, status=PersonStatus.MERGED)


def two_standing_mergers():
    away = PersonFactory()
    PersonMergeFactory.create_batch(2, away=away)


def two_open_transfers():
    person = TransferRequestFactory().person
    TransferRequestFactory(person=person)


def transfer_decided_by_nobody():
    TransferRequestFactory(state=TransferState.AGREED)


def transfer_refused_without_a_word():
    TransferRequestFactory(state=TransferState.REFUSED, decided_by=UserFactory(), decided_at=timezone.now())


BROKEN_BY = {
    "import_undone_after_commit": undone_before_it_was_taken_over,
    "committed_import_can_be_undone": taken_over_for_good,
    "one_meaning_per_unit_and_heading": heading_with_two_meanings,
    "one_unit_per_user_and_text": text_for_two_units,
    "one_current_posting_per_person": one_more_current_posting,
    "posting_ends_after_start": posting_backwards,
    "one_open_assignment_per_role_and_unit": role_twice,
    "role_ends_after_start": role_backwards,
    "only_a_liaison_has_a_backup": backup_without_liaison,
    "person_entered_twice_has_the_kept_entry": merged_into_nobody,
    "person_not_merged_into_itself": merged_into_itself,
    "one_standing_merger_per_entry": two_standing_mergers,
    "one_open_transfer_per_person": two_open_transfers,
    "transfer_decided_by_somebody": transfer_decided_by_nobody,
    "transfer_refused_with_reason": transfer_refused_without_a_word,
    "unit_closed_after_opened": unit_closed_before_it_opened,
    "unit_merged_is_closed": open_unit_merged,
    "one_outside_lecturer_per_name_and_affiliation": outside_lecturer_twice,
    "one_notification_per_user_and_event": same_news_twice,
    "one_delivery_per_notification_and_channel": delivery_twice,
    "one_choice_per_user_group_and_channel": choice_twice,
    "one_text_per_kind_and_language": message_text_twice,
    "message_text_says_something": message_text_of_nothing,
    "one_token_per_user_and_name": two_tokens_of_one_name,
    "token_expires_after_creation": token_expired_when_made,
    "person_has_name_keys": person_named_without_set_name,
    "installation_is_single": second_installation,
}
CONSTRAINTS = {
    constraint.name: (model, constraint)
    for model in apps.get_app_config("people").get_models()
    for constraint in model._meta.constraints
}


def test_every_constraint_is_tried():
    assert set(BROKEN_BY) == set(CONSTRAINTS)


@pytest.mark.parametrize("name", BROKEN_BY)
def test_the_database_holds(name):
    with pytest.raises(IntegrityError) as broken:
        BROKEN_BY[name]()

    assert any(word in str(broken.value) for word in words_of(*CONSTRAINTS[name]))


def words_of(model, constraint):
    """How a database names a constraint; SQLite names the columns of a unique one."""
    columns = [model._meta.get_field(field).column for field in getattr(constraint, "fields", ())]
    return constraint.name, ", ".join(f"{model._meta.db_table}.{column}" for column in columns) or constraint.name


@pytest.mark.parametrize(
    ("field", "rows"),
    [
        ("code", lambda: [OrgUnitFactory(code="NY900") for _turn in range(2)]),
        ("uscc", lambda: [OrgUnitFactory(uscc="1" * 18) for _turn in range(2)]),
        ("staff_no", lambda: [PersonFactory(staff_no="NY900001") for _turn in range(2)]),
        ("id_number_index", lambda: [PersonFactory(id_number=ID_NUMBERS[0]) for _turn in range(2)]),
        ("person_id", lambda: [UserFactory(person=person) for person in [PersonFactory()] * 2]),
        ("username", lambda: [UserFactory(username="NY900001") for _turn in range(2)]),
    ],
)
def test_the_database_keeps_one_of(field, rows):
    with pytest.raises(IntegrityError, match=field):
        rows()


def test_people_have_any_number_of_past_postings():
    person = PersonFactory()
    PostingFactory.create_batch(2, person=person, ended_on=SINCE)

    assert (person.postings.count(), person.postings.current().count()) == (3, 1)


def test_units_keep_their_place_in_the_tree_as_their_order():
    first, second = OrgUnitFactory(code="NY902"), OrgUnitFactory(code="NY901")
    below = OrgUnitFactory(parent=first, code="NY900")

    assert list(OrgUnit.objects.all())[1:] == [first, below, second]


def test_the_roster_lists_people_in_the_order_of_units_then_of_staff_numbers():
    first, second = OrgUnitFactory.create_batch(2)
    people = [PersonFactory(unit=unit, staff_no=number) for unit, number in ((second, "1"), (first, "3"), (first, "2"))]

    assert list(Person.objects.in_unit_order()) == people[::-1]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by what the tables hold")
@pytest.mark.parametrize("order", ROSTER_ORDERS)
def test_sqlite_reads_the_whole_citys_roster_from_an_index_of_the_order(order):
    """At most people of one unit or one level, or of one name, are sorted."""
    officer = user_with_role(Role.HR)

    rows = Posting.objects.visible_to(officer).select_related("person", "unit").in_roster_order(order)

    assert "USE TEMP B-TREE FOR ORDER BY" in rows.order_by("person__sex").explain()
    assert "USE TEMP B-TREE FOR ORDER BY" not in rows.read_in_order()[:20].explain()


def test_any_other_wording_of_a_post_level_comes_last():
    levels = ["厅局级正职", "县处级副职", "科员", "专业技术", "顾问"]
    for level in reversed(levels):
        PersonFactory(post_level=level)

    assert list(Posting.objects.order_by("level_order").values_list("post_level", flat=True)) == levels
