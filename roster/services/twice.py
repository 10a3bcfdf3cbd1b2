"""One person entered twice. No row of another table is touched: see decision 0016, entries made twice."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks

from common.errors import NotAllowed, require_reason
from people.choices import PersonStatus
from people.models import Person, Posting, RoleAssignment, User
from people.recognise.persons import is_variant
from people.services import postings, tree
from people.services.accounts import disable_account, enable_account
from people.trail import audit
from roster.models import PersonMerge


def _held_pair(one: Person, other: Person) -> tuple[Person, Person]:
    """Both entries, locked in one order whichever way round they are named."""
    rows = {
        person.pk: person
        for person in Person.objects.select_for_update().order_by("pk").filter(pk__in=[one.pk, other.pk])
    }
    return rows[one.pk], rows[other.pk]


@transaction.atomic
def merge_persons(*, keep: Person, away: Person, reason: str, by: User) -> PersonMerge:
    """Read `away` as the same person as `keep` from now on; safe to repeat."""
    keep, away = _held_pair(keep, away)
    if away.merged_into_id == keep.pk:
        return PersonMerge.objects.get(away=away, undone_at=None)
    _refuse_own(keep, away, by)
    _check_pair(keep, away)
    reason = require_reason(reason, _("Say how you know that it is the same person; the reason is kept."))
    _refuse_obstacles(keep, away)
    posting, account = away.postings.current().first(), User.objects.filter(person=away).first()
    merge = PersonMerge(keep=keep, away=away, status_before=away.status, posting=posting, by=by, reason=reason)
    merge.account_was_active = account is not None and account.is_active
    merge.save()
    if posting:
        postings.end_posting(posting, max(timezone.localdate(), posting.started_on))
    if account:
        disable_account(user=account, by=by)
    away.status, away.merged_into = PersonStatus.MERGED, keep
    away.save(update_fields=["status", "merged_into"])
    audit.record(keep, "roster.merge_persons", by=by, reason=reason, data={"away": away.staff_no})
    return merge


def _check_pair(keep: Person, away: Person) -> None:
    if keep.pk == away.pk:
        raise NotAllowed(_("This is the same entry."), code="same_entry")
    if keep.merged_into_id or away.merged_into_id or away.merged_people.exists():
        raise NotAllowed(_("One of the entries is merged already. Undo that first."), code="merged_already")
    if keep.status != PersonStatus.ACTIVE:
        raise NotAllowed(_("The entry that is kept must be in post."), code="keep_not_in_post")
    numbers = {keep.id_number_index, away.id_number_index} - {None}
    if len(numbers) == 2:
        text = _("The two entries have different ID numbers: these are two people, or one number is wrong.")
        raise NotAllowed(text, code="different_people")
    if not _have_something_in_common(keep, away):
        text = _(
            "The two entries have neither the name nor a number in common. If they are one person, put the wrong name, ID "
            "number or mobile right first."
        )
        raise NotAllowed(text, code="nothing_in_common")


def _have_something_in_common(keep: Person, away: Person) -> bool:
    """A number; the name; or the month of birth with a name that is misspelled in one character."""
    numbers = [{one.id_number, one.mobile, one.spare_mobile} - {""} for one in (keep, away)]
    is_misspelled = is_variant(keep.name, away.name) and keep.birth_month == away.birth_month != ""
    return bool(numbers[0] & numbers[1]) or keep.name == away.name or is_misspelled


def _refuse_own(keep: Person, away: Person, by: User) -> None:
    """What one entry has, hours among it, becomes the other's: nobody decides that of themselves."""
    if by.person_id in (keep.pk, away.pk):
        raise NotAllowed(_("Your own entry is merged or parted by somebody else."), code="own_entry")


def _refuse_obstacles(keep: Person, away: Person) -> None:
    """What belongs to the entry that goes away and cannot go on under the other one."""
    roles = RoleAssignment.objects.not_ended().filter(user__person=away).count()
    found = [_("roles held: %(n)d") % {"n": roles}] if roles else []
    found += [one for hook in hooks.get_hooks("person_merge_obstacles") for one in hook(keep, away)]
    if found:
        values = {"number": away.staff_no, "obstacles": _("; ").join(found)}
        text = _("Entry %(number)s cannot go away yet: %(obstacles)s. Finish this, or keep that entry instead.")
        raise NotAllowed(text % values, code="in_the_way")


@transaction.atomic
def unmerge_persons(*, merge: PersonMerge, reason: str, by: User) -> Person:
    """Two people again: status, posting and account of the other entry are as they were before."""
    merge = PersonMerge.objects.select_related("posting__unit").get(pk=merge.pk)
    if merge.posting:
        tree.held_open(merge.posting.unit)
    keep, away = _held_pair(merge.keep, merge.away)
    merge = PersonMerge.objects.select_for_update().get(pk=merge.pk)
    if merge.undone_at:
        return away
    _refuse_own(keep, away, by)
    reason = require_reason(reason, _("Say why these are two people; the reason is kept."))
    away.status, away.merged_into = merge.status_before, None
    away.save(update_fields=["status", "merged_into"])
    if merge.posting:
        Posting.objects.filter(pk=merge.posting.pk).update(ended_on=None)
    for account in User.objects.filter(person=away) if merge.account_was_active else ():
        enable_account(user=account, by=by)
    merge.undone_by, merge.undone_at, merge.undone_reason = by, timezone.now(), reason
    merge.save(update_fields=["undone_by", "undone_at", "undone_reason"])
    audit.record(keep, "roster.unmerge_persons", by=by, reason=reason, data={"away": away.staff_no})
    return away
