import json
import shutil
import stat
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.apps import apps
from django.utils import timezone

from accounts.services.tokens import use_token
from common.errors import NotAllowed
from common.sealing.crypto import SealedText, key_ring
from people.choices import StaffCategory, Track
from people.models import AuditEvent, Person
from people.services import keys
from people.services.keys import retire_key, rotate_keys
from people.services.persons import register_person
from people.trail import audit
from tests.factories.accounts import ApiTokenFactory, raw_token
from tests.factories.people import ID_NUMBERS, SINCE, OrgUnitFactory, PersonFactory, UserFactory
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def key_file(settings, tmp_path):
    """A copy of the key file, so that the rotation ends with the test."""
    path = tmp_path / "keys.json"
    shutil.copy(settings.KEYS_FILE, path)
    settings.KEYS_FILE = path
    return path


@pytest.fixture
def people():
    return [PersonFactory(id_number=number, mobile=f"1990000000{n}") for n, number in enumerate(ID_NUMBERS)]


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(keys, "BATCH", 1)


def renew_dies_after(monkeypatch, rows):
    """The process ends while it works on the next row."""
    left, renew = [None] * rows, keys.renew

    def dying(person):
        if not left:
            raise KeyboardInterrupt
        left.pop()
        return renew(person)

    monkeypatch.setattr(keys, "renew", dying)


def numbers():
    return [(person.id_number, person.mobile) for person in Person.objects.order_by("id")]


def found():
    """Whom each way of looking finds, by the numbers of the fixture."""
    people = Person.objects.all()
    return [
        (
            people.with_id_number(number).get().pk,
            people.filter(mobile_index__in=Person.mobile.indexes(f"1990000000{n}")).get().pk,
            people.with_mobile_ending(f"000{n}").get().pk,
        )
        for n, number in enumerate(ID_NUMBERS)
    ]


def versions(purpose):
    columns = {"field": keys.SEALED, "index": keys.DIGESTS}[purpose]
    stored = Person.objects.values_list(*columns)
    return {(bytes(v) if purpose == "field" else v.encode())[:2].decode() for row in stored for v in row if v}


@pytest.mark.parametrize("purpose", ["field", "index"])
def test_a_rotation_writes_all_numbers_under_a_new_key_and_the_old_one_can_go(people, purpose):
    clear = numbers()

    done = rotate_keys(purpose=purpose, by=None)
    retire_key(purpose=purpose, version="1", by=None)

    assert (done.added, done.renewed, done.current, done.unreadable, done.removable) == (True, 3, "2", [], ["1"])
    assert (versions(purpose), list(key_ring(purpose).keys)) == ({"2:"}, ["2"])
    assert (numbers(), found()) == (clear, [(person.pk,) * 3 for person in people])


@pytest.mark.fault
@pytest.mark.parametrize("purpose", ["field", "index"])
def test_a_rotation_that_died_goes_on_where_it_was_and_loses_nobody(monkeypatch, people, small_batches, purpose):
    clear = numbers()
    with monkeypatch.context() as patched:
        renew_dies_after(patched, 2)
        with pytest.raises(KeyboardInterrupt):
            rotate_keys(purpose=purpose, by=None)

    assert (versions(purpose), list(key_ring(purpose).keys)) == ({"1:", "2:"}, ["1", "2"])
    assert (numbers(), found()) == (clear, [(person.pk,) * 3 for person in people])
    assert refusal(retire_key, purpose=purpose, version="1", by=None) == "key_in_use"

    done = rotate_keys(purpose=purpose, by=None)

    assert (done.added, done.renewed, done.current, done.removable) == (False, 1, "2", ["1"])
    assert (versions(purpose), numbers(), found()) == ({"2:"}, clear, [(person.pk,) * 3 for person in people])


@pytest.mark.fault
def test_a_batch_that_died_is_not_half_written(monkeypatch, people):
    renew_dies_after(monkeypatch, 2)

    with pytest.raises(KeyboardInterrupt):
        rotate_keys(purpose="field", by=None)

    assert versions("field") == {"1:"}


def test_a_rotation_that_ended_is_not_begun_again_before_the_old_key_is_gone(people):
    rotate_keys(purpose="index", by=None)
    again = rotate_keys(purpose="index", by=None)
    retire_key(purpose="index", version="1", by=None)
    next_one = rotate_keys(purpose="index", by=None)

    assert [(done.added, done.renewed, done.current) for done in (again, next_one)] == [
        (False, 0, "2"),
        (True, 3, "3"),
    ]


def test_while_a_look_up_key_is_changed_an_id_number_still_belongs_to_one_person(people, small_batches, monkeypatch):
    renew_dies_after(monkeypatch, 0)
    with pytest.raises(KeyboardInterrupt):
        rotate_keys(purpose="index", by=None)

    with pytest.raises(NotAllowed) as refused:
        register_person(
            staff_no="NY001099",
            name="王小明",
            staff_category=StaffCategory.WORKER,
            unit=OrgUnitFactory(),
            track=Track.STAFF,
            started_on=SINCE,
            id_number=ID_NUMBERS[0],
            by=UserFactory(),
        )

    assert (versions("index"), refused.value.field) == ({"1:"}, "id_number_index")


def test_people_written_during_a_rotation_are_written_with_the_new_key(people):
    rotate_keys(purpose="field", by=None)
    person = PersonFactory(mobile="19900009999")

    assert bytes(Person.objects.get(pk=person.pk).mobile_sealed).startswith(b"2:")


def test_people_without_numbers_need_no_key():
    PersonFactory()

    done = rotate_keys(purpose="field", by=None)

    assert (done.renewed, done.removable) == (0, ["1"])


def test_a_number_that_cannot_be_read_is_named_and_holds_up_nobody_else(people):
    Person.objects.filter(pk=people[0].pk).update(mobile_sealed=people[1].mobile_sealed)

    done = rotate_keys(purpose="field", by=None)

    assert (done.renewed, done.unreadable, done.needed) == (2, [str(people[0].uuid)], {"1": 1})
    assert refusal(retire_key, purpose="field", version="1", by=None) == "key_in_use"


def test_a_token_lives_through_a_rotation_and_holds_the_old_key_until_it_is_used():
    raw = raw_token(UserFactory())
    ApiTokenFactory(digest="1:gone", expires_at=timezone.now() + timedelta(seconds=1), revoked_at=timezone.now())

    before = rotate_keys(purpose="index", by=None)
    used = use_token(raw=raw)
    after = rotate_keys(purpose="index", by=None)
    retire_key(purpose="index", version="1", by=None)

    assert (before.needed, used is not None, after.needed, use_token(raw=raw)) == ({"1": 1}, True, {"1": 0}, used)


def test_evidence_stays_as_it_is_and_verifies_under_old_and_new_keys():
    old = audit.record(None, "test.before", by=None)

    first = rotate_keys(purpose="evidence", by=None)
    second = rotate_keys(purpose="evidence", by=None)
    new = audit.record(None, "test.after", by=None)

    assert [(done.added, done.renewed, done.current) for done in (first, second)] == [(True, 0, "2"), (True, 0, "3")]
    assert [event.mac[:2] for event in (old, new)] == ["1:", "3:"]
    assert [event.is_authentic() for event in AuditEvent.objects.all()] == [True] * AuditEvent.objects.count()
    assert refusal(retire_key, purpose="evidence", version="1", by=None) == "key_in_use"


@pytest.mark.parametrize("version", ["1", "7", ""])
def test_a_current_or_unknown_key_is_not_removed(key_file, version):
    before = key_file.read_text()

    assert refusal(retire_key, purpose="field", version=version, by=None) == "not_an_old_key"
    assert key_file.read_text() == before


def test_adding_and_removing_a_key_is_audited_without_the_key(people):
    rotate_keys(purpose="field", by=None)
    retire_key(purpose="field", version="1", by=None)

    events = AuditEvent.objects.order_by("id").values_list("action", "data")
    assert list(events) == [
        ("people.add_key", {"purpose": "field", "version": "2"}),
        ("people.retire_key", {"purpose": "field", "version": "1"}),
    ]


def test_the_key_file_stays_private_and_its_last_state_is_kept_beside_it(people, key_file):
    before = key_file.read_text()

    rotate_keys(purpose="index", by=None)

    (copy,) = key_file.parent.glob("keys.json.before-new-index-*")
    assert [stat.S_IMODE(path.stat().st_mode) for path in (key_file, copy)] == [0o600, 0o600]
    assert (copy.read_text() == before, sorted(key_file.parent.iterdir()) == sorted([key_file, copy])) == (True, True)
    now, then = json.loads(key_file.read_text()), json.loads(before)
    assert now["index"]["keys"]["1"] == then["index"]["keys"]["1"]
    assert {**now, "index": None} == {**then, "index": None}


@pytest.mark.fault
def test_a_key_file_that_could_not_be_written_stays_as_it_was(monkeypatch, key_file):
    before = key_file.read_text()
    monkeypatch.setattr("common.sealing.key_file.os.fsync", lambda _file: (_ for _ in ()).throw(OSError("disk full")))

    with pytest.raises(OSError, match="disk full"):
        rotate_keys(purpose="field", by=None)

    assert (key_file.read_text(), AuditEvent.objects.count()) == (before, 0)


def test_every_model_with_sealed_numbers_is_renewed():
    """Another one needs its own way in people.services.keys."""
    sealing = [m for m in apps.get_models() if any(isinstance(value, SealedText) for value in vars(m).values())]

    assert sealing == [Person]


def test_second_factors_outlive_the_key_they_were_sealed_with():
    user = UserFactory()
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    codes = RecoveryCodes.activate(user).get_unused_codes()
    old = key_ring("field").current

    rotation = rotate_keys(purpose="field", by=None)
    retire_key(purpose="field", version=old, by=None)

    factors = {row.type: row.wrap() for row in Authenticator.objects.all()}
    code = format_hotp_value(hotp_value("JBSWY3DPEHPK3PXP", int(timezone.now().timestamp()) // 30))
    assert (rotation.renewed, rotation.removable) == (2, [old])
    assert (factors["totp"].validate_code(code), factors["recovery_codes"].get_unused_codes()) == (True, codes)


def test_a_key_that_a_second_factor_needs_stays(monkeypatch):
    TOTP.activate(UserFactory(), "JBSWY3DPEHPK3PXP")
    old = key_ring("field").current
    monkeypatch.setattr("accounts.wagtail_hooks.renew_factors", lambda versions: 0)
    rotate_keys(purpose="field", by=None)

    assert refusal(retire_key, purpose="field", version=old, by=None) == "key_in_use"
