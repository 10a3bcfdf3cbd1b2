from allauth.account.auth_backends import AuthenticationBackend

from people.models import User


class AccountBackend(AuthenticationBackend):
    """Signs in as the library does; whoever comes back is read together with what their roles reach."""

    def get_user(self, user_id: int) -> User | None:
        user = User.objects.with_scope(user_id)
        return user if user and self.user_can_authenticate(user) else None
