"""The smallest valid rows of the app `people`: units of one city, people in post, accounts with a role."""

from datetime import date

import factory
from django.contrib.auth.hashers import make_password
from django.db.models import F
from factory.django import DjangoModelFactory

from people.choices import PersonStatus, StaffCategory, Track, UnitKind
from people.models import Lecturer, OrgUnit, Person, Posting, RoleAssignment, User
from people.services.persons import set_mobile, set_name
from roster.models import PersonMerge, TransferRequest

SINCE = date(2020, 1, 1)
# Area 410000 is never issued to a person; check digits after GB 11643.
ID_NUMBERS = ("41000019800101001X", "410000198001010028", "410000198001010036")
PASSWORD = "Invented-for-tests-1"


def city_root() -> OrgUnit:
    """The city, above every unit of the tests."""
    root = OrgUnit.objects.filter(depth=1, code="NY").first()
    return root or OrgUnit.add_root(code="NY", name="南阳市", short_name="南阳市", kind=UnitKind.AREA)


def unit_at(position: int, **fields) -> OrgUnit:
    """A unit at that free place below the city, whether or not the places before it are taken."""
    root = city_root()
    unit = OrgUnitFactory.build(path=OrgUnit._get_path(root.path, 2, position), depth=2, **fields)
    unit.save()
    OrgUnit.objects.filter(pk=root.pk).update(numchild=F("numchild") + 1)
    return unit


def twin_units() -> tuple[OrgUnit, OrgUnit]:
    """Two units whose places below the city, the first and the one written `10`, and whose codes begin alike."""
    return unit_at(1, code="TWIN1"), unit_at(36, code="TWIN10")


def with_role(user: User, role: str, unit: OrgUnit, **fields) -> User:
    """The account holds the role in the unit, and below it, since long."""
    RoleAssignmentFactory(user=user, role=role, unit=unit, **fields)
    user.__dict__.pop("scope", None)
    return user


def user_with_role(role: str, unit: OrgUnit | None = None, with_subordinates: bool = True, **account) -> User:
    """A new account that holds the role in the unit (the city without one)."""
    return with_role(UserFactory(**account), role, unit or city_root(), with_subordinates=with_subordinates)


def second_person(role: str, unit: OrgUnit | None = None, **account) -> User:
    """Somebody with the role and with the password `PASSWORD`, to confirm what another does."""
    return user_with_role(role, unit, password=make_password(PASSWORD), **account)


class OrgUnitFactory(DjangoModelFactory):
    """An access unit of the city, or below `parent`."""

    class Meta:
        model = OrgUnit

    code = factory.Sequence(lambda n: f"NYP{n:03d}")
    name = factory.Sequence(lambda n: f"南阳市第{n}局")
    short_name = factory.SelfAttribute("name")
    kind = UnitKind.GOVERNMENT_DEPARTMENT
    is_access_unit = True

    @classmethod
    def _create(cls, model_class, *args, parent=None, **kwargs):
        # Read again: treebeard counts the children on the object it is given.
        return (OrgUnit.objects.get(pk=parent.pk) if parent else city_root()).add_child(**kwargs)


class PersonFactory(DjangoModelFactory):
    """Somebody in post in a unit; `post`, `post_level`, `rank` and `track` are the posting's. Who retired or left has an
    ended one, as the services leave it."""

    class Meta:
        model = Person

    staff_no = factory.Sequence(lambda n: f"P{n:06d}")
    name = factory.Sequence(lambda n: f"张三{n}")
    staff_category = StaffCategory.CIVIL_SERVANT

    @classmethod
    def _create(cls, model_class, *args, unit=None, post="科员", rank="", track=Track.STAFF, post_level="", **kwargs):
        id_number, mobile = kwargs.pop("id_number", ""), kwargs.pop("mobile", "")
        person = model_class(*args, **kwargs)
        set_name(person, person.name)
        person.id_number = id_number
        set_mobile(person, mobile)
        person.save()
        ended = {} if person.status == PersonStatus.ACTIVE else {"ended_on": SINCE}
        PostingFactory(
            person=person,
            unit=unit or OrgUnitFactory(),
            post=post,
            rank=rank,
            track=track,
            post_level=post_level,
            **ended,
        )
        return person


class PostingFactory(DjangoModelFactory):
    """A current posting of the given `person`, who has none, or a past one with `ended_on`."""

    class Meta:
        model = Posting

    unit = factory.SubFactory(OrgUnitFactory)
    track = Track.STAFF
    started_on = SINCE

    @classmethod
    def _create(cls, model_class, *args, person, ended_on=None, **kwargs):
        if ended_on is None and person.status != PersonStatus.ACTIVE:
            raise ValueError("Nobody who is gone has a posting that runs.")
        return super()._create(model_class, *args, person=person, ended_on=ended_on, **kwargs)


class UserFactory(DjangoModelFactory):
    """An account that nobody can sign in to by password; `client.force_login` does."""

    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"account{n}")
    display_name = factory.Sequence(lambda n: f"账号{n}")
    password = "!"

    @classmethod
    def _create(cls, model_class, *args, person=None, **kwargs):
        if person and person.status != PersonStatus.ACTIVE and kwargs.get("is_active", True):
            raise ValueError("Nobody who is gone has an account that opens.")
        return super()._create(model_class, *args, person=person, **kwargs)


class RoleAssignmentFactory(DjangoModelFactory):
    class Meta:
        model = RoleAssignment

    user = factory.SubFactory(UserFactory)
    unit = factory.SubFactory(OrgUnitFactory)
    started_on = SINCE


class TransferRequestFactory(DjangoModelFactory):
    """A unit asks for somebody of another unit."""

    class Meta:
        model = TransferRequest

    from_unit = factory.SubFactory(OrgUnitFactory)
    unit = factory.SubFactory(OrgUnitFactory)
    person = factory.SubFactory(PersonFactory, unit=factory.SelfAttribute("..from_unit"))
    track = Track.STAFF
    asked_by = factory.SubFactory(UserFactory)


class PersonMergeFactory(DjangoModelFactory):
    """The row of a merger alone, with nothing done to the entries."""

    class Meta:
        model = PersonMerge

    keep = factory.SubFactory(PersonFactory)
    away = factory.SubFactory(PersonFactory)
    status_before = PersonStatus.ACTIVE
    account_was_active = False
    reason = "同一身份证"
    by = factory.SubFactory(UserFactory)


class LecturerFactory(DjangoModelFactory):
    class Meta:
        model = Lecturer

    name = factory.Sequence(lambda n: f"授课人{n}")
