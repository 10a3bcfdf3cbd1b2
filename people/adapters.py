from allauth.account.adapter import DefaultAccountAdapter


class ClosedSignupAdapter(DefaultAccountAdapter):
    """Accounts come from the roster; nobody makes one for themselves."""

    def is_open_for_signup(self, request):
        return False
