"""What can be done to the catalogue. The only room that writes the tables of this package."""

from yichuang.catalogue.commands.decisions import (
    confirm,
    decide_withdrawal,
    publish,
    return_,
    withdraw,
)
from yichuang.catalogue.commands.drafts import create_draft, discard_draft, edit_draft, revise, submit
from yichuang.catalogue.commands.forms import add_form, remove_form
from yichuang.catalogue.commands.imports import Imported, import_drafts
from yichuang.catalogue.commands.windows import map_window, unmap_window
from yichuang.catalogue.commands.withdrawal import ask_withdrawal

__all__ = [
    "Imported",
    "add_form",
    "ask_withdrawal",
    "confirm",
    "create_draft",
    "decide_withdrawal",
    "discard_draft",
    "edit_draft",
    "import_drafts",
    "map_window",
    "publish",
    "remove_form",
    "return_",
    "revise",
    "submit",
    "unmap_window",
    "withdraw",
]
