"""The content of a question is that of its current version."""

from django.db import migrations

# Not a copy: what is filled has to be what an import compares with.
from exams.importing.identity import content_key


def fill(apps, schema_editor):
    Question, QuestionVersion = (apps.get_model("exams", name) for name in ("Question", "QuestionVersion"))
    questions = []
    for version in QuestionVersion.objects.filter(is_current=True).select_related("question"):
        version.question.content_key = content_key(version.kind, version.stem, version.options)
        questions.append(version.question)
    Question.objects.bulk_update(questions, ["content_key"], batch_size=500)
    # A question without a version asks nothing, and is like no other.
    for question in Question.objects.filter(content_key=""):
        question.content_key = content_key("", question.code, [])
        question.save(update_fields=["content_key"])


class Migration(migrations.Migration):
    dependencies = [("exams", "0007_content_of_questions")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
