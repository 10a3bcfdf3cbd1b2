from wagtail import hooks

from intake.services.keys import files_in_need_of, renew_files
from people.services.keys import SealedColumns


@hooks.register("sealed_columns")
def kept_files():
    return [SealedColumns(renew_files, files_in_need_of)]
