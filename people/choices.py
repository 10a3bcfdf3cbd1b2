from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class UnitKind(models.TextChoices):
    AREA = "area", _("Area")
    GOVERNMENT_OFFICE = "government_office", _("Government office")
    PARTY_DEPARTMENT = "party_department", _("Party department")
    CONGRESS_CPPCC = "congress_cppcc", _("People's congress or CPPCC")
    SUPERVISION_JUDICIAL = "supervision_judicial", _("Supervision, court or procuratorate")
    GOVERNMENT_DEPARTMENT = "government_department", _("Government department")
    DIRECT_AGENCY = "direct_agency", _("Directly affiliated agency")
    DIRECT_INSTITUTION = "direct_institution", _("Directly affiliated institution")
    MASS_ORGANISATION = "mass_organisation", _("Mass organisation")
    VERTICAL_AGENCY = "vertical_agency", _("Vertically managed agency")
    COUNTY = "county", _("County, city or district")
    FUNCTIONAL_ZONE = "functional_zone", _("Functional zone")
    COUNTY_DEPARTMENT = "county_department", _("County department")
    ENTERPRISE = "enterprise", _("State-owned enterprise")
    PARTNER = "partner", _("Partner organisation")
    TRAINING_INSTITUTION = "training_institution", _("Training institution")


class Track(models.TextChoices):
    """Whom the training is for (培训对象类别)."""

    LEADER = "leader", _("Leaders")
    STAFF = "staff", _("General staff")
    TECHNICIAN = "technician", _("Technicians")


class Sex(models.TextChoices):
    """GB/T 2261.1."""

    MALE = "1", _("Male")
    FEMALE = "2", _("Female")


class StaffCategory(models.TextChoices):
    CIVIL_SERVANT = "civil_servant", _("Civil servant")
    REF_MANAGED = "ref_managed", _("Managed by reference to the civil service law")
    INSTITUTION_STAFF = "institution_staff", _("Public institution staff")
    WORKER = "worker", _("Manual worker")
    ENTERPRISE = "enterprise", _("Enterprise staff")
    OTHER = "other", pgettext_lazy("staff category", "Other")


class PersonStatus(models.TextChoices):
    ACTIVE = "active", _("In post")
    RETIRED = "retired", _("Retired")
    LEFT = "left", _("Left")
    MERGED = "merged", _("Entered twice")


class UnitChangeKind(models.TextChoices):
    """What happened to a unit; the audit trail calls it `people.<kind>_unit`."""

    OPEN = "open", _("Opened")
    RENAME = "rename", _("Renamed")
    DESCRIBE = "describe", _("Particulars changed")
    REORDER = "reorder", _("Order changed")
    MOVE = "move", _("Moved")
    CLOSE = "close", _("Closed")
    MERGE = "merge", _("Merged into another unit")
    ABSORB = "absorb", _("Took in another unit")
    SPLIT = "split", _("Split")
    SPLIT_OFF = "split_off", _("Split from another unit")
    ADD_NAME = "add_name", _("Other name added")
    REMOVE_NAME = "remove_name", _("Other name removed")


class Role(models.TextChoices):
    SYSADMIN = "sysadmin", _("System administrator")
    SECADMIN = "secadmin", _("Security administrator")
    AUDITADMIN = "auditadmin", _("Audit administrator")
    TRAINING_OFFICER = "training_officer", _("Training officer")
    CLASS_TEACHER = "class_teacher", _("Class teacher")
    LIAISON = "liaison", _("Liaison")
    HR = "hr", _("HR officer")
    LECTURER = "lecturer", _("Lecturer")
    GRADER = "grader", _("Grader")
    PROCTOR = "proctor", _("Proctor")
    TRAINEE = "trainee", _("Trainee")
    MONITOR = "monitor", _("Class monitor")
    VIEWER = "viewer", _("Leader (read only)")
    PARTNER = "partner", _("Partner contact")
    EDITOR = "editor", _("Site editor")


class AccountState(models.TextChoices):
    """How far somebody of the roster has come with signing in."""

    NONE = "none", _("No account")
    SLIP = "slip", _("Slip not used yet")
    IN_USE = "in_use", _("Own password")
    DISABLED = "disabled", _("Disabled")


# Where someone with several roles lands after sign-in: the first of these that they hold.
LANDING_ORDER = (
    Role.TRAINING_OFFICER,
    Role.HR,
    Role.CLASS_TEACHER,
    Role.LECTURER,
    Role.GRADER,
    Role.PROCTOR,
    Role.LIAISON,
    Role.PARTNER,
    Role.VIEWER,
    Role.EDITOR,
    Role.SYSADMIN,
    Role.SECADMIN,
    Role.AUDITADMIN,
    Role.MONITOR,
    Role.TRAINEE,
)

# 职务层次 from high to low; rosters sort by it, and put any other wording last.
POST_LEVELS = (
    "省部级正职",
    "省部级副职",
    "厅局级正职",
    "厅局级副职",
    "县处级正职",
    "县处级副职",
    "乡科级正职",
    "乡科级副职",
    "科员",
    "办事员",
    "专业技术",
)
