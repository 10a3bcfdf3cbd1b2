from people.choices import Role
from tests.support.rights import ANONYMOUS, EVERY_ROLE, EVERYONE, Route

WORKING = EVERY_ROLE - {Role.TRAINEE, Role.MONITOR}

RIGHTS = {
    "healthz": Route(EVERYONE),
    "readyz": Route(EVERYONE),
    "favicon": Route(EVERYONE),
    "home": Route(EVERY_ROLE),
    "desk": Route(WORKING),
    "desk_waiting": Route(WORKING),
    "me": Route(EVERY_ROLE),
    "privacy": Route(EVERY_ROLE),
    "api_home": Route(EVERYONE),
    "api:api-root": Route(EVERYONE),
    "api_docs": Route(EVERYONE),
    "api_document": Route(EVERYONE),
    "api_unknown": Route(set(), denied=404, otherwise={ANONYMOUS: 404}),
    "api_unknown_below": Route(set(), lambda world: {"rest": "x"}, denied=404, otherwise={ANONYMOUS: 404}),
    "set_language": Route(EVERYONE, method="post"),
    "suggestions": Route(EVERY_ROLE, lambda world: {"kind": "unit"}, names_a_row=False),
    "set_letters": Route(EVERYONE, method="post"),
    "emblem": Route(set(), lambda world: {"digest": "0" * 64}, denied=404, otherwise={ANONYMOUS: 404}),
}
