"""Backup and restore of an installation: database, files, and the keys apart."""

from lms.backup.folder import Backup, choose_backup, whole_backups
from lms.backup.making import make_backup
from lms.backup.restoring import Restored, restore_backup

__all__ = ["Backup", "Restored", "choose_backup", "make_backup", "restore_backup", "whole_backups"]
