
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import django.utils.timezone
import training.validators
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Room',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='room')),
                ('seats', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='seats')),
            ],
            options={
                'verbose_name': 'room',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='TrainingPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(unique=True, verbose_name='year')),
            ],
            options={
                'verbose_name': 'annual plan',
                'ordering': ['-year'],
            },
        ),
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, unique=True, verbose_name='class code')),
                ('number', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='batch number')),
                ('title', models.CharField(max_length=120, verbose_name='class title')),
                ('tracks', models.JSONField(default=list, verbose_name='audience')),
                ('place', models.CharField(max_length=100, verbose_name='place')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(verbose_name='to')),
                ('capacity', models.PositiveSmallIntegerField(verbose_name='seats')),
                ('extra_seats', models.PositiveSmallIntegerField(default=0)),
                ('seats_taken', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('state', models.CharField(choices=[('draft', 'In preparation'), ('notified', 'Notice issued'), ('closed', 'Class closed'), ('cancelled', 'Cancelled')], default='draft', max_length=10, verbose_name='state')),
                ('late_after_minutes', models.PositiveSmallIntegerField(default=10, verbose_name='late after minutes')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('closed_at', models.DateTimeField(editable=False, null=True)),
                ('organiser', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='organised_batches', to='people.orgunit')),
            ],
            options={
                'verbose_name': 'class',
                'verbose_name_plural': 'classes',
                'ordering': ['-starts_on', '-code'],
            },
        ),
        migrations.CreateModel(
            name='AttendanceEvidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('mac', models.CharField(editable=False, max_length=80)),
                ('date', models.DateField(verbose_name='date')),
                ('slot', models.CharField(choices=[('am', 'Morning'), ('pm', 'Afternoon'), ('ev', 'Evening')], max_length=2, verbose_name='half-day')),
                ('status', models.CharField(choices=[('present', 'Present'), ('late', 'Late'), ('leave', 'On leave'), ('absent', 'Absent')], max_length=10, verbose_name='status')),
                ('mode', models.CharField(choices=[('qr', 'QR code'), ('code', 'Six-digit code'), ('paper', 'Paper sheet'), ('leave', 'Leave granted'), ('correction', 'Correction')], max_length=12, verbose_name='how')),
                ('observed_at', models.DateTimeField(null=True, verbose_name='signed in at')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='reason')),
                ('device', models.CharField(blank=True, max_length=64)),
                ('shared_device', models.BooleanField(default=False, verbose_name='device used for someone else too')),
                ('unit_name', models.CharField(max_length=100, verbose_name='unit at the time')),
                ('post', models.CharField(blank=True, max_length=100, verbose_name='post at the time')),
                ('track', models.CharField(choices=[('leader', 'Leaders'), ('staff', 'General staff'), ('technician', 'Technicians')], max_length=12, verbose_name='audience at the time')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendance_evidence', to='people.person')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='training.batch')),
            ],
            options={
                'verbose_name': 'attendance evidence',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='BatchStaff',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('class_teacher', 'Class teacher'), ('monitor', 'Class monitor')], max_length=20, verbose_name='role')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='staff', to='training.batch')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='staffed_batches', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'class staff',
            },
        ),
        migrations.CreateModel(
            name='CalendarDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date', models.DateField(unique=True, verbose_name='date')),
                ('kind', models.CharField(choices=[('holiday', 'Holiday'), ('workday', 'Working day by order')], max_length=10, verbose_name='kind')),
                ('name', models.CharField(blank=True, max_length=30, verbose_name='name')),
            ],
            options={
                'verbose_name': 'day of the calendar',
                'ordering': ['date'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind', 'workday'), models.Q(('name', ''), _negated=True), _connector='OR'), name='holiday_has_a_name', violation_error_message='A holiday has a name.')],
            },
        ),
        migrations.CreateModel(
            name='ClassMeeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='topic')),
                ('date', models.DateField(verbose_name='date')),
                ('slot', models.CharField(choices=[('am', 'Morning'), ('pm', 'Afternoon'), ('ev', 'Evening')], max_length=2, verbose_name='half-day')),
                ('starts_at', models.TimeField(verbose_name='starts at')),
                ('ends_at', models.TimeField(verbose_name='ends at')),
                ('cancelled_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('cancel_reason', models.CharField(blank=True, max_length=200, verbose_name='reason of cancellation')),
                ('added_in', models.PositiveIntegerField(default=1, editable=False, verbose_name='added in version')),
                ('hours_in', models.PositiveIntegerField(editable=False, null=True, verbose_name='hours changed in version')),
                ('cancelled_in', models.PositiveIntegerField(editable=False, null=True, verbose_name='cancelled in version')),
                ('overlap_reason', models.CharField(blank=True, max_length=200, verbose_name='why trainees are in two classes at once')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='training.batch')),
                ('joint_with', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='joint_meetings', to='training.classmeeting')),
                ('lecturer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='people.lecturer')),
                ('room', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='training.room')),
            ],
            options={
                'verbose_name': 'class meeting',
            },
        ),
        migrations.CreateModel(
            name='DailyHours',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.PositiveSmallIntegerField(verbose_name='month')),
                ('day', models.PositiveSmallIntegerField(verbose_name='day')),
                ('morning_starts', models.TimeField(verbose_name='morning from')),
                ('morning_ends', models.TimeField(verbose_name='morning to')),
                ('afternoon_starts', models.TimeField(verbose_name='afternoon from')),
                ('afternoon_ends', models.TimeField(verbose_name='afternoon to')),
                ('evening_starts', models.TimeField(verbose_name='evening from')),
                ('evening_ends', models.TimeField(verbose_name='evening to')),
            ],
            options={
                'verbose_name': 'hours of the day',
                'ordering': ['month', 'day'],
                'constraints': [models.UniqueConstraint(fields=('month', 'day'), name='one_row_of_hours_per_day', violation_error_message='There are hours from this day on already. Remove them first.'), models.CheckConstraint(condition=models.Q(('day__range', (1, 31)), ('month__range', (1, 12))), name='hours_begin_on_a_day_of_the_year', violation_error_message='There is no such day. Enter a month from 1 to 12 and a day of it.'), models.CheckConstraint(condition=models.Q(('afternoon_ends__gt', models.F('afternoon_starts')), ('afternoon_starts__gte', models.F('morning_ends')), ('evening_ends__gt', models.F('evening_starts')), ('evening_starts__gte', models.F('afternoon_ends')), ('morning_ends__gt', models.F('morning_starts'))), name='half_days_follow_each_other', violation_error_message='Each half-day ends after it begins, and the next one does not begin before that.')],
            },
        ),
        migrations.CreateModel(
            name='Enrolment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(choices=[('nominated', 'Nominated by the unit'), ('walk_in', 'Written in at the class'), ('guest', "Partner's guest")], max_length=10, verbose_name='source')),
                ('status', models.CharField(choices=[('active', 'Enrolled'), ('replaced', 'Replaced'), ('withdrawn', 'Withdrawn')], default='active', max_length=10, verbose_name='status')),
                ('unit_name', models.CharField(max_length=100, verbose_name='unit at the time')),
                ('post', models.CharField(blank=True, max_length=100, verbose_name='post at the time')),
                ('rank', models.CharField(blank=True, max_length=30, verbose_name='rank at the time')),
                ('track', models.CharField(choices=[('leader', 'Leaders'), ('staff', 'General staff'), ('technician', 'Technicians')], max_length=12, verbose_name='audience at the time')),
                ('unit_path', models.CharField(editable=False, max_length=255)),
                ('name_key', models.CharField(editable=False, max_length=200)),
                ('joined_in', models.PositiveIntegerField(default=1, editable=False, verbose_name='first version of the list')),
                ('left_in', models.PositiveIntegerField(editable=False, null=True, verbose_name='first version without')),
                ('overlap_reason', models.CharField(blank=True, max_length=200, verbose_name='why in two classes at once')),
                ('enrolled_at', models.DateTimeField(auto_now_add=True)),
                ('first_date', models.DateField(blank=True, null=True, verbose_name='first day')),
                ('first_slot', models.CharField(blank=True, choices=[('am', 'Morning'), ('pm', 'Afternoon'), ('ev', 'Evening')], max_length=2, verbose_name='first half-day')),
                ('ended_reason', models.CharField(blank=True, max_length=200, verbose_name='reason')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='training.batch')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='people.person')),
                ('replaced_by', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='training.enrolment')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='people.orgunit')),
            ],
            options={
                'verbose_name': 'enrolment',
            },
        ),
        migrations.CreateModel(
            name='AttendanceMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('present', 'Present'), ('late', 'Late'), ('leave', 'On leave'), ('absent', 'Absent')], max_length=10, verbose_name='status')),
                ('mode', models.CharField(choices=[('qr', 'QR code'), ('code', 'Six-digit code'), ('paper', 'Paper sheet'), ('leave', 'Leave granted'), ('correction', 'Correction')], max_length=12, verbose_name='how')),
                ('signed_at', models.DateTimeField(null=True, verbose_name='signed in at')),
                ('evidence', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='training.attendanceevidence')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='training.classmeeting')),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='training.enrolment')),
            ],
            options={
                'verbose_name': 'attendance mark',
            },
        ),
        migrations.CreateModel(
            name='ArrivalDetails',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stays_overnight', models.BooleanField(verbose_name='stays overnight')),
                ('diet', models.CharField(choices=[('ordinary', 'No special diet'), ('halal', 'Halal'), ('vegetarian', 'Vegetarian'), ('other', 'Other')], default='ordinary', max_length=10, verbose_name='diet')),
                ('diet_note', models.CharField(blank=True, max_length=50, verbose_name='about the diet')),
                ('plate', models.CharField(blank=True, max_length=9, validators=[training.validators.validate_plate], verbose_name='vehicle plate')),
                ('note', models.CharField(blank=True, max_length=100, verbose_name='note')),
                ('enrolment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='arrival', to='training.enrolment')),
            ],
            options={
                'verbose_name': 'arrival details',
                'verbose_name_plural': 'arrival details',
            },
        ),
        migrations.CreateModel(
            name='LeaveRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date', models.DateField(verbose_name='date')),
                ('slot', models.CharField(choices=[('am', 'Morning'), ('pm', 'Afternoon'), ('ev', 'Evening')], max_length=2, verbose_name='half-day')),
                ('kind', models.CharField(choices=[('sick', 'Sick leave'), ('personal', 'Personal leave'), ('official', 'Official leave'), ('erased', 'No longer kept')], max_length=10, verbose_name='kind of leave')),
                ('reason', models.CharField(max_length=200, verbose_name='reason')),
                ('status', models.CharField(choices=[('requested', 'Requested'), ('granted', 'Granted'), ('refused', 'Refused')], default='requested', max_length=10, verbose_name='status')),
                ('requested_at', models.DateTimeField(auto_now_add=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='leave_requests', to='training.enrolment')),
            ],
            options={
                'verbose_name': 'leave request',
                'ordering': ['date', 'slot', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Nomination',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('track', models.CharField(choices=[('leader', 'Leaders'), ('staff', 'General staff'), ('technician', 'Technicians')], max_length=12, verbose_name='audience')),
                ('status', models.CharField(choices=[('submitted', 'Submitted'), ('admitted', 'Admitted'), ('refused', 'Not admitted'), ('replaced', 'Replaced'), ('withdrawn', 'Withdrawn')], default='submitted', max_length=10, verbose_name='status')),
                ('nominated_at', models.DateTimeField(auto_now_add=True, verbose_name='nominated at')),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='reason')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='nominations', to='training.batch')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('nominated_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='nominations', to='people.person')),
                ('replaced_by', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='training.nomination')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='nominations', to='people.orgunit')),
            ],
            options={
                'verbose_name': 'nomination',
                'ordering': ['unit__path', 'id'],
            },
        ),
        migrations.AddField(
            model_name='enrolment',
            name='nomination',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='enrolment', to='training.nomination'),
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('doc_no', models.CharField(blank=True, max_length=50, verbose_name='document number')),
                ('body', models.TextField(verbose_name='text')),
                ('reply_by', models.DateField(verbose_name='reply by')),
                ('issued_at', models.DateTimeField(verbose_name='issued at')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='training.batch')),
                ('issued_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'training notice',
                'ordering': ['-issued_at'],
            },
        ),
        migrations.CreateModel(
            name='NoticeReceipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('signed_at', models.DateTimeField(blank=True, null=True, verbose_name='signed at')),
                ('reply', models.CharField(choices=[('none', 'No reply yet'), ('nominated', 'Nominated'), ('nobody', 'Nobody takes part')], default='none', max_length=10, verbose_name='reply')),
                ('reply_reason', models.CharField(blank=True, max_length=200, verbose_name='reason')),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='training.notice')),
                ('signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notice_receipts', to='people.orgunit')),
            ],
            options={
                'verbose_name': 'notice receipt',
            },
        ),
        migrations.CreateModel(
            name='Quota',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('track', models.CharField(choices=[('leader', 'Leaders'), ('staff', 'General staff'), ('technician', 'Technicians')], max_length=12, verbose_name='audience')),
                ('seats', models.PositiveSmallIntegerField(verbose_name='seats')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='quotas', to='training.batch')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='quotas', to='people.orgunit')),
            ],
            options={
                'verbose_name': 'quota',
            },
        ),
        migrations.CreateModel(
            name='PlanItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=100, verbose_name='title')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='training.trainingplan')),
            ],
            options={
                'verbose_name': 'plan item',
            },
        ),
        migrations.CreateModel(
            name='TrainingSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='session number')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='training_sessions', to='training.planitem')),
            ],
            options={
                'verbose_name': 'training session',
            },
        ),
        migrations.AddField(
            model_name='batch',
            name='training_session',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='batches', to='training.trainingsession'),
        ),
        migrations.AddIndex(
            model_name='attendanceevidence',
            index=models.Index(fields=['batch', 'date', 'slot'], name='evidence_by_half_day'),
        ),
        migrations.AddConstraint(
            model_name='attendanceevidence',
            constraint=models.UniqueConstraint(condition=models.Q(('mode__in', ('qr', 'code'))), fields=('batch', 'person', 'date', 'slot'), name='one_scan_per_person_and_half_day', violation_error_message='Already signed in.'),
        ),
        migrations.AddConstraint(
            model_name='batchstaff',
            constraint=models.UniqueConstraint(fields=('batch', 'user', 'role'), name='one_staff_role_per_batch'),
        ),
        migrations.AddConstraint(
            model_name='attendancemark',
            constraint=models.UniqueConstraint(fields=('meeting', 'enrolment'), name='one_mark_per_meeting_and_enrolment', violation_error_message='There is already a mark for this meeting.'),
        ),
        migrations.AddConstraint(
            model_name='arrivaldetails',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('diet', 'other'), _negated=True), models.Q(('diet_note', ''), _negated=True), _connector='OR'), name='other_diet_is_explained', violation_error_message='Say in a few words what the other diet is.'),
        ),
        migrations.AddConstraint(
            model_name='arrivaldetails',
            constraint=models.CheckConstraint(condition=models.Q(('plate', django.db.models.functions.text.Upper(models.F('plate'))), models.Q(('plate__contains', ' '), _negated=True)), name='plate_is_normal', violation_error_message='A plate is kept in upper case and without spaces.'),
        ),
        migrations.AddConstraint(
            model_name='leaverequest',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'refused'), _negated=True), fields=('enrolment', 'date', 'slot'), name='one_leave_request_per_half_day', violation_error_message='Leave for this half-day has been asked for.'),
        ),
        migrations.AddConstraint(
            model_name='leaverequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'erased'), _negated=True), ('reason', ''), _connector='OR'), name='erased_leave_has_no_reason', violation_error_message='Leave whose kind is no longer kept has no reason.'),
        ),
        migrations.AddConstraint(
            model_name='nomination',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ('submitted', 'admitted'))), fields=('batch', 'person'), name='one_standing_nomination_per_batch', violation_error_message='This person is already nominated for the class.'),
        ),
        migrations.AddIndex(
            model_name='enrolment',
            index=models.Index(fields=['batch', 'unit'], name='enrolment_by_batch_and_unit'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'active')), fields=('batch', 'person'), name='one_active_enrolment_per_batch', violation_error_message='This person already has a place in the class.'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=models.CheckConstraint(condition=models.Q(('left_in', None), models.Q(('status', 'active'), _negated=True), _connector='XOR'), name='ended_place_left_the_list', violation_error_message='A place that has ended says from which version on it is off the list.'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=models.CheckConstraint(condition=models.Q(('left_in', None), ('left_in__gt', models.F('joined_in')), _connector='OR'), name='place_left_after_it_joined', violation_error_message='Nobody leaves a list before they have joined it.'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('first_date', None), ('first_slot', '')), models.Q(('first_date__isnull', False), models.Q(('first_slot', ''), _negated=True)), _connector='OR'), name='first_half_day_is_whole', violation_error_message='The first half-day has a date and a half-day, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.UniqueConstraint(fields=('batch',), name='one_notice_per_batch', violation_error_message='The notice of this class has been issued.'),
        ),
        migrations.AddConstraint(
            model_name='noticereceipt',
            constraint=models.UniqueConstraint(fields=('notice', 'unit'), name='one_receipt_per_notice_and_unit'),
        ),
        migrations.AddConstraint(
            model_name='noticereceipt',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reply', 'none'), ('signed_at', None), ('signed_by', None)), models.Q(('signed_at__isnull', False), ('signed_by__isnull', False)), _connector='OR'), name='receipt_signed_before_reply', violation_error_message='Sign for the notice before you answer it.'),
        ),
        migrations.AddConstraint(
            model_name='quota',
            constraint=models.UniqueConstraint(fields=('batch', 'unit', 'track'), name='one_quota_per_batch_unit_and_track', violation_error_message='The unit already has a quota for this audience.'),
        ),
        migrations.AddConstraint(
            model_name='classmeeting',
            constraint=models.UniqueConstraint(condition=models.Q(('cancelled_at', None), ('joint_with', None)), fields=('room', 'date', 'slot'), name='one_meeting_per_room_and_half_day', violation_error_message='The room is taken in this half-day.'),
        ),
        migrations.AddConstraint(
            model_name='classmeeting',
            constraint=models.UniqueConstraint(condition=models.Q(('cancelled_at', None), ('joint_with', None)), fields=('lecturer', 'date', 'slot'), name='one_meeting_per_lecturer_and_half_day', violation_error_message='The lecturer teaches elsewhere in this half-day.'),
        ),
        migrations.AddConstraint(
            model_name='classmeeting',
            constraint=models.UniqueConstraint(condition=models.Q(('cancelled_at', None)), fields=('batch', 'date', 'slot'), name='one_meeting_per_batch_and_half_day', violation_error_message='The class already meets in this half-day.'),
        ),
        migrations.AddConstraint(
            model_name='classmeeting',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='meeting_ends_after_start', violation_error_message='A meeting cannot end before it starts.'),
        ),
        migrations.AddConstraint(
            model_name='classmeeting',
            constraint=models.CheckConstraint(condition=models.Q(('cancelled_at', None), ('cancelled_in__isnull', False), _connector='XOR'), name='cancelled_meeting_has_version', violation_error_message='A cancelled half-day says from which version on it is off the timetable.'),
        ),
        migrations.AddConstraint(
            model_name='planitem',
            constraint=models.UniqueConstraint(fields=('plan', 'title'), name='one_plan_item_per_title', violation_error_message="This year's plan already has an item with this title."),
        ),
        migrations.AddConstraint(
            model_name='trainingsession',
            constraint=models.UniqueConstraint(fields=('item', 'number'), name='one_session_per_item_and_number', violation_error_message='This session number is already taken.'),
        ),
        migrations.AddConstraint(
            model_name='batch',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='batch_ends_after_start', violation_error_message='The class cannot end before it starts.'),
        ),
        migrations.AddConstraint(
            model_name='batch',
            constraint=models.CheckConstraint(condition=models.Q(('seats_taken__lte', django.db.models.expressions.CombinedExpression(models.F('capacity'), '+', models.F('extra_seats')))), name='batch_not_overbooked', violation_error_message='The class is full.'),
        ),
        migrations.AddConstraint(
            model_name='batch',
            constraint=models.UniqueConstraint(fields=('training_session', 'number'), name='one_batch_per_session_and_number', violation_error_message='This batch number is already taken in the session.'),
        ),
        migrations.AddConstraint(
            model_name='batch',
            constraint=models.CheckConstraint(condition=models.Q(('closed_at', None), ('state', 'closed'), _connector='XOR'), name='batch_closed_has_time', violation_error_message='A closed class has the time it was closed.'),
        ),
    ]
