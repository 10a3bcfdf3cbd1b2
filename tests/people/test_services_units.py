"""The tree over time: order, names, merging and splitting; facts keep the words they were written with."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from people.choices import Role, UnitChangeKind, UnitKind
from people.models import AuditEvent, OrgUnit, Posting, RoleAssignment, UnitAlias, UnitChange, User
from people.services.mergers import merge_units, split_unit
from people.services.units import (
    add_alias,
    close_unit,
    describe_unit,
    move_unit,
    open_unit,
    remove_alias,
    rename_unit,
    reorder_unit,
)
from tests.factories.people import OrgUnitFactory, PersonFactory, UserFactory, city_root, user_with_role, with_role
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db

DAY = date(2026, 1, 5)
USCC = "11410000000000019P"


@pytest.fixture
def by():
    return user_with_role(Role.TRAINING_OFFICER)


@pytest.fixture
def documented(by):
    """What every dated change carries."""
    return {"day": DAY, "reason": "宛编〔2026〕1号", "by": by}


def partner_root():
    return OrgUnit.add_root(code="HZ", name="合作单位", short_name="合作单位", kind=UnitKind.PARTNER)


def fresh(unit):
    return OrgUnit.objects.get(pk=unit.pk)


def order():
    return [unit.code for unit in OrgUnit.objects.all()]


def siblings(n):
    return [OrgUnitFactory(code=f"U{i}") for i in range(1, n + 1)]


def test_a_unit_is_opened_as_the_last_below_its_parent_with_a_line_of_history(by):
    parent = OrgUnitFactory(area_code="411300")
    OrgUnitFactory(parent=parent)

    unit = open_unit(
        parent=parent, code="NEW", name="市大数据局", short_name="大数据局", kind=UnitKind.DIRECT_AGENCY,
        day=DAY, by=by, reason="宛编〔2026〕1号", is_access_unit=True, uscc=USCC,
    )  # fmt: skip

    change = unit.changes.get()
    assert (fresh(unit).get_parent(), fresh(unit).opened_on, unit.area_code) == (parent, DAY, "411300")
    assert (list(fresh(parent).get_children())[-1], OrgUnit.find_problems()) == (unit, ([],) * 5)
    assert (change.kind, change.after["label"], change.by, change.reason) == (
        "open", parent.name, by, "宛编〔2026〕1号",
    )  # fmt: skip
    assert AuditEvent.objects.get().action == "people.open_unit"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"uscc": "11410000000000019Q"}, "uscc"),
        ({"code": "NY"}, "unique"),
        ({"name": "旧名称"}, "name_taken"),
        ({"day": date(2099, 1, 1)}, "future_day"),
    ],
)
def test_a_unit_is_not_opened_with_what_cannot_be(by, changes, code):
    UnitAlias.objects.create(unit=OrgUnitFactory(), name="旧名称")
    fields = {"code": "NEW", "name": "新单位", "short_name": "新单位", "kind": UnitKind.DIRECT_AGENCY, "day": DAY}

    assert refusal(open_unit, parent=city_root(), by=by, **{**fields, **changes}) == code


def test_nothing_is_opened_below_a_closed_unit(by, documented):
    parent = OrgUnitFactory(closed_on=DAY)

    refused = refusal(
        open_unit, parent=parent, code="N", name="新", short_name="新", kind=UnitKind.DIRECT_AGENCY, day=DAY, by=by
    )

    assert refused == "unit_closed"


def test_the_old_name_becomes_an_alias_and_the_history_tells_it(documented):
    unit = OrgUnitFactory(name="南阳市劳动局", short_name="劳动局")

    rename_unit(unit=unit, name="南阳市人社局", short_name="人社局", **documented)
    rename_unit(unit=unit, name="南阳市人社局", short_name="人社局", **documented)

    change = unit.changes.get()
    assert set(unit.aliases.values_list("name", flat=True)) == {"南阳市劳动局", "劳动局"}
    assert (change.day, change.before["label"], change.after["label"]) == (DAY, "南阳市劳动局", "南阳市人社局")
    assert change.sentence == "由“南阳市劳动局”更名为“南阳市人社局”。"


def test_a_unit_takes_its_old_name_again(documented):
    unit = OrgUnitFactory(name="劳动局", short_name="劳动局")
    rename_unit(unit=unit, name="人社局", short_name="人社局", **documented)

    rename_unit(unit=unit, name="劳动局", short_name="劳动局", **documented)

    assert list(unit.aliases.values_list("name", flat=True)) == ["人社局"]


def test_a_name_that_stood_for_another_unit_is_refused(documented):
    old = OrgUnitFactory(name="劳动局", short_name="劳动局")
    rename_unit(unit=old, name="人社局", short_name="人社局", **documented)

    for name in ("劳动局", "人社局"):
        assert refusal(rename_unit, unit=OrgUnitFactory(), name=name, short_name=name, **documented) == "name_taken"


def test_a_dated_change_names_its_document(by):
    unit = OrgUnitFactory()

    assert refusal(rename_unit, unit=unit, name="新", short_name="新", day=DAY, reason=" ", by=by) == "reason_missing"


@pytest.mark.parametrize(
    ("place", "sibling", "expected"),
    [
        ("up", None, ["U2", "U1", "U3", "U4"]),
        ("down", None, ["U1", "U3", "U2", "U4"]),
        ("before", "U4", ["U1", "U3", "U2", "U4"]),
        ("before", "U1", ["U2", "U1", "U3", "U4"]),
        ("after", "U4", ["U1", "U3", "U4", "U2"]),
        ("after", "U1", ["U1", "U2", "U3", "U4"]),
        ("before", "U3", ["U1", "U2", "U3", "U4"]),
    ],
)
def test_a_unit_is_put_in_its_place_among_its_siblings(by, place, sibling, expected):
    units = {unit.code: unit for unit in siblings(4)}
    OrgUnitFactory(parent=units["U2"], code="U2-1")

    reorder_unit(unit=units["U2"], place=place, sibling=units.get(sibling), by=by)

    assert [code for code in order() if code in units] == expected
    assert fresh(units["U2"]).get_children().get().code == "U2-1"
    assert (UnitChange.objects.count(), OrgUnit.find_problems()) == (int(expected[1] != "U2"), ([],) * 5)


def test_the_first_goes_no_further_up_and_the_last_no_further_down(by):
    first, last = siblings(2)

    reorder_unit(unit=first, place="up", by=by)
    reorder_unit(unit=last, place="down", by=by)

    assert (order()[1:], UnitChange.objects.count()) == (["U1", "U2"], 0)


def test_a_unit_is_not_put_beside_another_parents_unit(by):
    first, other = siblings(2)
    below = OrgUnitFactory(parent=other)

    assert refusal(reorder_unit, unit=first, place="before", sibling=below, by=by) == "not_a_sibling"


def test_a_unit_moves_with_all_below_it(documented):
    first, second = siblings(2)
    below = OrgUnitFactory(parent=OrgUnitFactory(parent=first))
    moving = below.get_parent()

    move_unit(unit=moving, parent=second, **documented)
    move_unit(unit=moving, parent=second, **documented)

    assert (fresh(moving).get_parent(), fresh(below).get_parent()) == (second, moving)
    assert (fresh(first).numchild, fresh(second).numchild, OrgUnit.find_problems()) == (0, 1, ([],) * 5)
    assert UnitChange.objects.get().sentence == f"由“{first.name}”划归“{second.name}”。"


def test_a_unit_moves_neither_below_itself_nor_to_the_partners_nor_below_a_closed_one(documented):
    unit, closed = OrgUnitFactory(), OrgUnitFactory(closed_on=DAY)
    below = OrgUnitFactory(parent=unit)
    places = {"below_itself": below, "other_root": partner_root(), "unit_closed": closed}

    refused = [refusal(move_unit, unit=unit, parent=parent, **documented) for parent in places.values()]

    assert refused == list(places)
    assert refusal(move_unit, unit=city_root(), parent=unit, **documented) == "root"
    assert refusal(move_unit, unit=unit, parent=unit, **documented) == "below_itself"


def test_after_a_move_a_users_scope_is_right_at_the_next_request(documented):
    first, second = siblings(2)
    moving = OrgUnitFactory(parent=first)
    liaison_there, liaison_here = (user_with_role(Role.LIAISON, unit) for unit in (first, second))
    liaison_moving = user_with_role(Role.LIAISON, moving)

    move_unit(unit=moving, parent=second, **documented)

    path = fresh(moving).path
    reach = [User.objects.get(pk=u.pk).scope.covers(path) for u in (liaison_there, liaison_here, liaison_moving)]
    assert reach == [False, True, True]


def test_a_unit_closes_once_nobody_and_nothing_is_left(documented):
    unit = OrgUnitFactory()
    below, person = OrgUnitFactory(parent=unit), PersonFactory(unit=unit)
    liaison = user_with_role(Role.LIAISON, unit)

    refused = refusal(close_unit, unit=unit, **documented)
    OrgUnit.objects.filter(pk=below.pk).update(closed_on=DAY)
    Posting.objects.filter(person=person).update(ended_on=DAY)
    RoleAssignment.objects.filter(user=liaison).update(ended_on=DAY)
    close_unit(unit=unit, **documented)
    close_unit(unit=unit, **documented)

    assert (refused, fresh(unit).closed_on, unit.changes.count()) == ("unit_in_use", DAY, 1)


def test_a_unit_does_not_close_before_it_opened(documented):
    assert (
        refusal(close_unit, unit=OrgUnitFactory(opened_on=DAY + timedelta(days=1)), **documented)
        == "unit_closed_after_opened"
    )


def test_a_merged_unit_hands_over_people_units_names_and_the_chosen_liaison(documented):
    old, new = (
        OrgUnitFactory(name="广电局", short_name="广电局"),
        OrgUnitFactory(name="文广旅局", short_name="文广旅局"),
    )
    UnitAlias.objects.create(unit=old, name="广播局")
    person, below = PersonFactory(unit=old, post="科长"), OrgUnitFactory(parent=old)
    gone = OrgUnitFactory(parent=old, closed_on=DAY)
    chosen, other = user_with_role(Role.LIAISON, old), user_with_role(Role.LIAISON, old)
    hr = user_with_role(Role.HR, old)

    merge_units(unit=old, into=new, liaisons=[chosen.role_assignments.get()], **documented)
    merge_units(unit=old, into=new, **documented)

    past, now = person.postings.order_by("id")
    assert (past.unit, past.ended_on, now.unit, now.started_on, now.post) == (old, DAY, new, DAY, "科长")
    assert (fresh(old).closed_on, fresh(old).merged_into, fresh(below).get_parent()) == (DAY, new, new)
    assert fresh(gone).get_parent() == old
    assert set(new.aliases.values_list("name", flat=True)) == {"广电局", "广播局"}
    held = RoleAssignment.objects.not_ended().exclude(user=documented["by"])
    assert list(held.values_list("user", "role", "unit")) == [(chosen.pk, "liaison", new.pk)]
    assert not RoleAssignment.objects.current().filter(user__in=[other, hr]).exists()
    assert list(new.changes.values_list("kind", flat=True)) == [UnitChangeKind.ABSORB]
    assert OrgUnit.find_problems() == ([],) * 5


def test_a_unit_merges_into_the_one_above_it(documented):
    above = OrgUnitFactory()
    unit = OrgUnitFactory(parent=above)
    below = OrgUnitFactory(parent=unit)

    merge_units(unit=unit, into=above, **documented)

    assert (fresh(below).get_parent(), fresh(unit).merged_into) == (above, above)


def test_what_cannot_be_merged_is_refused(documented):
    unit, closed = OrgUnitFactory(), OrgUnitFactory(closed_on=DAY)
    targets = {
        "below_itself": OrgUnitFactory(parent=unit), "unit_closed": closed, "other_root": partner_root(),
    }  # fmt: skip

    assert [refusal(merge_units, unit=unit, into=into, **documented) for into in targets.values()] == list(targets)
    assert refusal(merge_units, unit=city_root(), into=unit, **documented) == "root"


def test_nobody_is_reposted_to_a_day_before_they_came(documented):
    unit, into = siblings(2)
    PersonFactory(unit=unit)

    refused = refusal(merge_units, unit=unit, into=into, **{**documented, "day": date(2019, 1, 1)})

    assert (refused, fresh(unit).closed_on) == ("posted_later", None)


def test_a_liaison_of_both_units_holds_the_role_once(documented):
    unit, into = siblings(2)
    both = with_role(user_with_role(Role.LIAISON, unit), Role.LIAISON, into)

    merge_units(unit=unit, into=into, liaisons=list(both.role_assignments.filter(unit=unit)), **documented)

    assert both.role_assignments.not_ended().get().unit == into


def test_a_split_gives_some_people_and_units_a_unit_of_their_own(documented):
    unit, next_one = siblings(2)
    leaving, staying = PersonFactory(unit=unit), PersonFactory(unit=unit)
    child, kept = OrgUnitFactory(parent=unit), OrgUnitFactory(parent=unit)

    new = split_unit(
        unit=unit, code="U1B", name="新局", short_name="新局", people=[leaving], children=[child], **documented
    )

    assert [code for code in order() if code in ("U1", "U1B", "U2")] == ["U1", "U1B", "U2"]
    assert [p.postings.current().get().unit for p in (leaving, staying)] == [new, unit]
    assert [fresh(u).get_parent() for u in (child, kept)] == [new, unit]
    assert (fresh(next_one).code, new.opened_on, OrgUnit.find_problems()) == ("U2", DAY, ([],) * 5)
    assert [c.sentence for c in (unit.changes.get(), new.changes.get())] == [
        "析出“新局”，单独设置。", f"由“{unit.name}”析出。",
    ]  # fmt: skip


def test_a_split_takes_only_what_is_in_the_unit(documented):
    unit, other = siblings(2)
    fields = {"unit": unit, "code": "X", "name": "新局", "short_name": "新局", **documented}

    assert refusal(split_unit, people=[PersonFactory(unit=other)], children=[], **fields) == "other_unit"
    assert refusal(split_unit, people=[], children=[other], **fields) == "not_below"


def test_particulars_are_set_with_a_code_whose_check_digit_fits(by):
    unit = OrgUnitFactory()
    fields = {"unit": unit, "kind": UnitKind.DIRECT_AGENCY, "is_access_unit": False, "by": by}

    refused = refusal(describe_unit, uscc="11410000000000018P", **fields)
    describe_unit(uscc=USCC, **fields)
    describe_unit(uscc=USCC, **fields)

    assert (refused, fresh(unit).uscc, fresh(unit).is_access_unit) == ("uscc", USCC, False)
    assert unit.changes.get().sentence.endswith(f"直属机构、非接入单位、{USCC}。")


def test_names_are_added_and_removed_and_stand_for_one_unit(by):
    unit, other = siblings(2)
    alias = add_alias(unit=unit, name=" 老名字 ", by=by)
    add_alias(unit=unit, name="老名字", by=by)

    refused = refusal(add_alias, unit=other, name="老名字", by=by)
    remove_alias(alias=alias, by=by)
    remove_alias(alias=alias, by=by)

    assert (refused, unit.aliases.count()) == ("name_taken", 0)
    assert list(unit.changes.values_list("kind", flat=True)) == ["remove_name", "add_name"]


def test_nothing_is_dated_ahead(documented):
    later = {**documented, "day": timezone.localdate() + timedelta(days=1)}

    assert refusal(close_unit, unit=OrgUnitFactory(), **later) == "future_day"
    assert refusal(merge_units, unit=OrgUnitFactory(), into=OrgUnitFactory(), **later) == "future_day"


def test_whoever_made_the_change_stays_named():
    someone = UserFactory()
    unit = OrgUnitFactory()

    add_alias(unit=unit, name="别名", by=someone)

    assert unit.changes.get().by == someone
