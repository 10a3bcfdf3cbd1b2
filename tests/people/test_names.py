import pytest

from people.models import Person
from people.names.keys import KEY_LENGTH, name_keys
from people.names.strokes import stroke_order
from people.services.persons import rebuild_name_keys, set_name
from tests.factories.people import PersonFactory


def ordered(key, *names):
    return sorted(names, key=lambda name: getattr(name_keys(name), key))


@pytest.mark.parametrize(
    ("name", "pinyin", "initials"),
    [
        ("单雪梅", "shan xue mei", "sxm"),
        ("仇英", "qiu ying", "qy"),
        ("解明", "xie ming", "xm"),
        ("曾明", "zeng ming", "zm"),
        ("查明", "zha ming", "zm"),
        ("区明", "ou ming", "om"),
        ("朴明", "piao ming", "pm"),
        ("任明", "ren ming", "rm"),
        ("华明", "hua ming", "hm"),
        ("缪明", "miao ming", "mm"),
        ("翟明", "zhai ming", "zm"),
        ("盖明", "ge ming", "gm"),
        ("秘明", "bi ming", "bm"),
        ("折明", "she ming", "sm"),
        ("种明", "chong ming", "cm"),
        ("员明", "yun ming", "ym"),
        ("乐明", "yue ming", "ym"),
        ("覃明", "qin ming", "qm"),
        ("尉迟明", "yu chi ming", "ycm"),
        ("尉明", "wei ming", "wm"),
        ("万俟明", "mo qi ming", "mqm"),
        ("欧阳明", "ou yang ming", "oym"),
        ("吕明", "lv ming", "lm"),
        ("买买提·阿卜杜拉", "mai mai ti a bo du la", "mmtabdl"),
        ("解", "xie", "x"),
        ("明解", "ming jie", "mj"),
        ("Tom", "tom", "t"),
        ("学员12", "xue yuan 12", "xy1"),
        ("𠮷明", "𠮷 ming", "𠮷m"),
    ],
)
def test_a_name_is_read_with_its_surnames_own_reading(name, pinyin, initials):
    keys = name_keys(name)

    assert (keys.pinyin, keys.pinyin_letters, keys.initials) == (pinyin, pinyin.replace(" ", ""), initials)


def test_a_separator_begins_no_surname_of_two_characters():
    assert name_keys("解·明").pinyin == "jie ming"


@pytest.mark.parametrize(
    ("corrected", "pinyin"),
    [("le yi", "le yi"), ("Lè", "yue yi"), ("Le-Yi", "le yi"), ("le yi ming", "yue yi"), ("", "yue yi")],
)
def test_a_correction_with_a_syllable_for_each_character_overrules(corrected, pinyin):
    assert name_keys("乐毅", corrected).pinyin == pinyin


def test_a_corrected_reading_is_ordered_by_its_tone_when_the_character_has_it():
    assert name_keys("乐", "le").pinyin_key.startswith("le4")
    assert name_keys("乐", "xyz").pinyin_key.startswith("xyz0")


def test_pinyin_order_goes_by_syllable_then_tone_then_character():
    assert ordered("pinyin_key", "连战", "李白", "单雪", "黎安", "㐂明", "李安", "陈一") == [
        "陈一",
        "黎安",
        "李安",
        "李白",
        "连战",
        "单雪",
        "㐂明",
    ]


def test_stroke_order_goes_by_count_then_by_shapes():
    names = ["丁明", "王伟", "文天", "田富", "㐂明", "李四"]

    assert ordered("surname_stroke_key", *reversed(names)) == names
    assert ordered("name_stroke_key", *reversed(names)) == names


def test_common_surnames_stand_as_the_mainland_writes_them():
    """陈 has seven strokes and 邓 four; in Taiwan's way of writing they have one more."""
    order = list("丁于万马王韦车毛仇文方尹孔邓石龙卢叶田史白冯兰司吕朱任刘许孙李杨吴何宋张陈林周郑高郭黄曹蒋谢")

    assert ordered("surname_stroke_key", *reversed(order)) == order


@pytest.mark.parametrize(
    ("key", "order"),
    [
        ("surname_stroke_key", ["田富", "田大利", "高富", "高大富"]),
        ("name_stroke_key", ["田大利", "田富", "高大富", "高富"]),
    ],
)
def test_the_two_official_modes_differ_for_bearers_of_one_surname(key, order):
    assert ordered(key, *reversed(order)) == order


def test_a_surname_of_two_characters_goes_by_its_first_and_stays_together():
    order = ["李四", "欧明", "欧大明", "欧阳一", "欧阳大明", "高富"]

    assert ordered("surname_stroke_key", *reversed(order)) == order


def test_characters_of_equal_strokes_do_not_mix():
    """田 and 由 are both written 25121."""
    order = ordered("surname_stroke_key", "由大", "田一", "由一", "田大")

    assert [name[0] for name in order] in (["田", "田", "由", "由"], ["由", "由", "田", "田"])


def test_characters_without_data_come_last_in_the_order_of_their_code_points():
    first, second = "\U0003fff0", "\U0003fff1"

    assert first not in stroke_order()
    for key in ("surname_stroke_key", "name_stroke_key"):
        assert ordered(key, f"{second}一", "龘明", f"{first}明") == ["龘明", f"{first}明", f"{second}一"]


def test_every_common_character_has_its_strokes():
    common = [
        bytes([high, low]).decode("gb2312")
        for high in range(0xB0, 0xF8)
        for low in range(0xA1, 0xFF)
        if not (high == 0xD7 and low > 0xF9)
    ]

    assert (len(common), [character for character in common if character not in stroke_order()]) == (6763, [])


def test_keys_hold_nothing_that_a_collation_would_pass_over():
    keys = name_keys("买买提·阿卜杜拉 Tom-9")

    orders = [keys.pinyin_key, keys.surname_stroke_key, keys.name_stroke_key]
    assert [key for key in orders if not (key.isalnum() and key.isascii() and key == key.lower())] == []


@pytest.mark.parametrize("name", ["", "·", "王" * 100, "a" * 100])
def test_every_text_gets_keys_that_fit(name):
    keys = dict(name_keys(name).items())

    assert all(len(key) <= KEY_LENGTH for key in keys.values())
    assert keys["pinyin_key"]
    assert keys["surname_stroke_key"]


@pytest.mark.django_db
def test_a_new_name_forgets_the_correction_of_the_old_one():
    person = PersonFactory(name="乐毅")
    set_name(person, "乐毅", "le yi")
    set_name(person, "单雪梅")

    assert (person.pinyin, person.corrected_pinyin) == ("shan xue mei", "")


@pytest.mark.django_db
def test_keys_are_computed_anew_only_where_they_differ(django_assert_num_queries):
    one, _two = PersonFactory(name="单雪梅"), PersonFactory(name="王伟")
    set_name(one, "单雪梅", "dan xue mei")
    one.save()
    Person.objects.filter(pk=one.pk).update(pinyin="x", pinyin_key="x", initials="x")

    assert (rebuild_name_keys(Person.objects.all()), rebuild_name_keys(Person.objects.all())) == (1, 0)
    one.refresh_from_db()
    assert (one.pinyin, one.initials) == ("dan xue mei", "dxm")


@pytest.mark.django_db
def test_keys_are_computed_in_batches(monkeypatch):
    monkeypatch.setattr("people.services.persons.BATCH", 2)
    PersonFactory.create_batch(5)
    Person.objects.update(pinyin_key="x")

    assert rebuild_name_keys(Person.objects.all()) == 5
