"""Rows that are typed: by the key, by any name, and what a wrong or doubtful text is answered."""

import pytest
from django.utils.translation import override

from common.forms import StyledForm
from people.forms.units import PersonField, UnitField
from people.models import OrgUnit, Person, UnitAlias
from tests.factories.people import OrgUnitFactory, PersonFactory

pytestmark = pytest.mark.django_db


class UnitForm(StyledForm):
    unit = UnitField(label="单位", queryset=OrgUnit.objects.open())


class PersonForm(StyledForm):
    person = PersonField(label="人员")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = Person.objects.in_post()


def errors_of(form):
    with override("zh-hans"):
        return form.errors


@pytest.fixture
def unit():
    unit = OrgUnitFactory(code="T100", name="大数据发展局", short_name="大数据局")
    UnitAlias.objects.create(unit=unit, name="信息化办公室")
    return unit


@pytest.mark.parametrize("typed", ["T100", "大数据发展局", "大数据局", "信息化办公室", " 大数据局 "])
def test_a_unit_is_known_by_its_code_and_by_every_name(unit, typed):
    form = UnitForm({"unit": typed})

    assert (form.is_valid(), form.cleaned_data.get("unit")) == (True, unit)


def test_a_name_that_comes_near_is_answered_with_the_unit_and_stays(unit):
    form = UnitForm({"unit": "大数据发展据"})

    assert (errors_of(form)["unit"], form["unit"].value()) == (
        ["这里没有“大数据发展据”，您要填的是否为：大数据发展局？"],
        "大数据发展据",
    )


def test_a_unit_outside_the_rows_is_not_found(unit):
    form = UnitForm({"unit": "大数据局"})
    form.fields["unit"].queryset = OrgUnit.objects.exclude(pk=unit.pk)

    assert errors_of(form)["unit"] == ["这里没有“大数据局”，请核对名称或编号。"]


def test_nothing_typed_is_asked_for_by_name(unit):
    assert errors_of(UnitForm({"unit": ""}))["unit"] == ["请填写“单位”。"]


def test_what_stands_is_shown_by_its_name(unit):
    assert (UnitForm(initial={"unit": "T100"})["unit"].value(), UnitForm(initial={"unit": unit})["unit"].value()) == (
        "大数据发展局",
        "大数据发展局",
    )


def test_a_person_is_known_by_number_by_name_and_by_what_is_suggested():
    person = PersonFactory(staff_no="P-77", name="欧阳小满")

    found = [PersonForm({"person": typed}) for typed in ("P-77", "p-77", "欧阳小满", "P-77 欧阳小满")]

    assert [form.is_valid() and form.cleaned_data["person"] for form in found] == [person] * 4


def test_namesakes_are_named_with_their_numbers():
    for number in ("P-1", "P-2"):
        PersonFactory(staff_no=number, name="王重名")

    said = errors_of(PersonForm({"person": "王重名"}))["person"]

    assert said == ["“王重名”对应多项：P-1 王重名、P-2 王重名。请补充说明是哪一项，例如改填编号。"]


def test_the_beginning_of_a_name_is_answered_with_those_who_have_it():
    PersonFactory(staff_no="P-9", name="欧阳小满")

    assert errors_of(PersonForm({"person": "欧阳小"}))["person"] == ["这里没有“欧阳小”，您要填的是否为：P-9 欧阳小满？"]


def test_the_field_offers_suggestions_that_a_script_fetches(unit):
    shown = str(UnitForm()["unit"])

    assert 'data-suggest="/suggestions/unit/"' in shown
    assert '<datalist id="id_unit_list">' in shown
    assert "js/suggest.js" in str(UnitForm().media)
