"""Numbers the office decided not to give out."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0005_certificate_numbering'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SkippedSerials',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('mac', models.CharField(editable=False, max_length=80)),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('first', models.PositiveIntegerField(verbose_name='first number')),
                ('last', models.PositiveIntegerField(verbose_name='last number')),
                ('reason', models.CharField(max_length=200, verbose_name='reason')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'skipped certificate numbers',
                'ordering': ['year', 'first'],
                'constraints': [models.UniqueConstraint(fields=('year', 'first'), name='serials_skipped_once', violation_error_message='These numbers are skipped already.'), models.CheckConstraint(condition=models.Q(('first__gt', 0), ('last__gte', models.F('first'))), name='skipped_serials_are_a_span', violation_error_message='Skipped numbers run from a first to a last one.'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='serials_skipped_for_a_reason', violation_error_message='Say why numbers are skipped; the reason is kept.')],
            },
        ),
    ]
