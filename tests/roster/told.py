"""Who hears of transfers and of rosters from files."""

from django.utils import timezone

from intake.services import commit_list, judge_list, receive_list, undo_list
from people.choices import Role
from roster.people_list.kind import PeopleList
from roster.services.transfers import agree_transfer, refuse_transfer, request_transfer, withdraw_transfer
from tests.factories.people import OrgUnitFactory, PersonFactory, UserFactory, city_root, user_with_role
from tests.factories.rosters import plain_list, small_city
from tests.support.told import Told, told


def today():
    return timezone.localdate()


def two_units():
    """Somebody works there and is asked for here; a liaison on each side, and one whose role has ended."""
    here, there = OrgUnitFactory(), OrgUnitFactory()
    asking, giving = user_with_role(Role.LIAISON, here), user_with_role(Role.LIAISON, there)
    user_with_role(Role.LIAISON, there).role_assignments.update(ended_on=today())
    return here, asking, giving, UserFactory(person=PersonFactory(unit=there))


def ask(unit, by, person):
    return request_transfer(person=person, unit=unit, track="staff", post="科员", by=by)


@told("roster.request_transfer")
def ask_for_somebody():
    here, asking, giving, own = two_units()
    return Told(lambda: ask(here, asking, own.person), {giving: "roster.transfer_asked"})


@told("roster.agree_transfer")
def let_somebody_go():
    here, asking, giving, own = two_units()
    transfer = ask(here, asking, own.person)
    return Told(
        lambda: agree_transfer(transfer=transfer, day=today(), by=giving),
        dict.fromkeys([asking, own], "roster.transfer_agreed"),
    )


@told("roster.refuse_transfer")
def keep_somebody():
    here, asking, giving, own = two_units()
    transfer = ask(here, asking, own.person)
    return Told(
        lambda: refuse_transfer(transfer=transfer, reason="急需", by=giving), {asking: "roster.transfer_refused"}
    )


@told("roster.refuse_transfer")
def who_asked_is_no_liaison_any_more():
    here, asking, giving, own = two_units()
    transfer, after = ask(here, asking, own.person), user_with_role(Role.LIAISON, here)
    asking.role_assignments.update(ended_on=today())
    return Told(
        lambda: refuse_transfer(transfer=transfer, reason="急需", by=giving), {after: "roster.transfer_refused"}
    )


@told("roster.withdraw_transfer")
def ask_no_longer():
    here, asking, giving, own = two_units()
    transfer = ask(here, asking, own.person)
    return Told(lambda: withdraw_transfer(transfer=transfer, by=asking), {giving: "roster.transfer_withdrawn"})


def checked_roster():
    small_city()
    by, colleague = user_with_role(Role.HR), user_with_role(Role.HR)
    roster = receive_list(
        kind=PeopleList(), data=plain_list({"name": "王志远"}), file_name="名册.xlsx", unit=city_root(), by=by
    )
    return judge_list(listing=roster), by, colleague


@told("intake.commit_list")
def take_over():
    roster, by, colleague = checked_roster()
    return Told(lambda: commit_list(listing=roster, accepted=None, by=by), {colleague: "roster.taken_over"})


@told("intake.undo_list")
def undo():
    roster, by, colleague = checked_roster()
    roster = commit_list(listing=roster, accepted=None, by=by)
    return Told(lambda: undo_list(listing=roster, by=by), {colleague: "roster.undone"})
