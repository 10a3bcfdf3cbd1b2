"""How a test hears a refusal."""

import pytest

from common.errors import NotAllowed


def refusal(service, **arguments):
    """The code with which `service` refuses; fails when it does not."""
    with pytest.raises(NotAllowed) as refused:
        service(**arguments)
    return refused.value.code
