from tests.support.rights import EVERY_ROLE, EVERYONE, Route

RIGHTS = {
    "healthz": Route(EVERYONE),
    "readyz": Route(EVERYONE),
    "home": Route(EVERY_ROLE),
    "me": Route(EVERY_ROLE),
    "set_language": Route(EVERYONE, method="post"),
}
