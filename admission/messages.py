"""What this app tells people of."""

from django.utils.translation import gettext_lazy as _

from people.news import MessageKind
from training.messages import CLASSES, SAMPLE


def _kind(code: str, **words) -> MessageKind:
    return MessageKind(code=f"admission.{code}", group=CLASSES, **words)


NOTICE_ISSUED = _kind(
    "notice",
    label=_("A training notice is issued"),
    title=_("Training notice: {title}"),
    body=_("Sign for it and reply by {day}."),
    sample={**SAMPLE, "day": "2026-08-20"},
)


NOBODY_ANSWERS = _kind(
    "nobody_answers",
    label=_("A notice went to units without a liaison"),
    title=_("Units without a liaison: {title}"),
    body=_("{names}. Nobody there can sign for the notice: have liaisons named, or tell the units another way."),
    sample={"title": "公文写作培训班", "names": "市财政局、市档案馆"},
)


NOMINATED = _kind(
    "nominated",
    label=_("Somebody is put forward for a class"),
    title=_("You are put forward for {title}"),
    body=_("{begins} – {ends}, {place}. The training office decides; you will be told."),
    sample=SAMPLE,
)


NOMINATIONS_WAIT = _kind(
    "nominations_wait",
    label=_("Nominations wait for a decision"),
    title=_("Nominations to decide: {title}"),
    body=_("Admit or refuse them before the class begins on {begins}."),
    sample=SAMPLE,
)


ALL_ANSWERED = _kind(
    "all_answered",
    label=_("All units have answered a notice"),
    title=_("All units have answered: {title}"),
    body=_("Admit those put forward before the class begins on {begins}."),
    sample=SAMPLE,
)


NOMINATED_AND_WAIT = _kind(
    "nominated_and_wait",
    label=_("An officer is put forward, and nominations wait for a decision"),
    title=_("You are put forward, and nominations are to be decided: {title}"),
    body=_(
        "{begins} – {ends}, {place}. Admit or refuse those put forward before the class begins; another officer decides "
        "about you."
    ),
    sample=SAMPLE,
)


NOMINATED_ALL_ANSWERED = _kind(
    "nominated_all_answered",
    label=_("An officer is put forward, and all units have answered a notice"),
    title=_("All units have answered, and you are put forward: {title}"),
    body=_(
        "{begins} – {ends}, {place}. Admit those put forward before the class begins; another officer decides about you."
    ),
    sample=SAMPLE,
)


NOMINATION_WITHDRAWN = _kind(
    "nomination_withdrawn",
    label=_("A nomination is withdrawn"),
    title=_("Your nomination for {title} is withdrawn"),
    body=_("You need not come. Your unit's liaison can tell you more."),
    sample=SAMPLE,
)


NOT_ADMITTED = _kind(
    "not_admitted",
    label=_("Somebody is not admitted to a class"),
    title=_("You are not admitted to {title}"),
    body=_("You need not come. Your unit has been told why."),
    sample=SAMPLE,
)


NOT_ADMITTED_UNIT = _kind(
    "not_admitted_unit",
    label=_("A unit's nomination is refused"),
    title=_("{name} is not admitted to {title}"),
    body=_("Reason: {reason}"),
    sample={**SAMPLE, "name": "张三", "reason": "不在培训对象范围"},
)


ADMITTED = _kind(
    "admitted",
    label=_("Somebody is admitted to a class"),
    title=_("You are admitted to {title}"),
    body=_("Come on {begins} to {place}. Enter your arrival details before that."),
    sample=SAMPLE,
)


ADMITTED_UNIT = _kind(
    "admitted_unit",
    label=_("People of a unit are admitted"),
    title=_("Admitted from your unit: {title}"),
    body=_("{names}. The class begins on {begins} at {place}."),
    sample={**SAMPLE, "names": "张三、李四"},
)


ADMITTED_WITH_UNIT = _kind(
    "admitted_with_unit",
    label=_("A liaison is admitted to a class, with others of the unit"),
    title=_("You are admitted to {title}"),
    body=_(
        "Come on {begins} to {place}. Enter your arrival details before that. Admitted from your unit, you among them: "
        "{names}."
    ),
    sample={**SAMPLE, "names": "张三、李四"},
)


REPLACED = _kind(
    "replaced",
    label=_("Somebody is replaced"),
    title=_("Somebody else goes to {title} in your place"),
    body=_("{name} takes your place; you need not come. Your unit or the training office can tell you more."),
    sample={**SAMPLE, "name": "李四", "other": "张三"},
)


ADMITTED_IN_PLACE = _kind(
    "admitted_in_place",
    label=_("Somebody is admitted in place of another"),
    title=_("You are admitted to {title}"),
    body=_("You take the place of {other}. Come on {begins} to {place}. Enter your arrival details before that."),
    sample={**SAMPLE, "name": "李四", "other": "张三"},
)


NOMINATED_IN_PLACE = _kind(
    "nominated_in_place",
    label=_("Somebody is put forward in place of another"),
    title=_("You are put forward for {title}"),
    body=_("You take the place of {other}. {begins} – {ends}, {place}. The training office decides; you will be told."),
    sample={**SAMPLE, "name": "李四", "other": "张三"},
)


REPLACEMENT_UNIT = _kind(
    "replacement_unit",
    label=_("Somebody of a unit is replaced"),
    title=_("Replacement from your unit: {title}"),
    body=_("{name} takes the place of {other}. The class begins on {begins} at {place}."),
    sample={**SAMPLE, "name": "李四", "other": "张三"},
)


REPLACEMENT = _kind(
    "replacement",
    label=_("A unit sends somebody else"),
    title=_("Replacement: {title}"),
    body=_("{name} comes in place of {other}."),
    sample={**SAMPLE, "name": "李四", "other": "张三"},
)


PLACE_WITHDRAWN = _kind(
    "place_withdrawn",
    label=_("A place in a class is withdrawn"),
    title=_("Your place in {title} is withdrawn"),
    body=_("You need not come."),
    sample=SAMPLE,
)


WRITTEN_IN = _kind(
    "written_in",
    label=_("Somebody is written in at a class"),
    title=_("You are on the roll of {title}"),
    body=_("You were written in at the class. Sign in for the half-days to come, until {ends}."),
    sample=SAMPLE,
)


WRITTEN_IN_UNIT = _kind(
    "written_in_unit",
    label=_("People of a unit are written in at a class"),
    title=_("Written in from your unit: {title}"),
    body=_("{names}. They came to the class without a nomination and are on its roll; it runs until {ends}."),
    sample={**SAMPLE, "names": "张三、李四"},
)


WRITTEN_IN_WITH_UNIT = _kind(
    "written_in_with_unit",
    label=_("A liaison is written in at a class, with others of the unit"),
    title=_("You are on the roll of {title}"),
    body=_(
        "You were written in at the class. Sign in for the half-days to come, until {ends}. Written in from your unit, "
        "you among them: {names}."
    ),
    sample={**SAMPLE, "names": "张三、李四"},
)


ARRIVAL_ENTERED = _kind(
    "arrival_entered",
    label=_("Arrival details are entered for somebody"),
    title=_("Your arrival details were entered: {title}"),
    body=_("Look at them, and change them before {begins} if something is wrong."),
    sample=SAMPLE,
)
KINDS = [
    NOTICE_ISSUED,
    NOBODY_ANSWERS,
    NOMINATED,
    NOMINATIONS_WAIT,
    ALL_ANSWERED,
    NOMINATED_AND_WAIT,
    NOMINATED_ALL_ANSWERED,
    NOMINATION_WITHDRAWN,
    NOT_ADMITTED,
    NOT_ADMITTED_UNIT,
    ADMITTED,
    ADMITTED_UNIT,
    ADMITTED_WITH_UNIT,
    REPLACED,
    ADMITTED_IN_PLACE,
    NOMINATED_IN_PLACE,
    REPLACEMENT,
    REPLACEMENT_UNIT,
    PLACE_WITHDRAWN,
    WRITTEN_IN,
    WRITTEN_IN_UNIT,
    WRITTEN_IN_WITH_UNIT,
    ARRIVAL_ENTERED,
]
