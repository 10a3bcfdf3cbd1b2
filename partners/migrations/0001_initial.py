
import django.db.models.deletion
import django.utils.timezone
import partners.models.statements
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('courses', '0001_initial'),
        ('people', '0001_initial'),
        ('training', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, unique=True, verbose_name='agreement code')),
                ('doc_no', models.CharField(blank=True, max_length=50, verbose_name='document number')),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('kind', models.CharField(choices=[('talent_exchange', 'Talent exchange'), ('secondment', 'Secondment'), ('joint_training', 'Joint training'), ('lecturer_sharing', 'Sharing of lecturers'), ('practice_base', 'Practice base'), ('network_support', 'Network and equipment support')], max_length=20, verbose_name='kind')),
                ('signed_on', models.DateField(blank=True, null=True, verbose_name='signed on')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(verbose_name='to')),
                ('terms', models.TextField(blank=True, verbose_name='selection, posts and duties')),
                ('costs', models.TextField(blank=True, verbose_name='who bears which cost')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('in_force', 'In force'), ('terminated', 'Terminated')], default='draft', max_length=10, verbose_name='state')),
                ('terminated_on', models.DateField(blank=True, null=True, verbose_name='terminated on')),
                ('termination_reason', models.CharField(blank=True, max_length=200, verbose_name='reason')),
            ],
            options={
                'verbose_name': 'cooperation agreement',
                'ordering': ['-starts_on', 'code'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='agreement_ends_after_start', violation_error_message='The agreement cannot end before it starts.'), models.CheckConstraint(condition=models.Q(('state', 'draft'), ('signed_on__isnull', False), _connector='OR'), name='agreement_in_force_is_signed', violation_error_message='An agreement in force has a day it was signed.'), models.CheckConstraint(condition=models.Q(models.Q(('terminated_on', None), ('termination_reason', ''), models.Q(('state', 'terminated'), _negated=True)), models.Q(('state', 'terminated'), ('terminated_on__isnull', False), models.Q(('termination_reason', ''), _negated=True)), _connector='OR'), name='agreement_terminated_with_reason', violation_error_message='A terminated agreement has a day and a reason.')],
            },
        ),
        migrations.CreateModel(
            name='AgreementLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('direction', models.CharField(choices=[('out', 'From the city to the partner'), ('in', 'From the partner to the city')], max_length=5, verbose_name='direction')),
                ('kind', models.CharField(choices=[('secondment', 'Secondment'), ('exchange', 'Exchange')], max_length=12, verbose_name='kind')),
                ('places', models.PositiveSmallIntegerField(verbose_name='places a year')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='partners.agreement')),
            ],
            options={
                'verbose_name': 'line of an agreement',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='AgreementParty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(choices=[('city', 'City'), ('partner', 'Partner')], max_length=10, verbose_name='side')),
                ('place', models.PositiveSmallIntegerField(verbose_name='place')),
                ('contact', models.CharField(blank=True, max_length=100, verbose_name='contact and office telephone')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='partners.agreement')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreement_parties', to='people.orgunit')),
            ],
            options={
                'verbose_name': 'party',
                'ordering': ['place'],
            },
        ),
        migrations.CreateModel(
            name='Exchange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('home_post', models.CharField(blank=True, max_length=100, verbose_name='post at the time')),
                ('host_post', models.CharField(max_length=100, verbose_name='post at the host')),
                ('duties', models.CharField(blank=True, max_length=200, verbose_name='duties')),
                ('doc_no', models.CharField(blank=True, max_length=50, verbose_name='approval document')),
                ('paid_by', models.CharField(choices=[('nobody', 'No allowance'), ('sending', 'Sending unit'), ('host', 'Host unit')], default='nobody', max_length=10, verbose_name='allowance paid by')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(verbose_name='to')),
                ('state', models.CharField(choices=[('open', 'Open'), ('finished', 'Finished'), ('ended_early', 'Ended early')], default='open', max_length=12, verbose_name='state')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='ended on')),
                ('end_reason', models.CharField(blank=True, max_length=200, verbose_name='reason')),
                ('home_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exchanges_out', to='people.orgunit')),
                ('host_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exchanges_in', to='people.orgunit')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exchanges', to='partners.agreementline')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exchanges', to='people.person')),
            ],
            options={
                'verbose_name': 'secondment or exchange',
                'ordering': ['-starts_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Appraisal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('mid_term', 'Mid-term review'), ('final', 'Final appraisal')], max_length=10, verbose_name='appraisal')),
                ('grade', models.CharField(choices=[('excellent', 'Excellent'), ('competent', 'Competent'), ('basic', 'Basically competent'), ('failed', 'Not competent')], max_length=10, verbose_name='grade')),
                ('remarks', models.TextField(max_length=1000, verbose_name='remarks')),
                ('appraised_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='appraised at')),
                ('appraised_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('exchange', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appraisals', to='partners.exchange')),
            ],
            options={
                'verbose_name': 'appraisal',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='JointActivity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='partners.agreement')),
                ('batch', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='joint_activity', to='training.batch')),
                ('course', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='joint_activity', to='courses.course')),
            ],
            options={
                'verbose_name': 'joint training',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(choices=[('city', 'City'), ('partner', 'Partner')], max_length=10, verbose_name='given by')),
                ('kind', models.CharField(choices=[('lecturer', 'Lecturer'), ('seats', 'Seats'), ('room', 'Room')], max_length=10, verbose_name='kind')),
                ('seats', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='seats')),
                ('lecturer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='people.lecturer')),
                ('room', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='training.room')),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contributions', to='partners.jointactivity')),
            ],
            options={
                'verbose_name': 'contribution',
                'ordering': ['side', 'kind', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_day', models.DateField(verbose_name='from')),
                ('last_day', models.DateField(verbose_name='to')),
                ('content', models.JSONField()),
                ('drawn_up_at', models.DateTimeField(verbose_name='drawn up at')),
                ('frozen_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmed by both sides at')),
                ('mac', models.CharField(blank=True, editable=False, max_length=80)),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='partners.agreement')),
            ],
            options={
                'verbose_name': 'statement',
                'ordering': ['-first_day'],
            },
        ),
        migrations.CreateModel(
            name='StatementConfirmation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(choices=[('city', 'City'), ('partner', 'Partner')], max_length=10, verbose_name='side')),
                ('mode', models.CharField(choices=[('screen', 'On screen'), ('paper', 'On signed paper')], max_length=10, verbose_name='how')),
                ('scan', models.FileField(blank=True, storage=partners.models.statements.private_storage, upload_to='statements/', verbose_name='scan')),
                ('signatory', models.CharField(max_length=50, verbose_name='signed by')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='recorded at')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='confirmations', to='partners.statement')),
            ],
            options={
                'verbose_name': 'confirmation',
                'ordering': ['id'],
            },
        ),
        migrations.AddConstraint(
            model_name='agreementline',
            constraint=models.UniqueConstraint(fields=('agreement', 'direction', 'kind'), name='one_line_per_direction_and_kind', violation_error_message='This direction and kind is already in the agreement.'),
        ),
        migrations.AddConstraint(
            model_name='agreementline',
            constraint=models.CheckConstraint(condition=models.Q(('places__gt', 0)), name='line_has_places', violation_error_message='A line has at least one place.'),
        ),
        migrations.AddConstraint(
            model_name='agreementparty',
            constraint=models.UniqueConstraint(fields=('agreement', 'unit'), name='one_party_per_agreement_and_unit', violation_error_message='A unit is a party only once.'),
        ),
        migrations.AddConstraint(
            model_name='agreementparty',
            constraint=models.UniqueConstraint(fields=('agreement', 'place'), name='one_party_per_agreement_and_place'),
        ),
        migrations.AddConstraint(
            model_name='exchange',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('person',), name='one_open_exchange_per_person', violation_error_message='This person is on an exchange that is not finished.'),
        ),
        migrations.AddConstraint(
            model_name='exchange',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gt', models.F('starts_on'))), name='exchange_ends_after_start', violation_error_message='An exchange ends after it starts.'),
        ),
        migrations.AddConstraint(
            model_name='exchange',
            constraint=models.CheckConstraint(condition=models.Q(('home_unit', models.F('host_unit')), _negated=True), name='exchange_between_two_units', violation_error_message='Sending and host unit are two units.'),
        ),
        migrations.AddConstraint(
            model_name='exchange',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('end_reason', ''), ('ended_on', None), models.Q(('state', 'ended_early'), _negated=True)), models.Q(('ended_on__isnull', False), ('state', 'ended_early'), models.Q(('end_reason', ''), _negated=True)), _connector='OR'), name='exchange_ended_early_with_reason', violation_error_message='An early end has a day and a reason.'),
        ),
        migrations.AddConstraint(
            model_name='appraisal',
            constraint=models.UniqueConstraint(fields=('exchange', 'stage'), name='one_appraisal_per_stage', violation_error_message='This appraisal is already given.'),
        ),
        migrations.AddConstraint(
            model_name='jointactivity',
            constraint=models.CheckConstraint(condition=models.Q(('batch', None), ('course', None), _connector='XOR'), name='joint_activity_is_class_or_course', violation_error_message='Joint training is a class or a course.'),
        ),
        migrations.AddConstraint(
            model_name='contribution',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'lecturer'), ('lecturer__isnull', False), ('room', None), ('seats', None)), models.Q(('kind', 'room'), ('lecturer', None), ('room__isnull', False), ('seats', None)), models.Q(('kind', 'seats'), ('lecturer', None), ('room', None), ('seats__gt', 0), ('seats__isnull', False)), _connector='OR'), name='contribution_is_of_its_kind', violation_error_message='A contribution names a lecturer, a room or a number of seats.'),
        ),
        migrations.AddConstraint(
            model_name='contribution',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'seats')), fields=('activity', 'side'), name='one_number_of_seats_per_side', violation_error_message='The seats of this side are already given.'),
        ),
        migrations.AddConstraint(
            model_name='contribution',
            constraint=models.UniqueConstraint(fields=('activity', 'lecturer'), name='one_contribution_per_lecturer', violation_error_message='This lecturer is already named.'),
        ),
        migrations.AddConstraint(
            model_name='contribution',
            constraint=models.UniqueConstraint(fields=('activity', 'room'), name='one_contribution_per_room', violation_error_message='This room is already named.'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.UniqueConstraint(fields=('agreement', 'first_day'), name='one_statement_per_agreement_and_start', violation_error_message='There is a statement that begins on this day.'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='statement_ends_after_start', violation_error_message='A period cannot end before it starts.'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('frozen_at', None), ('mac', '')), models.Q(('frozen_at__isnull', False), models.Q(('mac', ''), _negated=True)), _connector='OR'), name='statement_frozen_with_mac', violation_error_message='A confirmed statement carries its code.'),
        ),
        migrations.AddConstraint(
            model_name='statementconfirmation',
            constraint=models.UniqueConstraint(fields=('statement', 'side'), name='one_confirmation_per_side', violation_error_message='This side has already confirmed.'),
        ),
        migrations.AddConstraint(
            model_name='statementconfirmation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('mode', 'screen'), ('scan', '')), models.Q(('mode', 'paper'), models.Q(('scan', ''), _negated=True)), _connector='OR'), name='paper_confirmation_has_scan', violation_error_message='A confirmation on paper keeps its scan.'),
        ),
    ]
