"""Plates as people write them."""

import pytest
from django.core.exceptions import ValidationError

from admission.validators import LONGEST, normal_plate, validate_plate


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("豫R12345", "豫R12345"),
        (" 豫r·1234a ", "豫R1234A"),
        ("豫 R-D12345", "豫RD12345"),
        ("豫Ｒ１２３４５", "豫R12345"),
        ("　", ""),
    ],
)
def test_a_plate_is_kept_in_one_way_of_writing(typed, kept):
    assert normal_plate(typed) == kept


@pytest.mark.parametrize(
    "plate",
    [
        "豫R12345",
        "京A8888E",
        "豫RD12345",
        "豫R12345D",
        "粤Z1234港",
        "粤Z1234澳",
        "豫R1234学",
        "豫R1234警",
        "豫R1234挂",
        "京X0001应急",
        "豫R临12345",
        "使014578",
        "沪A0023领",
        "WJ豫1234X",
        "VA12345",
        "AB1234",
        "民航A1234",
    ],
)
def test_no_plate_in_use_is_refused(plate):
    validate_plate(plate)

    assert len(plate) <= LONGEST


@pytest.mark.parametrize(
    ("plate", "code"),
    [
        ("豫R12345、豫R54321", "plate_characters"),
        ("豫R#2345", "plate_characters"),
        ("A12", "plate_length"),
        ("WJ豫12345678", "plate_length"),
        ("豫R1234", "plate_shape"),
        ("豫12345", "plate_shape"),
        ("豫R1234567", "plate_shape"),
        ("不开车来", "plate_digits"),
    ],
)
def test_what_is_wrong_with_a_plate_is_said(plate, code):
    with pytest.raises(ValidationError) as refused:
        validate_plate(plate)

    assert refused.value.code == code
