import pytest
from wagtail import hooks

from people.choices import PersonStatus, Role, StaffCategory, Track
from people.models import AuditEvent, Person
from tests.factories.accounts import ApiTokenFactory
from tests.factories.admission import EnrolmentFactory
from tests.factories.courses import CourseEnrolmentFactory
from tests.factories.people import (
    SINCE,
    OrgUnitFactory,
    PersonFactory,
    PostingFactory,
    UserFactory,
    city_root,
    twin_units,
    user_with_role,
    with_role,
)
from tests.factories.records import CertificateFactory, CreditEntryFactory
from tests.factories.training import BatchFactory
from tests.support.rights import BACKEND

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return OrgUnitFactory()


@pytest.fixture
def hr(client):
    user = with_role(UserFactory(), Role.HR, city_root())
    client.force_login(user, backend=BACKEND)
    return user


def listed(client, **query):
    return [posting.person for posting in client.get("/people/", query).context["page_obj"]]


def give_numbers(person):
    person.id_number, person.mobile = "410000198503150012", "19900001234"
    person.mobile_last4_index = Person.mobile.index("1234")
    person.save()
    return person


def test_another_units_person_does_not_exist(client, unit):
    client.force_login(with_role(UserFactory(), Role.LIAISON, unit), backend=BACKEND)

    assert client.get(PersonFactory().get_absolute_url()).status_code == 404


def test_numbers_are_masked_on_the_page(client, hr, unit):
    page = client.get(give_numbers(PersonFactory(unit=unit)).get_absolute_url()).content.decode()

    assert ("4100**********0012" in page, "199****1234" in page, "410000198503150012" in page) == (True, True, False)


def test_a_number_is_shown_on_the_answer_to_the_post_only(client, hr, unit):
    address = f"{give_numbers(PersonFactory(unit=unit)).get_absolute_url()}unmask/"

    refused = client.post(address, {"field": "id_number", "reason": ""})
    shown = client.post(address, {"field": "id_number", "reason": "核对"})

    assert (refused.status_code, "410000198503150012" in refused.content.decode()) == (422, False)
    assert "410000198503150012" in shown.content.decode()
    assert "410000198503150012" not in client.get(address).content.decode()


@pytest.mark.parametrize(
    "query", ["王小明", "小明", "NYX", "nyx001", "1234", "wxm", "wx", "WangXiao", "wang xiao", " 王 "]
)
def test_people_are_found_by_name_number_and_last_digits(client, hr, unit, query):
    wanted = give_numbers(PersonFactory(unit=unit, name="王小明", staff_no="NYX001"))
    PersonFactory(unit=unit, name="李四")

    assert listed(client, q=query) == [wanted]


@pytest.mark.parametrize("query", ["张", "xm", "ang", "001", "2341", "王小明二", "19900001234", "'", "%"])
def test_nobody_is_found_by_anything_else(client, hr, unit, query):
    give_numbers(PersonFactory(unit=unit, name="王小明", staff_no="NYX001"))

    assert listed(client, q=query) == []


def test_the_roster_is_ordered_as_asked(client, hr, unit):
    later = OrgUnitFactory()
    people = {
        name: PersonFactory(name=name, unit=place, post_level=level, staff_no=number)
        for number, name, place, level in [
            ("1", "单一", later, "县处级正职"),
            ("2", "田富", unit, "科员"),
            ("3", "田大利", unit, "乡科级正职"),
            ("4", "王伟", unit, ""),
            ("5", "文天", later, "办事员"),
        ]
    }
    orders = {
        "": ["田大利", "田富", "王伟", "单一", "文天"],
        "level": ["单一", "田大利", "田富", "文天", "王伟"],
        "pinyin": ["单一", "田大利", "田富", "王伟", "文天"],
        "surname_strokes": ["王伟", "文天", "田富", "田大利", "单一"],
        "name_strokes": ["王伟", "文天", "田大利", "田富", "单一"],
    }

    found = {sort: [person.name for person in listed(client, sort=sort)] for sort in orders}

    assert (found, set(listed(client))) == (orders, set(people.values()))


@pytest.mark.parametrize("query", [{"sort": "x"}, {"lacks": "x"}, {"unit": "x"}, {"q": "\x00"}])
def test_a_query_nobody_could_choose_is_left_out(client, hr, unit, query):
    person = PersonFactory(unit=unit)

    assert listed(client, **query) == [person]


def test_the_roster_is_filtered_by_category_and_audience_and_has_nobody_who_is_gone(client, hr, unit):
    worker = PersonFactory(unit=unit, staff_category=StaffCategory.WORKER)
    leader = PersonFactory(unit=unit, track=Track.LEADER)
    PersonFactory(unit=unit, status=PersonStatus.RETIRED)

    assert [
        listed(client),
        listed(client, category="worker"),
        listed(client, track="leader"),
    ] == [[worker, leader], [worker], [leader]]


def test_choosing_a_unit_shows_it_and_what_is_below(client, hr):
    first, tenth = twin_units()
    people = [PersonFactory(unit=place) for place in (first, OrgUnitFactory(parent=first), tenth)]

    assert (listed(client, unit=first.code), listed(client, unit=tenth.code)) == (people[:2], people[2:])


def test_units_to_choose_from_are_indented_below_their_own_top(client):
    first, _tenth = twin_units()
    below = OrgUnitFactory(parent=first)
    client.force_login(user_with_role(Role.LIAISON, first), backend=BACKEND)

    page = client.get("/people/").content.decode()

    assert (f">{first.short_name}<" in page, f">\u3000{below.short_name}<" in page) == (True, True)


@pytest.mark.parametrize("with_subordinates", [True, False])
@pytest.mark.parametrize("top", ["city", "unit"])
def test_the_roster_shows_whom_a_role_lets_one_know_of(client, top, with_subordinates):
    first, tenth = twin_units()
    for place in (city_root(), first, OrgUnitFactory(parent=first), tenth):
        PersonFactory(unit=place)
    user = user_with_role(Role.HR, {"city": city_root(), "unit": first}[top], with_subordinates)
    client.force_login(user, backend=BACKEND)

    assert listed(client) == list(Person.objects.visible_to(user).in_unit_order())


def test_somebody_with_two_roles_sees_both_units_once(client):
    first, tenth = twin_units()
    people = [PersonFactory(unit=place) for place in (first, tenth, OrgUnitFactory())]
    user = with_role(user_with_role(Role.HR, first), Role.LIAISON, tenth)
    client.force_login(with_role(user, Role.LIAISON, first), backend=BACKEND)

    assert listed(client) == people[:2]


def test_past_postings_do_not_list_a_person_twice(client, hr, unit):
    person = PersonFactory(unit=unit)
    PostingFactory(person=person, ended_on=SINCE)

    assert listed(client) == [person]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_roster_takes_the_same_statements_for_any_number_of_people(
    client, hr, unit, rows, django_assert_num_queries
):
    PersonFactory.create_batch(rows, unit=unit)

    with django_assert_num_queries(7):
        client.get("/people/", {"q": "张三", "sort": "pinyin", "category": "civil_servant"})


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("role", "address", "statements"),
    [
        (Role.HR, "/people/units/", 5),
        (Role.SYSADMIN, "/people/admin/accounts/", 6),
        (Role.SECADMIN, "/people/admin/roles/", 6),
        (Role.AUDITADMIN, "/people/admin/audit/", 6),
        (Role.TRAINEE, "/people/inbox/", 6),
        (Role.TRAINEE, "/people/tokens/", 6),
    ],
)
def test_lists_take_the_same_statements_for_any_number_of_rows(
    client, role, address, statements, rows, django_assert_num_queries
):
    user = with_role(UserFactory(), role, city_root())
    for n in range(rows):
        with_role(UserFactory(), Role.LIAISON, OrgUnitFactory())
        user.notifications.create(event_key=str(n), title="通知")
        ApiTokenFactory(user=user)
    client.force_login(user, backend=BACKEND)

    with django_assert_num_queries(statements):
        assert client.get(address).status_code == 200


def test_a_form_that_is_refused_keeps_what_was_typed(client):
    client.force_login(with_role(UserFactory(), Role.SECADMIN, city_root()), backend=BACKEND)

    answer = client.post("/people/admin/roles/grant/", {"username": "nobody", "role": "hr", "unit_code": "NOPE"})

    assert (answer.status_code, 'value="nobody"' in answer.content.decode()) == (422, True)


@pytest.mark.parametrize(
    ("role", "home"),
    [
        (Role.TRAINING_OFFICER, "/desk/"),
        (Role.LIAISON, "/desk/"),
        (Role.HR, "/desk/"),
        (Role.CLASS_TEACHER, "/desk/"),
        (Role.SECADMIN, "/desk/"),
        (Role.VIEWER, "/reports/leader/"),
        (Role.EDITOR, "/editor/"),
        (Role.TRAINEE, "/me/"),
    ],
)
def test_each_role_lands_where_its_work_is(client, role, home):
    client.force_login(with_role(UserFactory(), role, city_root()), backend=BACKEND)

    assert client.get("/home/").headers["Location"] == home


def test_a_liaison_opens_people_of_the_unit_and_below_and_of_no_unit_beside_or_above(client):
    first, tenth = twin_units()
    places = [first, OrgUnitFactory(parent=first), tenth, OrgUnitFactory(), city_root()]
    client.force_login(user_with_role(Role.LIAISON, first), backend=BACKEND)

    found = [client.get(PersonFactory(unit=place).get_absolute_url()).status_code for place in places]

    assert found == [200, 200, 404, 404, 404]


def test_a_liaisons_roster_lists_the_unit_and_what_is_below(client):
    first, tenth = twin_units()
    places = [first, OrgUnitFactory(parent=first), tenth, OrgUnitFactory()]
    people = [PersonFactory(unit=place) for place in places]
    client.force_login(user_with_role(Role.LIAISON, first), backend=BACKEND)

    assert listed(client) == people[:2]


def test_the_filter_by_unit_offers_and_finds_only_units_within_reach(client):
    first, tenth = twin_units()
    PersonFactory(unit=tenth)
    client.force_login(user_with_role(Role.LIAISON, first), backend=BACKEND)

    page = client.get("/people/", {"unit": tenth.code})

    assert (list(page.context["filterset"].form.fields["unit"].queryset), list(page.context["page_obj"])) == (
        [first],
        [],
    )


@pytest.mark.parametrize("with_subordinates", [True, False])
def test_the_list_of_units_ends_where_the_role_ends(client, with_subordinates):
    first, _tenth = twin_units()
    below = OrgUnitFactory(parent=first)
    client.force_login(user_with_role(Role.LIAISON, first, with_subordinates), backend=BACKEND)

    shown = list(client.get("/people/units/").context["object_list"])

    assert shown == ([first, below] if with_subordinates else [first])


def test_somebody_without_a_role_opens_their_own_entry_but_unmasks_nothing(client):
    own = give_numbers(PersonFactory())
    client.force_login(UserFactory(person=own), backend=BACKEND)

    page = client.get(own.get_absolute_url())

    assert (
        page.status_code,
        page.context["may_unmask"],
        client.get(f"{own.get_absolute_url()}unmask/").status_code,
    ) == (
        200,
        False,
        403,
    )


def test_a_look_at_a_number_is_audited_and_a_refused_one_is_not(client, hr, unit):
    person = give_numbers(PersonFactory(unit=unit))
    address = f"{person.get_absolute_url()}unmask/"

    client.get(address)
    client.post(address, {"field": "id_number", "reason": "  "})
    client.post(address, {"field": "id_number", "reason": "核对档案"})

    events = AuditEvent.objects.filter(action="people.unmask")
    assert list(events.values_list("actor", "object_id", "reason")) == [(hr.pk, str(person.pk), "核对档案")]


def test_the_answer_with_a_number_is_not_stored_and_its_address_holds_none(client, hr, unit):
    address = f"{give_numbers(PersonFactory(unit=unit)).get_absolute_url()}unmask/"

    answer = client.post(address, {"field": "mobile", "reason": "核对"})

    assert (answer.status_code, "19900001234" in answer.content.decode(), answer["Cache-Control"]) == (
        200,
        True,
        "no-store",
    )


def test_another_units_number_cannot_be_asked_for(client, unit):
    client.force_login(user_with_role(Role.HR, unit), backend=BACKEND)
    person = give_numbers(PersonFactory())

    answer = client.post(f"{person.get_absolute_url()}unmask/", {"field": "mobile", "reason": "核对"})

    assert (answer.status_code, AuditEvent.objects.filter(action="people.unmask").count()) == (404, 0)


def test_no_list_shows_a_personal_number(client, hr, unit):
    give_numbers(PersonFactory(unit=unit))

    page = client.get("/people/").content.decode()

    assert [number for number in ("410000198503150012", "19900001234") if number in page] == []


@pytest.mark.parametrize("rows", [1, 3])
def test_a_units_page_takes_the_same_statements_for_any_number_of_units_below(
    client, hr, unit, rows, django_assert_num_queries
):
    for below in OrgUnitFactory.create_batch(rows, parent=unit):
        PersonFactory(unit=below)
        user_with_role(Role.LIAISON, unit)

    with django_assert_num_queries(12):
        client.get(unit.get_absolute_url())


def test_hr_corrects_a_pinyin_on_the_persons_page(client, hr, unit):
    person = PersonFactory(unit=unit, name="单雪梅")
    address = f"{person.get_absolute_url()}pinyin/"

    refused = client.post(address, {"pinyin": "dan"})
    done = client.post(address, {"pinyin": "dan xue mei"})
    page = client.get(person.get_absolute_url()).content.decode()

    assert (refused.status_code, "3 个音节" in refused.content.decode()) == (422, True)
    assert (done.headers["Location"], "dan xue mei" in page, address in page) == (person.get_absolute_url(), True, True)


def test_a_persons_page_shows_postings_and_the_roles_of_today(client, hr, unit):
    person = PersonFactory(unit=unit, post="科长")
    PostingFactory(person=person, unit=unit, post="办事员", ended_on=SINCE)
    account = with_role(UserFactory(person=person), Role.LIAISON, unit)
    with_role(account, Role.GRADER, unit, ended_on=SINCE)

    page = client.get(person.get_absolute_url())

    assert [posting.post for posting in page.context["postings"]] == ["办事员", "科长"]
    assert [held.role for held in page.context["roles"]] == [Role.LIAISON]


def test_a_persons_page_holds_what_other_apps_say_of_the_person(client, hr, unit):
    person = PersonFactory(unit=unit)

    with (
        hooks.register_temporarily("person_page_panels", lambda request, person: f"[panel of {person.name}]"),
        hooks.register_temporarily("person_page_panels", lambda request, person: ""),
    ):
        page = client.get(person.get_absolute_url())

    assert page.context["panels"] == [f"[panel of {person.name}]"]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_persons_page_takes_the_same_statements_for_any_history(client, hr, unit, rows, django_assert_num_queries):
    person = PersonFactory(unit=unit)
    account = UserFactory(person=person)
    for _turn in range(rows):
        PostingFactory(person=person, ended_on=SINCE)
        with_role(account, Role.GRADER, OrgUnitFactory())
        EnrolmentFactory(person=person, unit=unit)
        CourseEnrolmentFactory(person=person)
        CreditEntryFactory(person=person, batch=BatchFactory(organiser=unit))
        CertificateFactory(enrolment=EnrolmentFactory(person=person, unit=unit))

    with django_assert_num_queries(19):
        page = client.get(person.get_absolute_url())

    assert len(page.context["panels"]) == 3
