"""What this app tells people of."""

from django.utils.translation import gettext_lazy as _

from people.news import MessageGroup, MessageKind

EXCHANGES = MessageGroup("exchanges", _("Exchanges and agreements"), 30)

SPAN = {"begins": "2026-03-01", "ends": "2026-08-31"}
AGREEMENT = {"title": "干部互派合作协议"}
EXCHANGE = {"title": "张三 某通信公司", **SPAN}

AGREEMENT_SIGNED = MessageKind(
    code="partners.agreement_signed",
    group=EXCHANGES,
    label=_("An agreement comes into force"),
    title=_("Agreement in force: {title}"),
    sample={**AGREEMENT, **SPAN},
)
AGREEMENT_ENDS = MessageKind(
    code="partners.agreement_ends",
    group=EXCHANGES,
    label=_("An agreement ends soon"),
    title=_("Agreement ends soon: {title}"),
    body=_("Last day: {day}. Renew it or bring its exchanges to an end."),
    sample={**AGREEMENT, "day": "2026-08-31"},
)
STATEMENT_TO_CONFIRM = MessageKind(
    code="partners.statement",
    group=EXCHANGES,
    label=_("A statement waits for confirmation"),
    title=_("Statement to confirm: {title}"),
    body="{begins} – {ends}",
    sample={**AGREEMENT, **SPAN},
)
EXCHANGE_BEGINS = MessageKind(
    code="partners.exchange_begins",
    group=EXCHANGES,
    label=_("An exchange begins"),
    title=_("Exchange begins: {title}"),
    body="{begins} – {ends}",
    sample=EXCHANGE,
)
EXCHANGE_ENDED = MessageKind(
    code="partners.exchange_ended",
    group=EXCHANGES,
    label=_("An exchange is ended early"),
    title=_("Exchange ended early: {title}"),
    body="{begins} – {ends}",
    sample=EXCHANGE,
)
APPRAISED = MessageKind(
    code="partners.appraised",
    group=EXCHANGES,
    label=_("An appraisal is given"),
    title=_("Appraisal given: {title}"),
    body="{begins} – {ends}",
    sample=EXCHANGE,
)
AGREEMENT_TERMINATED = MessageKind(
    code="partners.agreement_terminated",
    group=EXCHANGES,
    label=_("An agreement is terminated"),
    title=_("Agreement terminated: {title}"),
    body=_("It ended on {day}. Reason: {reason}"),
    sample={**AGREEMENT, "day": "2026-05-31", "reason": "公司合并"},
)
JOINT_TRAINING = MessageKind(
    code="partners.joint_training",
    group=EXCHANGES,
    label=_("Joint training is set up"),
    title=_("Joint training under “{title}”: {name}"),
    body=_("See what each side gives, and enter your guests where seats are set aside for them."),
    sample={**AGREEMENT, "name": "公文写作培训班"},
)
OTHER_SIDE_CONFIRMED = MessageKind(
    code="partners.other_side_confirmed",
    group=EXCHANGES,
    label=_("One side has confirmed a statement"),
    title=_("The other side has confirmed: {title}"),
    body=_("{begins} – {ends}. It stands once your side confirms, too."),
    sample={**AGREEMENT, **SPAN},
)
STATEMENT_STANDS = MessageKind(
    code="partners.statement_stands",
    group=EXCHANGES,
    label=_("Both sides have confirmed a statement"),
    title=_("Confirmed by both sides: {title}"),
    body=_("{begins} – {ends}. The statement stands and can be printed."),
    sample={**AGREEMENT, **SPAN},
)
KINDS = [
    AGREEMENT_SIGNED,
    AGREEMENT_ENDS,
    AGREEMENT_TERMINATED,
    STATEMENT_TO_CONFIRM,
    OTHER_SIDE_CONFIRMED,
    STATEMENT_STANDS,
    EXCHANGE_BEGINS,
    EXCHANGE_ENDED,
    APPRAISED,
    JOINT_TRAINING,
]
