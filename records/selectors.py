from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from admission.due import is_due
from admission.models import Enrolment, NoticeReceipt
from admission.selectors import classes_with_place, numbered_list
from attendance.choices import ATTENDED
from attendance.models import AttendanceMark, LeaveRequest
from exams.completion import FinalExams
from exams.models import Sitting
from people.models import Person, User, one_person
from records.choices import Bucket
from records.models import (
    Certificate,
    CertificateNumbering,
    CertificateSeries,
    CreditEntry,
    HourRule,
    SkippedSerials,
)
from training.choices import BatchState, Slot
from training.models import Batch, ClassMeeting
from training.selectors import is_over

# Who was there for this share of the half-days held completes the class and gets a certificate. All half-days of the
# class count, also those before somebody joined: a certificate says that they went through the class (decision 0031).
COMPLETION_SHARE = Fraction(1, 2)
# So many people are named in a sentence.
NAMED = 5


class HourTable:
    """The hour rules, read once; answers what a half-day of a day is worth."""

    def __init__(self) -> None:
        self.rules = list(HourRule.objects.all())

    def rule_on(self, day: date) -> HourRule | None:
        """The rule in force; where two overlap, the one that began later."""
        for rule in reversed(self.rules):
            if rule.valid_from <= day and (rule.valid_to is None or day <= rule.valid_to):
                return rule
        return None

    def hours(self, day: date, slot: str) -> Decimal:
        """Credit hours of one attended half-day; zero where no rule is in force."""
        rule = self.rule_on(day)
        if rule is None:
            return Decimal(0)
        return rule.evening_hours if slot == Slot.EVENING else rule.half_day_hours

    def earned(self, day: date, slot: str, status: str | None) -> Decimal:
        """What a person with this mark gets: late counts, leave and absence do not."""
        return self.hours(day, slot) if status in ATTENDED else Decimal(0)


@dataclass
class Earned:
    """What one place in a class comes to: of the half-days `held`, those `due` from the person and those attended. The
    last two differ for who joined late."""

    enrolment: Enrolment
    held: int
    due: int
    attended: int = 0
    hours: Decimal = Decimal(0)

    @property
    def days(self) -> Decimal:
        return Decimal(self.attended) / 2

    @property
    def joined_late(self) -> bool:
        return self.due < self.held

    @property
    def completed(self) -> bool:
        return self.held > 0 and Fraction(self.attended, self.held) >= COMPLETION_SHARE


def earned_in(batch: Batch, table: HourTable | None = None) -> list[Earned]:
    """Half-days and hours of every active place, in roster order, from the marks; three statements."""
    table = table or HourTable()
    meetings = list(batch.meetings.held())
    rows = {
        place.pk: Earned(place, len(meetings), sum(is_due(place, one.date, one.slot) for one in meetings))
        for place in numbered_list(batch, also=["unit"])
    }
    held = batch.meetings.held()
    marks = AttendanceMark.objects.filter(meeting__in=held, enrolment__in=rows, status__in=ATTENDED)
    for place, day, slot, status in marks.values_list("enrolment", "meeting__date", "meeting__slot", "status"):
        rows[place].attended += 1
        rows[place].hours += table.earned(day, slot, status)
    return list(rows.values())


@dataclass(frozen=True)
class Check:
    """One condition of closing a class; a sentence says how it stands."""

    name: str
    ok: bool
    sentence: str
    blocking: bool = True


def closing_checks(batch: Batch, by: User | None = None) -> list[Check]:
    """What must be in order before the user, or a command, closes a class, and what is only worth knowing."""
    meetings = list(batch.meetings.held())
    return [
        *_closed_by_another(batch, by),
        _notice_issued(batch),
        _over(batch, meetings),
        _marks_complete(batch, meetings),
        _nobody_in_two_places(batch, meetings),
        _leave_decided(batch),
        _nominations_decided(batch),
        _rules_in_force(meetings),
        *_exams_finished(batch),
        _receipts_signed(batch),
    ]


def is_ready(checks: list[Check]) -> bool:
    return all(check.ok for check in checks if check.blocking)


def _closed_by_another(batch: Batch, by: User | None) -> list[Check]:
    """Nobody gives themselves hours and a certificate."""
    if by is None or batch.state == BatchState.CLOSED or not classes_with_place(by.person_id, [batch.pk]):
        return []
    return [Check("own_class", False, _("You have a place in this class. Another officer closes it."))]


def _notice_issued(batch: Batch) -> Check:
    if batch.state == BatchState.CANCELLED:
        return Check("notice", False, _("The class was cancelled."))
    ok = batch.state in (BatchState.NOTIFIED, BatchState.CLOSED)
    return Check("notice", ok, _("The notice is issued.") if ok else _("The notice has not been issued."))


def _over(batch: Batch, meetings: list[ClassMeeting]) -> Check:
    if not meetings:
        return Check("not_over", False, _("No half-day of the class was held."))
    last = timezone.localtime(max(meeting.end for meeting in meetings))
    ok = last <= timezone.now() and is_over(batch)
    if ok:
        return Check("not_over", True, _("The last half-day was on %(day)s.") % {"day": f"{last:%Y-%m-%d}"})
    day = f"{last:%Y-%m-%d %H:%M}" if last.date() >= batch.ends_on else f"{batch.ends_on}"
    return Check("not_over", False, _("The class runs until %(day)s; close it after that.") % {"day": day})


def _marks_complete(batch: Batch, meetings: list[ClassMeeting]) -> Check:
    places = batch.enrolments.active()
    due = sum(is_due(place, meeting.date, meeting.slot) for place in places for meeting in meetings)
    have = AttendanceMark.objects.filter(meeting__in=meetings, enrolment__in=places).count()
    if have == due:
        return Check("marks_missing", True, _("Attendance is entered for everybody in every half-day."))
    text = _("Attendance is not complete: %(n)d of %(due)d marks are missing. Enter the sheets first.")
    return Check("marks_missing", False, text % {"n": due - have, "due": due})


def _nobody_in_two_places(batch: Batch, meetings: list[ClassMeeting]) -> Check:
    """A half-day counts once, whoever said why somebody is on two lists; a lecture two classes hear is one place."""
    lecture = Coalesce("meeting__joint_with", "meeting")
    elsewhere = AttendanceMark.objects.annotate(lecture=lecture).filter(
        status__in=ATTENDED,
        enrolment__person=OuterRef("enrolment__person"),
        meeting__date=OuterRef("meeting__date"),
        meeting__slot=OuterRef("meeting__slot"),
        meeting__cancelled_at=None,
    )
    here = AttendanceMark.objects.filter(meeting__in=meetings, status__in=ATTENDED).annotate(lecture=lecture)
    elsewhere = elsewhere.exclude(enrolment__batch=batch).exclude(lecture=OuterRef("lecture"))
    titles = here.annotate(other=Subquery(elsewhere.values("enrolment__batch__title")[:1])).exclude(other=None)
    found = titles.order_by("meeting__date", "id").values_list(
        "enrolment__person__name", "meeting__date", "meeting__slot", "other"
    )
    told = [f"{name}（{day:%Y-%m-%d} {Slot(slot).label}，“{other}”）" for name, day, slot, other in found]
    if not told:
        return Check("in_two_places", True, _("Nobody is marked as there in two classes in one half-day."))
    text = _("Marked as there in another class in the same half-day: %(who)s. Correct the mark that is wrong.")
    return Check("in_two_places", False, text % {"who": "、".join(told[:NAMED]) + ("…" if len(told) > NAMED else "")})


def _leave_decided(batch: Batch) -> Check:
    n = LeaveRequest.objects.open().filter(enrolment__batch=batch).count()
    if not n:
        return Check("leave_open", True, _("No request for leave is waiting."))
    return Check("leave_open", False, _("Requests for leave still to be decided: %(n)d.") % {"n": n})


def _nominations_decided(batch: Batch) -> Check:
    n = batch.nominations.submitted().count()
    if not n:
        return Check("nominations_open", True, _("Every nomination is decided."))
    text = _("Nominations still to be decided: %(n)d. Admit them or refuse them under “Receipts and nominations”.")
    return Check("nominations_open", False, text % {"n": n})


def _rules_in_force(meetings: list[ClassMeeting]) -> Check:
    table = HourTable()
    without = sorted({meeting.date for meeting in meetings if table.rule_on(meeting.date) is None})
    if not without:
        return Check("no_rule", True, _("An hour rule is in force on every day."))
    days = "、".join(f"{day:%Y-%m-%d}" for day in without)
    return Check("no_rule", False, _("No hour rule is in force on: %(days)s.") % {"days": days})


def _exams_finished(batch: Batch) -> list[Check]:
    exams = FinalExams(batch)
    if not exams:
        return [Check("exam_open", True, _("The class has no final examination; certificates go by attendance alone."))]
    further = _("“%(title)s” opens on %(day)s. Who passes it gets the certificate after closing, by an act of its own.")
    notes = [Check("exam_to_come", False, _of_sitting(further, one), blocking=False) for one in exams.to_come()]
    waiting = exams.running()
    if waiting:
        text = _("The final examination “%(title)s” is open until %(end)s; close the class after that.")
        unheld = _("The final examination “%(title)s” has not been held; hold it or cancel it first.")
        sentences = [_of_sitting(text if one.phase == "open" else unheld, one) for one in waiting]
        return [Check("exam_open", False, " ".join(sentences)), *notes]
    if exams.being_sat:
        text = _("Papers of the final examination that are not marked yet: %(n)d.")
        return [Check("exam_open", False, text % {"n": exams.being_sat}), *notes]
    return [Check("exam_open", True, _("The final examination is over and marked.")), *notes]


def _of_sitting(text: str, sitting: Sitting) -> str:
    opens, closes = timezone.localtime(sitting.opens_at), timezone.localtime(sitting.closes_at)
    return text % {"title": sitting.title, "day": f"{opens:%Y-%m-%d %H:%M}", "end": f"{closes:%Y-%m-%d %H:%M}"}


def _receipts_signed(batch: Batch) -> Check:
    n = NoticeReceipt.objects.filter(notice__batch=batch, signed_at=None).count()
    text = _("Units that have not signed for the notice: %(n)d.") % {"n": n} if n else _("Every unit signed.")
    return Check("receipts", not n, text, blocking=False)


@dataclass(frozen=True)
class YearTotal:
    year: int
    hours: Decimal
    days: Decimal


@dataclass(frozen=True)
class Transcript:
    """A person's hours and certificates."""

    entries: list[CreditEntry]
    years: list[YearTotal]
    certificates: list[Certificate]


def transcript_of(person: Person) -> Transcript:
    """Newest first; three statements whatever the number of entries."""
    return _transcript(CreditEntry.objects.of(person.pk), certificates_of(person.pk))


def transcript_shown_to(user: User, person: Person) -> Transcript:
    """What the user may know of a person's hours and certificates."""
    return _transcript(
        CreditEntry.objects.visible_to(user).of(person.pk),
        certificates_of(person.pk).filter(pk__in=Certificate.objects.visible_to(user).values("pk")),
    )


def _transcript(entries: QuerySet[CreditEntry], certificates: QuerySet[Certificate]) -> Transcript:
    sums = entries.order_by("-year").values("year").annotate(hours=Sum("hours"), days=Sum("days"))
    return Transcript(
        entries=list(entries.select_related("batch", "opening").order_by("-year", "-id")),
        years=[YearTotal(**row) for row in sums],
        certificates=list(certificates),
    )


def standing_of(entry: CreditEntry) -> tuple[Decimal, Decimal]:
    """Hours and days a posting comes to with its corrections."""
    added = entry.corrections.aggregate(hours=Sum("hours"), days=Sum("days"))
    return entry.hours + (added["hours"] or 0), entry.days + (added["days"] or 0)


def postings_in(batch: Batch) -> QuerySet[CreditEntry]:
    """What closing posted, in roster order, with the hours that stand after corrections as `standing`."""
    rows = CreditEntry.objects.postings().filter(batch=batch).select_related("person", "batch__organiser")
    corrected = Coalesce(Sum("corrections__hours"), Decimal(0))
    return rows.annotate(standing=F("hours") + corrected).order_by("pk")


def certificates_of(person_id: int) -> QuerySet[Certificate]:
    return Certificate.objects.filter(one_person(person_id, "enrolment__person")).select_related("enrolment__batch")


def certificate_for(entry: CreditEntry) -> Certificate | None:
    """The valid certificate that says what a posting came to at closing; an opening entry has none."""
    if entry.batch_id is None:
        return None
    return certificates_of(entry.person_id).filter(enrolment__batch=entry.batch_id, revoked_at=None).first()


def certificates_in(batch: Batch) -> QuerySet[Certificate]:
    rows = Certificate.objects.filter(enrolment__batch=batch).select_related("enrolment__person")
    return rows.order_by("year", "serial")


@dataclass(frozen=True)
class YearHours:
    """Somebody's hours of a year by how they were earned."""

    concentrated: Decimal
    network: Decimal

    @property
    def total(self) -> Decimal:
        return self.concentrated + self.network


def year_hours(person_id: int, year: int) -> YearHours:
    entries = CreditEntry.objects.of(person_id).filter(year=year).order_by()
    sums = dict(entries.values("bucket").annotate(sum=Sum("hours")).values_list("bucket", "sum"))
    return YearHours(*(sums.get(bucket, Decimal(0)) for bucket in (Bucket.CONCENTRATED, Bucket.NETWORK)))


def hours_in(person_id: int, year: int) -> Decimal:
    return year_hours(person_id, year).total


SHIPPED_NUMBERING = CertificateNumbering(pattern="宛培〔{年}〕第{序号}号", digits=4)


def numbering_in_use() -> CertificateNumbering:
    return CertificateNumbering.objects.last() or SHIPPED_NUMBERING


def next_number() -> str:
    year = timezone.localdate().year
    return numbering_in_use().number(year, next_serial(year))


def next_serial(year: int) -> int:
    """The running number the next certificate of the year gets."""
    return (CertificateSeries.objects.filter(year=year).values_list("last_serial", flat=True).first() or 0) + 1


def skipped_serials() -> QuerySet[SkippedSerials]:
    """The decisions of this year to leave numbers out."""
    return SkippedSerials.objects.filter(year=timezone.localdate().year).select_related("decided_by")
