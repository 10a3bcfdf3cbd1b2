"""What the pages of classes send."""

from people.choices import Track


def class_form(day, teacher=None, **fields):
    data = {
        "title": "电子政务培训班（第四期第一批）",
        "tracks": [Track.STAFF],
        "place": "一号报告厅",
        "capacity": "2",
        "organiser": "NY",
        "class_teacher": teacher.pk if teacher else "",
        "m-TOTAL_FORMS": "6",
        "m-INITIAL_FORMS": "0",
        "m-0-date": f"{day}",
        "m-0-slot": "am",
        "m-0-title": "电子公文交换",
        "m-0-lecturer": "史明远",
        "m-1-slot": "am",
    }
    return data | fields
