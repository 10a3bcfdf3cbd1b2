import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# What people put between the parts of a plate.
BETWEEN = re.compile(r"[\s·•・‧∙⋅.\-–—_]+")


PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"


ENDING = "(?:[挂学警港澳领使试超临]|应急)"


PLACED = re.compile(rf"[{PROVINCES}][A-Z](?:[A-Z0-9]{{5,6}}|[A-Z0-9]{{3,5}}{ENDING}|临[A-Z0-9]{{4,5}})")


FOREIGN = re.compile(r"[^A-Z0-9\u4e00-\u9fff]")


SHORTEST, LONGEST = 4, 9


def normal_plate(text: str) -> str:
    """A vehicle's plate as it is kept: upper case, plain width, nothing between its parts."""
    return BETWEEN.sub("", unicodedata.normalize("NFKC", text)).upper()


def validate_plate(plate: str) -> None:
    """Lenient: plates of provinces are looked at closely, those of Hong Kong, Macau, embassies or the armed police
    only as far as any plate is."""
    wrong = "".join(dict.fromkeys(FOREIGN.findall(plate)))
    if wrong:
        raise ValidationError(
            _("“%(wrong)s” does not belong on a plate. Enter one plate: letters, digits and Chinese characters.")
            % {"wrong": wrong},
            code="plate_characters",
        )
    if not SHORTEST <= len(plate) <= LONGEST:
        raise ValidationError(
            _("A plate has 7 characters, one for new energy 8; “%(plate)s” has %(n)d.")
            % {"plate": plate, "n": len(plate)},
            code="plate_length",
        )
    if plate[0] in PROVINCES and not PLACED.fullmatch(plate):
        raise ValidationError(
            _(
                "After “%(province)s” a plate has one letter and then 5 characters, 6 for new energy: 豫R12345, 豫RD12345."
            )
            % {"province": plate[0]},
            code="plate_shape",
        )
    if not re.search(r"\d", plate):
        raise ValidationError(_("A plate has digits in it, such as 豫R12345."), code="plate_digits")
