
import django.db.models.deletion
import django.utils.timezone
import uuid
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('intake', '0001_initial'),
        ('people', '0001_initial'),
        ('training', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CertificateSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(unique=True, verbose_name='year')),
                ('last_serial', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'certificate series',
            },
        ),
        migrations.CreateModel(
            name='HourRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('half_day_hours', models.DecimalField(decimal_places=2, default=Decimal('4'), max_digits=4, verbose_name='hours of a half-day')),
                ('evening_hours', models.DecimalField(decimal_places=2, default=Decimal('2'), max_digits=4, verbose_name='hours of an evening')),
                ('valid_from', models.DateField(unique=True, verbose_name='valid from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='valid to')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='source')),
            ],
            options={
                'verbose_name': 'hour rule',
                'ordering': ['valid_from'],
                'constraints': [models.CheckConstraint(condition=models.Q(('evening_hours__gte', 0), ('half_day_hours__gte', 0)), name='hour_rule_not_negative', violation_error_message='Hours cannot be negative.'), models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='hour_rule_ends_after_start', violation_error_message='A rule cannot end before it begins.')],
            },
        ),
        migrations.CreateModel(
            name='CreditEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('mac', models.CharField(editable=False, max_length=80)),
                ('bucket', models.CharField(choices=[('concentrated', 'Class training'), ('network', 'Online training')], max_length=12, verbose_name='kind of hours')),
                ('hours', models.DecimalField(decimal_places=2, max_digits=7, verbose_name='hours')),
                ('days', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='days')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('unit_name', models.CharField(max_length=100, verbose_name='unit at the time')),
                ('post', models.CharField(blank=True, max_length=100, verbose_name='post at the time')),
                ('track', models.CharField(choices=[('leader', 'Leaders'), ('staff', 'General staff'), ('technician', 'Technicians')], max_length=12, verbose_name='audience at the time')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='reason')),
                ('batch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='credit_entries', to='training.batch')),
                ('corrects', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='records.creditentry')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credit_entries', to='people.person')),
                ('rule', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='credit_entries', to='records.hourrule')),
            ],
            options={
                'verbose_name': 'entry of the hours ledger',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='OpeningEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(null=True, verbose_name='from')),
                ('ends_on', models.DateField(null=True, verbose_name='to')),
                ('organiser', models.CharField(blank=True, max_length=100, verbose_name='organised by')),
                ('certificate_no', models.CharField(blank=True, max_length=60, verbose_name='certificate number')),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='opening', to='records.creditentry')),
                ('listing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opening_entries', to='intake.listimport')),
            ],
            options={
                'verbose_name': 'opening entry',
            },
        ),
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
            },
        ),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=40, unique=True, verbose_name='certificate number')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('serial', models.PositiveIntegerField()),
                ('public_code', models.CharField(max_length=30, unique=True, verbose_name='verification code')),
                ('content', models.JSONField()),
                ('mac', models.CharField(editable=False, max_length=80)),
                ('pdf_sha256', models.CharField(blank=True, editable=False, max_length=64)),
                ('issued_at', models.DateTimeField(verbose_name='issued at')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='revoked at')),
                ('revoke_reason', models.CharField(blank=True, max_length=200, verbose_name='reason')),
                ('enrolment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='certificate', to='training.enrolment')),
            ],
            options={
                'verbose_name': 'certificate',
                'ordering': ['-year', '-serial'],
                'constraints': [models.UniqueConstraint(fields=('year', 'serial'), name='one_certificate_per_year_and_serial', violation_error_message='This certificate number is already taken.'), models.CheckConstraint(condition=models.Q(('serial__gt', 0)), name='certificate_serial_counts_from_one', violation_error_message='Certificate numbers count from one.'), models.CheckConstraint(condition=models.Q(models.Q(('revoke_reason', ''), ('revoked_at', None)), models.Q(('revoked_at__isnull', False), models.Q(('revoke_reason', ''), _negated=True)), _connector='OR'), name='certificate_revoked_with_reason', violation_error_message='A revoked certificate has a time and a reason.')],
            },
        ),
        migrations.CreateModel(
            name='CertificateNumbering',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pattern', models.CharField(max_length=40, verbose_name='pattern')),
                ('digits', models.PositiveSmallIntegerField(verbose_name='digits of the running number')),
                ('set_at', models.DateTimeField(auto_now_add=True, verbose_name='set at')),
                ('set_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'certificate numbering',
                'constraints': [models.CheckConstraint(condition=models.Q(('pattern__contains', '{年}'), ('pattern__contains', '{序号}')), name='numbering_has_year_and_serial', violation_error_message='Write {年} where the year goes and {序号} where the running number goes.'), models.CheckConstraint(condition=models.Q(('digits__range', (1, 6))), name='numbering_has_one_to_six_digits', violation_error_message='A running number has one to six digits.')],
            },
        ),
        migrations.CreateModel(
            name='ExamWaiver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('mac', models.CharField(editable=False, max_length=80)),
                ('granted', models.BooleanField(verbose_name='exempt')),
                ('reason', models.CharField(max_length=200, verbose_name='reason')),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exam_waivers', to='training.enrolment')),
            ],
            options={
                'verbose_name': 'exemption from the final examination',
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='exam_waived_for_a_reason', violation_error_message='Say why; the reason is kept.')],
            },
        ),
        migrations.AddIndex(
            model_name='creditentry',
            index=models.Index(fields=['person', 'year'], name='ledger_by_person_and_year'),
        ),
        migrations.AddConstraint(
            model_name='creditentry',
            constraint=models.UniqueConstraint(condition=models.Q(('batch__isnull', False), ('corrects', None)), fields=('person', 'batch'), name='one_posting_per_person_and_batch', violation_error_message='The hours of this class are already posted for this person.'),
        ),
        migrations.AddConstraint(
            model_name='creditentry',
            constraint=models.CheckConstraint(condition=models.Q(('corrects__isnull', False), models.Q(('days__gt', 0), ('hours__gt', 0)), _connector='OR'), name='posting_has_hours', violation_error_message='A posting has hours and days above zero.'),
        ),
        migrations.AddConstraint(
            model_name='creditentry',
            constraint=models.CheckConstraint(condition=models.Q(('corrects', None), models.Q(('reason', ''), _negated=True), _connector='OR'), name='ledger_correction_has_reason', violation_error_message='Say why the entry is corrected.'),
        ),
        migrations.AddConstraint(
            model_name='openingentry',
            constraint=models.CheckConstraint(condition=models.Q(('starts_on', None), ('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='opening_ends_after_start', violation_error_message='The training ends before it begins.'),
        ),
        migrations.AddConstraint(
            model_name='skippedserials',
            constraint=models.UniqueConstraint(fields=('year', 'first'), name='serials_skipped_once', violation_error_message='These numbers are skipped already.'),
        ),
        migrations.AddConstraint(
            model_name='skippedserials',
            constraint=models.CheckConstraint(condition=models.Q(('first__gt', 0), ('last__gte', models.F('first'))), name='skipped_serials_are_a_span', violation_error_message='Skipped numbers run from a first to a last one.'),
        ),
        migrations.AddConstraint(
            model_name='skippedserials',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='serials_skipped_for_a_reason', violation_error_message='Say why numbers are skipped; the reason is kept.'),
        ),
    ]
