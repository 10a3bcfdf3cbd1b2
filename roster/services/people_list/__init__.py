"""A roster file from its arrival to its undoing."""

from roster.services.people_list.arriving import judge_roster, put_right, upload_roster
from roster.services.people_list.committing import commit_roster
from roster.services.people_list.undoing import undo_roster

__all__ = ["commit_roster", "judge_roster", "put_right", "undo_roster", "upload_roster"]
