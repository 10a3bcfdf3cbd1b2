from wagtail import hooks

from intake.actions import ACTIONS
from intake.services.keys import files_in_need_of, renew_files
from people.services.keys import SealedColumns


@hooks.register("sealed_columns")
def kept_files():
    return [SealedColumns(renew_files, files_in_need_of)]


@hooks.register("audit_actions")
def intake_audit_actions():
    return ACTIONS
