import pytest

from tests.browser.steps import sign_in


@pytest.fixture
def desk(browser):
    """`desk(site, username)`: a page of a browser of one's own, signed in; without a name not signed in."""
    contexts = []

    def sit_down(site, username=None):
        context = browser.new_context(locale="zh-CN", accept_downloads=True)
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        if username:
            page.goto(f"{site.url}/home/")
            sign_in(page, username)
        return page

    yield sit_down
    for context in contexts:
        context.close()
