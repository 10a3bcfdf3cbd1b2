"""A list from its arrival to its undoing."""

from intake.services.committing import commit_list, undo_list
from intake.services.receiving import judge_list, put_right, receive_list

__all__ = ["commit_list", "judge_list", "put_right", "receive_list", "undo_list"]
