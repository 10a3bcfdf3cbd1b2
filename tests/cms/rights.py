from tests.support.rights import EVERYONE, Route

RIGHTS = {"cms:search": Route(EVERYONE)}
