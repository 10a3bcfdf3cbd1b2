from people.choices import Role
from tests.support.rights import EVERYONE, Route

RIGHTS = {
    "cms:search": Route(EVERYONE),
    "cms:identity": Route({Role.TRAINING_OFFICER, Role.SYSADMIN}),
}
