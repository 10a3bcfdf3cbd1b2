"""The demo city's units, people, accounts and roles. Every name and number is invented: ID numbers carry
the area code 410000, which is never issued to a person."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from common.tables import read_book
from people.choices import Role, Sex, StaffCategory, Track, UnitChangeKind
from people.models import (
    Lecturer,
    OrgUnit,
    Person,
    Posting,
    RoleAssignment,
    UnitAlias,
    UnitChange,
    User,
)
from people.services.persons import set_mobile, set_name
from people.services.roles import PAGE_GROUPS, sync_page_groups
from people.trail import audit
from people.validators import id_check_digit

CONTENT = Path(__file__).parent / "demo_content"
CITY, PARTNERS = "NY", "HZ"
OFFICE = "NY001"
# How many leaders, general staff and technicians a unit of each sort contributes to the roster.
HEADCOUNTS = {"access": (2, 4, 1), "county_department": (0, 1, 1), "partner": (0, 2, 4)}


@dataclass
class City:
    """What the loaders of the apps hand on to each other."""

    day: date
    password: str
    password_hash: str
    rng: random.Random = field(default_factory=lambda: random.Random(20030901))
    units: dict[str, OrgUnit] = field(default_factory=dict)
    postings: dict[str, list[Posting]] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def people_on(self, track: str) -> list[Posting]:
        """Current postings of a track in the city itself, in unit order."""
        return [
            posting
            for code, postings in self.postings.items()
            if code.startswith(CITY)
            for posting in postings
            if posting.track == track
        ]


def load(city: City, by: User | None) -> User:
    """Fill an empty database; returns the training officer, who acts in what the other apps load."""
    city.units = load_units(city)
    load_people(city)
    load_accounts(city)
    load_roles(city)
    load_lecturers(city)
    city.counts["units"] = OrgUnit.objects.access_units().count()
    city.counts["people"] = Person.objects.count()
    officer = city.users[Role.TRAINING_OFFICER]
    audit.record(officer, "people.load_demo", by=None)
    return officer


def read_units() -> list[dict[str, str]]:
    [grid] = read_book((CONTENT / "units.csv").read_bytes(), "units.csv")
    head, *rows = grid.rows
    return [dict(zip(head, row, strict=True)) for row in rows]


def load_units(city: City) -> dict[str, OrgUnit]:
    """Units by code. Paths are computed and written at once: node by node takes 600 statements."""
    rows = read_units()
    below: dict[str, int] = {}
    units: dict[str, OrgUnit] = {}
    for row in rows:
        parent = units.get(row["parent"])
        below[row["parent"]] = position = below.get(row["parent"], 0) + 1
        depth = parent.depth + 1 if parent else 1
        if parent:
            parent.numchild += 1
        units[row["code"]] = OrgUnit(
            path=OrgUnit._get_path(parent.path if parent else "", depth, position),
            depth=depth,
            numchild=0,
            code=row["code"],
            name=row["name"],
            short_name=row["short_name"],
            kind=row["kind"],
            is_access_unit=row["is_access_unit"] == "1",
            area_code=row["area_code"],
            closed_on=date(2008, 10, 15) if row["merged_into"] else None,
        )
    # A merger points forward, so it is written once the units have their keys.
    OrgUnit.objects.bulk_create(units.values())
    for row in rows:
        if row["merged_into"]:
            OrgUnit.objects.filter(code=row["code"]).update(merged_into=units[row["merged_into"]])
            UnitChange.objects.create(
                unit=units[row["code"]],
                day=date(2008, 10, 15),
                kind=UnitChangeKind.MERGE,
                after={"label": units[row["merged_into"]].name, "code": row["merged_into"]},
            )
    UnitAlias.objects.bulk_create(
        UnitAlias(unit=units[row["code"]], name=name) for row in rows for name in row["aliases"].split("|") if name
    )
    return {unit.code: unit for unit in OrgUnit.objects.all()}


def load_people(city: City) -> None:
    people, postings = [], []
    names = invented_names(city.rng)
    for code, unit in city.units.items():
        if unit.closed_on or code in (CITY, PARTNERS):
            continue
        for position, track in enumerate(tracks_of(unit), start=1):
            person = invented_person(city.rng, unit, position, track, names, len(people))
            people.append(person)
            postings.append(invented_posting(city, person, unit, track))
    Person.objects.bulk_create(people)
    for posting in postings:
        posting.person = posting.person  # takes over the key the person was just given
    Posting.objects.bulk_create(postings)
    for posting in postings:
        city.postings.setdefault(posting.unit.code, []).append(posting)


def tracks_of(unit: OrgUnit) -> list[str]:
    sort = "access" if unit.is_access_unit else str(unit.kind)
    numbers = HEADCOUNTS[sort]
    return [track for track, n in zip(Track.values, numbers, strict=True) for _i in range(n)]


def invented_names(rng: random.Random) -> Iterator[tuple[str, str]]:
    """Pairs of name and sex, without an end; a few namesakes are wanted, they happen in every roster."""
    lists = json.loads((CONTENT / "names.json").read_text(encoding="utf-8"))
    while True:
        sex = rng.choices([Sex.MALE, Sex.FEMALE], weights=[6, 4])[0]
        given = rng.choice(lists["given_male" if sex == Sex.MALE else "given_female"])
        surname = rng.choices(lists["surnames"], weights=range(len(lists["surnames"]), 0, -1))[0]
        yield surname + given, sex


def invented_person(
    rng: random.Random, unit: OrgUnit, position: int, track: str, names: Iterator[tuple[str, str]], serial: int
) -> Person:
    name, sex = next(names)
    born = date(1966 if track == Track.LEADER else 1975, 1, 1) + timedelta(days=rng.randrange(365 * 18))
    person = Person(
        staff_no=f"{unit.code.replace('-', '')}{position:03d}",
        sex=sex,
        birth_month=f"{born:%Y.%m}",
        ethnic_group=rng.choices(["汉族", "回族", "满族"], weights=[95, 4, 1])[0],
        political_status=rng.choices(["中共党员", "群众", "民主党派"], weights=[75, 22, 3])[0],
        staff_category=category_of(unit, track),
    )
    set_name(person, name)
    person.id_number = invented_id_number(born, serial, sex)
    set_mobile(person, f"1990000{serial:04d}")
    return person


def category_of(unit: OrgUnit, track: str) -> str:
    if unit.kind == "partner":
        return StaffCategory.ENTERPRISE
    return StaffCategory.INSTITUTION_STAFF if track == Track.TECHNICIAN else StaffCategory.CIVIL_SERVANT


def invented_id_number(born: date, serial: int, sex: str) -> str:
    """GB 11643 shape with a right check digit and the area code 410000."""
    order = serial % 500 * 2 + (1 if sex == Sex.MALE else 0)
    body = f"410000{born:%Y%m%d}{order:03d}"
    return body + id_check_digit(body)


def invented_posting(city: City, person: Person, unit: OrgUnit, track: str) -> Posting:
    post = city.rng.choice(fitting_posts(unit, track))
    return Posting(
        person=person,
        unit=unit,
        post=post["post"],
        post_level=post["post_level"],
        rank=post["rank"],
        track=track,
        started_on=date(city.day.year - 6, 3, 1) + timedelta(days=city.rng.randrange(700)),
    )


def fitting_posts(unit: OrgUnit, track: str) -> list[dict[str, str]]:
    """Posts a unit of this name can have: a 局长 works in a 局."""
    everywhere = json.loads((CONTENT / "posts.json").read_text(encoding="utf-8"))
    level = "county" if unit.kind in ("county", "county_department") else "city"
    posts = everywhere[track][level]
    if unit.kind == "partner":
        titles = ("网络工程师", "信息化项目经理") if track == Track.TECHNICIAN else ("政企客户部经理",)
        return [{"post": title, "post_level": "", "rank": ""} for title in titles]
    if track != Track.LEADER or level == "county":
        return posts
    bureau = unit.name.endswith("局")
    fitting = [post for post in posts if ("局长" in post["post"]) == bureau]
    return fitting or posts


def load_accounts(city: City) -> None:
    """Everyone may try the site as anyone: one password for all, printed by the command."""
    people = [posting.person for postings in city.postings.values() for posting in postings]
    users = [User(username=p.staff_no, person=p, display_name=p.name, password=city.password_hash) for p in people] + [
        User(username=role, display_name=str(Role(role).label), password=city.password_hash)
        for role in (Role.SYSADMIN, Role.SECADMIN, Role.AUDITADMIN)
    ]
    User.objects.bulk_create(users)
    city.users = {user.username: user for user in User.objects.select_related("person")}


ROLE_HOLDERS: dict[str, tuple[str, int, tuple[str, ...]]] = {
    # role: unit of the holder, their place in its roster, the units the role reaches
    Role.TRAINING_OFFICER: (OFFICE, 3, (CITY, PARTNERS)),
    Role.CLASS_TEACHER: (OFFICE, 4, (CITY,)),
    Role.GRADER: (OFFICE, 5, (CITY,)),
    Role.PROCTOR: (OFFICE, 6, (CITY,)),
    Role.EDITOR: (OFFICE, 7, (CITY,)),
    Role.VIEWER: (OFFICE, 1, (CITY, PARTNERS)),
    Role.HR: ("NY003", 3, (CITY, PARTNERS)),
    Role.LECTURER: ("NY065", 3, ("NY065",)),
    Role.PARTNER: ("HZ02", 1, ("HZ02",)),
    Role.TRAINEE: ("NY010", 4, ("NY010",)),
    Role.MONITOR: ("NY011", 4, ("NY011",)),
}
LIAISON_PLACE, BACKUP_PLACE = 2, 3
BACKUP_MISSING_EVERY = 9
# Confirms what the officer does after a class is closed.
SECOND_OFFICER_PLACE = 2


def load_roles(city: City) -> None:
    since = date(city.day.year - 4, 1, 1)
    rows = []

    def hold(username: str, role: str, reach: str, *, is_backup: bool = False) -> None:
        user, unit = city.users[username], city.units[reach]
        rows.append(RoleAssignment(user=user, role=role, unit=unit, started_on=since, is_backup=is_backup))
        city.users.setdefault(role, user)

    for role, (code, place, reached) in ROLE_HOLDERS.items():
        for reach in reached:
            hold(city.postings[code][place - 1].person.staff_no, role, reach)
    for reach in (CITY, PARTNERS):
        hold(city.postings[OFFICE][SECOND_OFFICER_PLACE - 1].person.staff_no, Role.TRAINING_OFFICER, reach)
    for n, code in enumerate(code for code, unit in city.units.items() if unit.is_access_unit):
        hold(city.postings[code][-LIAISON_PLACE].person.staff_no, Role.LIAISON, code)
        # A few units still look for somebody who stands in.
        if n % BACKUP_MISSING_EVERY and code != OFFICE:
            hold(city.postings[code][-BACKUP_PLACE].person.staff_no, Role.LIAISON, code, is_backup=True)
    for role in (Role.SYSADMIN, Role.SECADMIN, Role.AUDITADMIN):
        hold(role, role, CITY)
    # The liaison printed for trying out is not the office's own.
    city.users[Role.LIAISON] = city.users[city.postings["NY010"][-LIAISON_PLACE].person.staff_no]
    RoleAssignment.objects.bulk_create(rows)
    for user in {row.user for row in rows if row.role in PAGE_GROUPS}:
        sync_page_groups(user=user)


def load_lecturers(city: City) -> None:
    insiders = [city.postings[code][place] for code, place in (("NY065", 2), ("NY065", 0), (OFFICE, 1), ("HZ02", 2))]
    Lecturer.objects.bulk_create(
        [
            Lecturer(person=p.person, name=p.person.name, unit=p.unit, affiliation=f"{p.unit.short_name}{p.post}")
            for p in insiders
        ]
        + [
            Lecturer(name="史明远", affiliation="南阳理工学院计算机与软件学院", tech_title="副教授"),
            Lecturer(name="段静宜", affiliation="南阳师范学院", tech_title="教授"),
        ]
    )


def accounts(city: City) -> list[dict[str, Any]]:
    """One account per role, to try the site with."""
    return [
        {"role": role, "username": city.users[role].username, "name": str(city.users[role]), "password": city.password}
        for role in Role.values
    ]
