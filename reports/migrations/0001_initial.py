
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FormTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('purpose', models.CharField(choices=[('attendance', 'attendance: a row for each person and half-day'), ('hours', 'hours: a row for each person and class')], max_length=12, verbose_name='purpose')),
                ('file', models.BinaryField()),
                ('file_name', models.CharField(max_length=200, verbose_name='file')),
                ('sha256', models.CharField(editable=False, max_length=64)),
                ('uploaded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='uploaded at')),
                ('retired_at', models.DateTimeField(null=True, verbose_name='retired at')),
                ('retired_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'form',
                'ordering': [models.OrderBy(models.F('retired_at'), descending=True, nulls_first=True), '-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('retired_at', None)), fields=('name',), name='one_form_in_use_per_name', violation_error_message='A form of this name is in use. Choose another name, or retire that form.'), models.CheckConstraint(condition=models.Q(('retired_by', None), ('retired_at__isnull', False), _connector='OR'), name='form_retired_by_somebody_at_a_time', violation_error_message='A form that somebody retired has the time of it.'), models.CheckConstraint(condition=models.Q(('purpose__in', ['attendance', 'hours'])), name='form_has_known_purpose', violation_error_message='A form is for attendance or for hours.')],
            },
        ),
    ]
