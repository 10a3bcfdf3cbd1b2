from people.choices import Role
from tests.factories.people import user_with_role
from tests.support.verbs import Sent, verb


@verb("cms:identity", 14)
def say_whose_site_this_is(rows):
    texts = dict.fromkeys(("organiser", "operator", "site_code", "icp_number", "telephone"), "")
    return Sent(user_with_role(Role.TRAINING_OFFICER), form=texts | {"system_name": "南阳市电子政务培训系统"})
