"""A roster file from its arrival to its undoing."""

from people.services.roster.arriving import judge_roster, put_right, upload_roster
from people.services.roster.committing import commit_roster
from people.services.roster.undoing import undo_roster

__all__ = ["commit_roster", "judge_roster", "put_right", "undo_roster", "upload_roster"]
