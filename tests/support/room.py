"""Room for the frames of one test's calls.

Python keeps frames in pieces of 16 kB, asks the system for a new one where a piece ends and gives it back on the way
home. Calls that go to and fro over such a border ask thousands of times a second, which was a quarter of the time of
the deeper tests. One frame that says it needs much makes a piece large enough for everything called below it.
"""

import pytest


def with_room(call):
    return call()


# Just over half a megabyte: the piece is then a whole one, and the other half is left for the calls.
with_room.__code__ = with_room.__code__.replace(co_stacksize=66_000)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item, nextitem):
    own = item.config.pluginmanager.get_plugin("runner").pytest_runtest_protocol
    return with_room(lambda: own(item, nextitem))
