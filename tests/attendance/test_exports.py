import io

import pypdf
import pytest

from attendance.exports import padded, sign_in_sheet
from tests.factories.admission import EnrolmentFactory, class_today
from tests.factories.training import DAY, ClassMeetingFactory, at
from training.choices import Slot

pytestmark = pytest.mark.django_db


def pages_of(content):
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def squeezed(text):
    return "".join(text.split())


def test_the_sheet_holds_title_place_and_everybody():
    today = class_today(2)
    EnrolmentFactory(batch=today.batch, person__name="欧阳修文")

    text = squeezed("".join(pages_of(sign_in_sheet(today.batch, is_demo=False))))

    wanted = (today.batch.title, today.batch.place, "欧阳修文", "3月2日", "应到：3人", today.batch.code)
    assert [word for word in wanted if squeezed(word) not in text] == []


def test_a_sheet_of_an_empty_class_still_prints():
    assert len(pages_of(sign_in_sheet(class_today(0).batch, is_demo=False))) == 1


def test_a_long_list_runs_on_with_its_heading_on_every_page():
    pages = pages_of(sign_in_sheet(class_today(40).batch, is_demo=False))

    assert (len(pages) > 1, ["单位及职务" in squeezed(page) for page in pages]) == (True, [True] * len(pages))


def test_a_demo_sheet_says_so():
    today = class_today(1)

    said = [
        "演示数据" in squeezed("".join(pages_of(sign_in_sheet(today.batch, is_demo=demo)))) for demo in (True, False)
    ]

    assert said == [True, False]


def test_cancelled_half_days_have_no_column():
    today = class_today(1)
    ClassMeetingFactory(batch=today.batch, slot=Slot.AFTERNOON, cancelled_at=at("08:00"))

    text = squeezed("".join(pages_of(sign_in_sheet(today.batch, is_demo=False))))

    assert text.count(f"{DAY.month}月{DAY.day}日") == 1


@pytest.mark.parametrize("name", ['#panic("x")', "$1/0$", "*张三*", "\\", '"; drop', "@ref", "<label>"])
def test_a_name_is_never_read_as_markup(name):
    today = class_today(0)
    EnrolmentFactory(batch=today.batch, person__name=name)

    text = squeezed("".join(pages_of(sign_in_sheet(today.batch, is_demo=False))))

    assert squeezed(name) in text


@pytest.mark.parametrize(
    ("name", "printed"), [("王伟", "王　伟"), ("张三丰", "张三丰"), ("欧阳修文", "欧阳修文"), ("王", "王")]
)
def test_two_character_names_are_set_apart(name, printed):
    assert padded(name) == printed
