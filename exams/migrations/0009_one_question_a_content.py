"""A bank holds a question once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exams", "0008_fill_content_of_questions")]

    operations = [
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(
                fields=("bank", "content_key"),
                name="one_question_per_bank_and_content",
                violation_error_message="There is already a question with this stem and these options in the bank.",
            ),
        ),
    ]
