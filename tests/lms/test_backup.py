"""Backup and restore on both engines: what is lost comes back whole, or the command says why it does not."""

import errno
import itertools
import json
import os
import resource
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.hashers import make_password
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction
from django.db.migrations.loader import MigrationLoader
from django.test import Client
from django.utils import timezone

from common.sealing.crypto import create_keys_file, forget_keys
from lms.backup import choose_backup, engines, make_backup, restore_backup, whole_backups
from lms.backup.folder import describe_file, only_one, write_manifest
from lms.tasks import back_up
from notifications.models import Notification
from people.choices import Role
from people.models import AuditEvent, Installation, Person
from people.services.persons import set_name
from records.services.closing import close_batch
from tests.factories.people import PASSWORD, PersonFactory, UserFactory, user_with_role
from tests.factories.records import held_class
from tests.support.databases import REPOSITORY, copy_database
from tests.support.refusals import refusal
from tests.support.requirements import require
from tests.support.rights import BACKEND
from tests.support.servers import MissingProgram, find_program
from training.models import Batch

# Two connections are at work: the rows have to be committed.
pytestmark = pytest.mark.django_db(transaction=True)
MOBILE = "13900000001"


@pytest.fixture
def site(settings, tmp_path):
    """A small installation in a data folder of its own."""
    if connection.vendor == "postgresql":
        try:
            for program in ("pg_dump", "pg_restore", "psql"):
                find_program(program)
        except MissingProgram as missing:
            require("services", str(missing))
    data = tmp_path / "data"
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = data / "media", data / "private"
    settings.BACKUP_DIR, settings.BACKUP_KEEP = tmp_path / "backups", 14
    for path, content in (("media/images/杨柳.png", b"picture"), ("private/imports/roster.xlsx", b"roster" * 500_000)):
        (data / path).parent.mkdir(parents=True)
        (data / path).write_bytes(content)
    settings.KEYS_FILE = data / "keys.json"
    shutil.copy(django_settings.DATA_DIR / "keys.json", settings.KEYS_FILE)
    yield SimpleNamespace(data=data, backups=settings.BACKUP_DIR, keys=settings.KEYS_FILE)
    forget_keys()


def fill():
    """A closed class, and somebody who signs in and has a mobile number."""
    held = held_class(2)
    held.enter()
    close_batch(batch=held.batch, by=None)
    person = PersonFactory(name="张三", mobile=MOBILE)
    UserFactory(username="zhangsan", person=person, password=make_password(PASSWORD))


def lose_everything(site):
    connections.close_all()
    if connection.vendor == "postgresql":
        run_sql("DROP SCHEMA public CASCADE")
        run_sql("CREATE SCHEMA public")
    else:
        for suffix in ("", "-wal", "-shm"):
            Path(f"{connection.settings_dict['NAME']}{suffix}").unlink(missing_ok=True)
    shutil.rmtree(site.data)
    forget_keys()


def run_sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def counts():
    return Person.objects.count(), Batch.objects.count(), sum(m.objects.count() for m in engines.evidence_models())


def run(name, *arguments):
    out = StringIO()
    try:
        call_command(name, *map(str, arguments), stdout=out)
    except SystemExit as stop:
        return stop.code, out.getvalue()
    return 0, out.getvalue()


def files_of(site):
    return {p.relative_to(site.data).as_posix(): p.read_bytes() for p in site.data.rglob("*") if p.is_file()}


def test_what_was_lost_comes_back(site):
    fill()
    before, files = counts(), files_of(site)
    _status, printed = run("backup", site.backups, "--json")
    told = json.loads(printed)
    lose_everything(site)

    status, printed = run("restore", site.backups, "--json")

    answer = json.loads(printed)
    assert (status, answer["problems"], answer["keys"]) == (0, [], "restored")
    assert answer["counts"] == told["counts"] == dict(zip(("people", "batches", "evidence"), before, strict=True))
    # That it was put back is a fact more.
    assert counts() == (before[0], before[1], before[2] + 1)
    assert files_of(site) == files
    assert stat.S_IMODE(site.keys.stat().st_mode) == 0o600
    assert Person.objects.get(name="张三").mobile == MOBILE
    assert Client().post("/accounts/login/", {"login": "zhangsan", "password": PASSWORD}).status_code == 302
    assert AuditEvent.objects.filter(action="lms.restore").count() == 1
    assert Installation.objects.get().last_backup_at == choose_backup(site.backups).made_at
    assert run("verify_records") == (0, "0 problems\n")


def test_records_that_are_not_sound_end_with_status_one(site):
    fill()
    Batch.objects.update(seats_taken=1)
    run("backup", site.backups)
    lose_everything(site)

    status, printed = run("restore", site.backups)

    assert (status, "seats: class" in printed, printed.endswith("1 problems\n")) == (1, True, True)


def test_a_backup_says_what_it_is(site):
    person = PersonFactory(mobile=MOBILE)
    backup = make_backup(parent=site.backups)
    manifest = json.loads((backup.folder / "manifest.json").read_text())

    assert (manifest["engine"], manifest["counts"]["people"]) == (connection.vendor, 1)
    assert ["people", "0001_initial"] in manifest["migrations"]
    assert set(manifest["files"]) == {engines.engine().file, "media/images/杨柳.png", "private/imports/roster.xlsx"}
    assert "another medium" in manifest["note"]
    assert (Installation.objects.get().last_backup_at, backup.is_authentic()) == (backup.made_at, True)
    assert AuditEvent.objects.filter(action="lms.backup").values_list("data", flat=True).get()["people"] == 1
    assert person.mobile.encode() not in (backup.folder / engines.engine().file).read_bytes()


def test_the_keys_are_apart_and_for_their_owner_only(site):
    folder = make_backup(parent=site.backups).folder
    mode = {p.relative_to(folder).as_posix(): stat.S_IMODE(p.stat().st_mode) for p in (folder / "keys").rglob("*")}

    assert mode == {"keys/keys.json": 0o600}
    assert [stat.S_IMODE(path.stat().st_mode) for path in (folder, folder / "keys")] == [0o700, 0o700]


def test_without_keys_none_are_written(site):
    backup = make_backup(parent=site.backups, with_keys=False)

    assert ((backup.folder / "keys").exists(), backup.manifest["keys"]) == (False, None)


@pytest.mark.parametrize("how", ["changed", "missing"])
@pytest.mark.parametrize("name", ["database", "media/images/杨柳.png", "keys/keys.json"])
def test_a_tampered_file_is_refused_before_anything_changes(site, name, how):
    fill()
    folder = make_backup(parent=site.backups).folder
    path = folder / (engines.engine().file if name == "database" else name)
    lose_everything(site)
    if how == "changed":
        path.write_bytes(path.read_bytes()[:-1] + b"x")
        assert refusal(restore_backup, path=site.backups) == "backup_damaged"
        assert (connection.introspection.table_names(), site.data.exists()) == ([], False)
    else:
        path.unlink()
        # The keys are meant to be taken away: then they have to stand in their place already.
        expected = "keys_missing" if name.startswith("keys") else "backup_damaged"
        assert refusal(restore_backup, path=site.backups) == expected


def test_a_manifest_that_was_written_anew_is_refused(site):
    backup = make_backup(parent=site.backups)
    path = backup.folder / "manifest.json"
    path.write_text(path.read_text().replace('"is_demo": false', '"is_demo": true'))

    assert refusal(restore_backup, path=site.backups) == "other_keys"


def test_a_manifest_names_nothing_outside_its_folder(site):
    backup = make_backup(parent=site.backups)
    manifest = backup.manifest | {"files": {"media/../../../x": {"size": 0, "sha256": ""}}}
    (backup.folder / "manifest.json").write_text(json.dumps(manifest))

    assert refusal(restore_backup, path=site.backups) == "backup_damaged"


def test_the_right_keys_in_their_place_are_enough(site):
    fill()
    run("backup", site.backups, "--without-keys")
    saved = site.keys.read_bytes()
    lose_everything(site)
    site.data.mkdir()
    site.keys.write_bytes(saved)

    assert restore_backup(path=site.backups).keys == "kept"


def test_keys_that_got_a_newer_version_stay(site):
    make_backup(parent=site.backups)
    rings = json.loads(site.keys.read_text())
    rings["field"] = {"current": "2", "keys": rings["field"]["keys"] | {"2": rings["index"]["keys"]["1"]}}
    site.keys.write_text(json.dumps(rings))
    forget_keys()

    restored = restore_backup(path=site.backups)

    assert (restored.keys, json.loads(site.keys.read_text()) == rings) == ("kept", True)


@pytest.mark.parametrize("with_keys", [True, False])
def test_other_keys_are_left_alone_and_refused(site, with_keys):
    make_backup(parent=site.backups, with_keys=with_keys)
    site.keys.unlink()
    create_keys_file(site.keys)
    other = site.keys.read_bytes()
    forget_keys()

    assert refusal(restore_backup, path=site.backups) == "other_keys"
    assert site.keys.read_bytes() == other


def test_a_half_written_backup_is_never_picked_and_is_swept_away(site):
    good = make_backup(parent=site.backups)
    half = site.backups / "zhengxun-29990101-000000.partial"
    shutil.copytree(good.folder, half)

    assert choose_backup(site.backups).folder == good.folder
    assert refusal(choose_backup, path=half) == "backup_partial"
    time_later(good)
    make_backup(parent=site.backups)
    assert not half.exists()


def time_later(backup):
    """As if it had been made a day earlier."""
    name = f"zhengxun-{timezone.localtime(backup.made_at) - timedelta(days=1):%Y%m%d-%H%M%S}"
    backup.folder.rename(backup.folder.with_name(name))


@contextmanager
def files_up_to(limit):
    """A real limit of the system: what is larger cannot be written."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.fault
@pytest.mark.parametrize("limit", [50_000, 2_500_000])
def test_a_full_disk_leaves_the_last_good_backup_and_nothing_else(site, limit):
    """The first limit stops the database, the second the roster of three million bytes."""
    time_later(make_backup(parent=site.backups))
    (good,) = whole_backups(site.backups)
    noted = Installation.objects.get().last_backup_at

    with files_up_to(limit):
        assert refusal(make_backup, parent=site.backups) == "backup_failed"

    assert [path.name for path in site.backups.iterdir() if path.name != ".lock"] == [good.folder.name]
    assert Installation.objects.get().last_backup_at == noted


def test_the_oldest_are_removed_and_the_newest_stays(site, settings, time_machine):
    for keep, day, left in ((2, 1, [1]), (2, 2, [1, 2]), (2, 3, [2, 3]), (0, 4, [4])):
        settings.BACKUP_KEEP = keep
        time_machine.move_to(f"2026-03-0{day} 02:30 +0800", tick=False)
        make_backup(parent=site.backups)
        assert [backup.folder.name for backup in whole_backups(site.backups)] == [
            f"zhengxun-2026030{n}-023000" for n in left
        ]


def test_a_folder_that_is_no_backup_is_kept(site, settings):
    settings.BACKUP_KEEP = 1
    other = site.backups / "zhengxun-20200101-000000"
    other.mkdir(parents=True)

    make_backup(parent=site.backups)

    assert other.is_dir()


def test_a_full_database_is_replaced_only_on_request(site):
    fill()
    backup = make_backup(parent=site.backups)
    PersonFactory(name="李四")

    assert refusal(restore_backup, path=backup.folder) == "database_full"
    assert Person.objects.filter(name="李四").exists()
    restore_backup(path=backup.folder, replace=True)
    assert not Person.objects.filter(name="李四").exists()
    assert Person.objects.count() == backup.manifest["counts"]["people"]


def with_manifest(backup, **changed):
    """The backup, as if it had been made so."""
    manifest = {name: value for name, value in backup.manifest.items() if name != "mac"}
    write_manifest(backup.folder, manifest | changed)


def test_another_engine_is_refused(site):
    with_manifest(make_backup(parent=site.backups), engine="oracle")

    assert refusal(restore_backup, path=site.backups) == "other_engine"


def test_a_newer_schema_is_refused(site):
    backup = make_backup(parent=site.backups)
    with_manifest(backup, migrations=[*backup.manifest["migrations"], ["people", "9999_later"]])

    assert refusal(restore_backup, path=site.backups) == "newer_schema"


def test_real_operation_refuses_the_demo_city(site, settings):
    with_manifest(make_backup(parent=site.backups), is_demo=True)
    settings.REFUSE_DEMO_DATABASE = True

    assert refusal(restore_backup, path=site.backups) == "demo_backup"


def test_an_older_schema_is_brought_up_to_date(site):
    """Of an app that nothing depends on, whose last migration can be taken back."""
    fill()
    graph = MigrationLoader(connection).graph
    (last,) = graph.leaf_nodes("wagtailembeds")
    (before,) = [parent.key for parent in graph.node_map[last].parents if parent.key[0] == last[0]]
    call_command("migrate", *before, verbosity=0)
    backup = make_backup(parent=site.backups)
    lose_everything(site)

    restored = restore_backup(path=site.backups)

    assert (restored.problems, list(last) in backup.manifest["migrations"]) == ([], False)
    assert last in MigrationLoader(connection).applied_migrations


def test_no_backup_is_written_among_the_files_it_keeps(site):
    assert refusal(make_backup, parent=site.data / "private" / "backups") == "backup_inside"


def test_a_database_without_tables_is_not_called_a_backup(site):
    lose_everything(site)

    assert refusal(make_backup, parent=site.backups) == "database_empty"


def test_an_empty_folder_holds_no_backup(site, tmp_path):
    assert refusal(choose_backup, path=tmp_path / "none") == "no_backup"
    with pytest.raises(CommandError, match="manifest.json"):
        call_command("restore", str(tmp_path))


def test_two_at_once_do_not_meet(site):
    with only_one(site.backups):
        assert refusal(make_backup, parent=site.backups) == "backup_running"


def test_a_backup_is_of_one_moment_while_others_write(site):
    """Each transaction adds two people, so an odd number would be half of one."""
    stop, failed, numbers = threading.Event(), [], itertools.count()

    def write():
        try:
            while not stop.is_set():
                with transaction.atomic():
                    for _row in range(2):
                        person = Person(staff_no=f"W{next(numbers)}", staff_category="civil_servant")
                        set_name(person, "张三")
                        person.save()
        except Exception as error:  # noqa: BLE001 -- told by the test
            failed.append(error)
        finally:
            connections.close_all()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        people = []
        for _round in range(3):
            backup = make_backup(parent=site.backups)
            people.append(backup.manifest["counts"]["people"])
            time_later(backup)
            shutil.rmtree(whole_backups(site.backups)[0].folder)
    finally:
        stop.set()
        writer.join()

    assert (failed, [n % 2 for n in people], people == sorted(people)) == ([], [0, 0, 0], True)


def test_the_nightly_task_makes_one_a_day(site):
    fill()

    assert back_up() == back_up() == whole_backups(site.backups)[0].folder.name
    assert len(whole_backups(site.backups)) == 1


def test_the_nightly_task_leaves_the_keys_out_where_they_are_kept_elsewhere(site, settings):
    settings.BACKUP_WITH_KEYS = False

    assert not (site.backups / back_up() / "keys").exists()


def test_a_night_without_a_backup_is_told_to_the_system_administrators(site, monkeypatch):
    fill()
    runs_it = user_with_role(Role.SYSADMIN)
    user_with_role(Role.TRAINING_OFFICER)

    def full(**_place):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("lms.backup.nightly.make_backup", full)
    for _retry in range(2):
        with pytest.raises(OSError, match="No space"):
            back_up()

    told = Notification.objects.get(kind="lms.backup_failed")
    assert (told.user, "No space left on device" in told.body) == (runs_it, True)


def test_the_nightly_task_leaves_the_demo_city_out(site):
    Installation.objects.create(is_demo=True)

    assert (back_up(), site.backups.exists()) == ("", False)


STATES = {
    "never": (None, False, "从未备份", True),
    "old": (timedelta(days=2, minutes=1), False, "已超过两天", True),
    "recent": (timedelta(days=1, hours=23), False, "最近一次备份", False),
    "demo": (None, True, "演示城市不作备份", False),
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", [Role.TRAINING_OFFICER, Role.SYSADMIN])
def test_the_office_sees_when_the_last_backup_was_made(state, role):
    age, is_demo, words, alarm = STATES[state]
    Installation.objects.create(is_demo=is_demo, last_backup_at=age and timezone.now() - age)
    client = Client()
    client.force_login(user_with_role(role), backend=BACKEND)

    page = client.get("/desk/").content.decode()

    is_told = alarm or role == Role.SYSADMIN
    assert (words in page, "alarm" in page, "icon-alert-triangle" in page) == (is_told, alarm, alarm)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.AUDITADMIN])
def test_others_are_not_told(role):
    client = Client()
    client.force_login(user_with_role(role), backend=BACKEND)

    assert "last-backup" not in client.get("/desk/").content.decode()


@pytest.fixture
def apart(tmp_path):
    """An embedded installation whose commands run as processes of their own."""
    if connection.vendor == "postgresql":
        pytest.skip("about the data folder, which holds SQLite's database")
    data = tmp_path / "data"
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "lms.settings.dev",
        "DATABASE_URL": f"sqlite:///{data / 'db.sqlite3'}",
        "ZHENGXUN_DATA": str(data),
        "ZHENGXUN_KEYS": str(data / "keys.json"),
    }

    def start(*arguments):
        command = [sys.executable, "manage.py", *map(str, arguments)]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, cwd=REPOSITORY, env=environment, stdout=pipe, stderr=pipe, text=True)

    def manage(*arguments):
        process = start(*arguments)
        printed, errors = process.communicate()
        return process.returncode, printed, errors

    data.mkdir()
    shutil.copy(copy_database("apart").removeprefix("sqlite:///"), data / "db.sqlite3")
    return SimpleNamespace(data=data, backups=tmp_path / "backups", start=start, manage=manage)


def test_as_processes_of_their_own_even_when_the_data_folder_is_gone(apart):
    """Development makes a key file by itself when it starts; that one gives way to the backup's."""
    assert apart.manage("backup", apart.backups)[0] == 0
    keys = (apart.data / "keys.json").read_bytes()
    shutil.rmtree(apart.data)

    status, printed, errors = apart.manage("restore", apart.backups, "--json")

    assert (status, json.loads(printed)["keys"]) == (0, "restored"), errors
    assert (apart.data / "keys.json").read_bytes() == keys
    assert len(list(apart.data.glob("keys.json.unused-*"))) == 1


def test_the_status_says_whether_anything_was_done(apart):
    assert apart.manage("restore", apart.backups, "--json")[:2] == (1, "")
    assert apart.manage("restore")[0] == apart.manage("backup")[0] == 2


@pytest.mark.fault
def test_a_run_that_is_killed_leaves_nothing_that_looks_whole(apart):
    big = apart.data / "private" / "scan.pdf"
    big.parent.mkdir()
    with big.open("wb") as file:
        file.truncate(400_000_000)
    process = apart.start("backup", apart.backups)
    while not list(apart.backups.glob("*.partial/private/scan.pdf")):
        assert process.poll() is None
        time.sleep(0.002)

    process.kill()
    process.communicate()

    assert (whole_backups(apart.backups), len(list(apart.backups.glob("*.partial")))) == ([], 1)
    big.unlink()
    assert apart.manage("backup", apart.backups)[0] == 0
    assert (len(whole_backups(apart.backups)), list(apart.backups.glob("*.partial"))) == (1, [])


on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="about PostgreSQL's programs")


@pytest.mark.services
@on_postgresql
def test_a_missing_program_is_named(site, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")

    assert refusal(make_backup, parent=site.backups) == "program_missing"


@pytest.mark.services
@on_postgresql
def test_no_program_gets_the_password_as_an_argument(site, monkeypatch, tmp_path):
    """A stand-in on the PATH writes down how it was called and goes on to the real program."""
    programs, calls = tmp_path / "bin", tmp_path / "calls"
    programs.mkdir()
    for name in ("pg_dump", "psql"):
        program = programs / name
        real = shutil.which(name)
        program.write_text(f'#!/bin/sh\necho "$PGPASSWORD|$@" >> {calls}\nexec {real} "$@"\n')
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    monkeypatch.setitem(connection.settings_dict, "PASSWORD", "secret-word")
    make_backup(parent=site.backups)
    restore_backup(path=site.backups)

    told = [line.split("|", 1) for line in calls.read_text().splitlines()]
    assert [password for password, _arguments in told] == ["secret-word", "secret-word"]
    assert [arguments for _password, arguments in told if "secret-word" in arguments] == []


@pytest.mark.services
@on_postgresql
def test_a_dump_that_breaks_off_leaves_the_old_content(site):
    fill()
    backup = make_backup(parent=site.backups)
    before = counts()
    path = backup.folder / "database.dump"
    path.write_bytes(path.read_bytes()[:-20_000])
    with_manifest(backup, files=backup.manifest["files"] | {"database.dump": describe_file(path)})

    assert refusal(restore_backup, path=site.backups, replace=True) == "restore_failed"
    assert counts() == before


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite's file")
def test_a_database_file_that_is_damaged_is_not_called_a_backup(site):
    fill()
    name = connection.settings_dict["NAME"]
    with sqlite3.connect(name) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'people_person'").fetchone()
    connections.close_all()
    with open(name, "rb+") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)

    assert refusal(make_backup, parent=site.backups) == "backup_failed"
    assert whole_backups(site.backups) == []
