"""Small things both databases need and Django leaves to the installer."""

from django.core.management import call_command


def create_cache_table(sender, using, **kwargs):
    """Make the table behind cache `default`; sign-in throttles live in it."""
    if sender.label == "common":
        call_command("createcachetable", database=using, verbosity=0)
