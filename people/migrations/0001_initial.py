
import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone
import people.validators.numbers
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                ('first_name', models.CharField(blank=True, max_length=150, verbose_name='first name')),
                ('last_name', models.CharField(blank=True, max_length=150, verbose_name='last name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('display_name', models.CharField(max_length=100, verbose_name='name')),
                ('initial_until', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='slip valid until')),
                ('password_changed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='password chosen at')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'account',
                'verbose_name_plural': 'accounts',
                'ordering': ['username'],
            },
            managers=[
                ('objects', django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name='ActRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(max_length=60, unique=True, verbose_name='act')),
                ('in_force', models.BooleanField(verbose_name='in force')),
                ('changed_at', models.DateTimeField(verbose_name='changed at')),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'rule of an act',
                'ordering': ['act'],
            },
        ),
        migrations.CreateModel(
            name='Installation',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('is_demo', models.BooleanField(default=False)),
                ('demo_day', models.DateField(null=True)),
                ('demo_version', models.CharField(blank=True, max_length=64)),
                ('demo_answer', models.JSONField(default=dict)),
                ('last_backup_at', models.DateTimeField(null=True, verbose_name='last backup')),
            ],
            options={
                'verbose_name': 'installation',
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='installation_is_single')],
            },
        ),
        migrations.CreateModel(
            name='MessageTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40, verbose_name='event')),
                ('language', models.CharField(default='zh-hans', max_length=10, verbose_name='language')),
                ('title', models.CharField(blank=True, max_length=200, verbose_name='title')),
                ('body', models.TextField(blank=True, verbose_name='text')),
            ],
            options={
                'verbose_name': 'message text',
                'constraints': [models.UniqueConstraint(fields=('kind', 'language'), name='one_text_per_kind_and_language', violation_error_message='This event has a text in this language already.'), models.CheckConstraint(condition=models.Q(('body', ''), ('title', ''), _negated=True), name='message_text_says_something', violation_error_message="A text of one's own has a title or a body.")],
            },
        ),
        migrations.CreateModel(
            name='Notification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event_key', models.CharField(max_length=100)),
                ('kind', models.CharField(blank=True, max_length=40)),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('body', models.TextField(blank=True, verbose_name='text')),
                ('address', models.CharField(blank=True, max_length=200)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='received at')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='read at')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notifications', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'notification',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(max_length=20, verbose_name='channel')),
                ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='tries')),
                ('due_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent at')),
                ('notification', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='people.notification')),
            ],
            options={
                'verbose_name': 'delivery',
            },
        ),
        migrations.CreateModel(
            name='OrgUnit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=255, unique=True)),
                ('depth', models.PositiveIntegerField()),
                ('numchild', models.PositiveIntegerField(default=0)),
                ('code', models.CharField(max_length=30, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=100, verbose_name='unit name')),
                ('short_name', models.CharField(max_length=50, verbose_name='short name')),
                ('kind', models.CharField(choices=[('area', 'Area'), ('government_office', 'Government office'), ('party_department', 'Party department'), ('congress_cppcc', "People's congress or CPPCC"), ('supervision_judicial', 'Supervision, court or procuratorate'), ('government_department', 'Government department'), ('direct_agency', 'Directly affiliated agency'), ('direct_institution', 'Directly affiliated institution'), ('mass_organisation', 'Mass organisation'), ('vertical_agency', 'Vertically managed agency'), ('county', 'County, city or district'), ('functional_zone', 'Functional zone'), ('county_department', 'County department'), ('enterprise', 'State-owned enterprise'), ('partner', 'Partner organisation'), ('training_institution', 'Training institution')], max_length=30, verbose_name='kind')),
                ('is_access_unit', models.BooleanField(default=False, verbose_name='access unit')),
                ('uscc', models.CharField(blank=True, max_length=18, null=True, unique=True, validators=[people.validators.numbers.validate_uscc], verbose_name='unified social credit code')),
                ('area_code', models.CharField(blank=True, max_length=6, verbose_name='area code')),
                ('opened_on', models.DateField(blank=True, null=True, verbose_name='opened on')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='closed on')),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_units', to='people.orgunit')),
            ],
            options={
                'verbose_name': 'unit',
                'verbose_name_plural': 'units',
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('staff_no', models.CharField(max_length=20, unique=True, verbose_name='staff number')),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('corrected_pinyin', models.CharField(blank=True, max_length=200, verbose_name='corrected pinyin')),
                ('pinyin', models.CharField(blank=True, editable=False, max_length=200, verbose_name='pinyin')),
                ('pinyin_letters', models.CharField(blank=True, editable=False, max_length=200)),
                ('initials', models.CharField(blank=True, editable=False, max_length=100)),
                ('pinyin_key', models.CharField(default='', editable=False, max_length=200)),
                ('surname_stroke_key', models.CharField(default='', editable=False, max_length=200)),
                ('name_stroke_key', models.CharField(default='', editable=False, max_length=200)),
                ('sex', models.CharField(blank=True, choices=[('1', 'Male'), ('2', 'Female')], max_length=1, verbose_name='sex')),
                ('birth_month', models.CharField(blank=True, max_length=7, verbose_name='month of birth')),
                ('ethnic_group', models.CharField(blank=True, max_length=20, verbose_name='ethnic group')),
                ('political_status', models.CharField(blank=True, max_length=20, verbose_name='political status')),
                ('education', models.CharField(blank=True, max_length=20, verbose_name='education')),
                ('tech_title', models.CharField(blank=True, max_length=50, verbose_name='professional title')),
                ('office_phone', models.CharField(blank=True, max_length=30, verbose_name='office telephone')),
                ('remark', models.CharField(blank=True, max_length=200, verbose_name='remark')),
                ('staff_category', models.CharField(choices=[('civil_servant', 'Civil servant'), ('ref_managed', 'Managed by reference to the civil service law'), ('institution_staff', 'Public institution staff'), ('worker', 'Manual worker'), ('enterprise', 'Enterprise staff'), ('other', 'Other')], max_length=20, verbose_name='staff category')),
                ('status', models.CharField(choices=[('active', 'In post'), ('retired', 'Retired'), ('left', 'Left'), ('merged', 'Entered twice')], default='active', max_length=10, verbose_name='status')),
                ('id_number_sealed', models.BinaryField(null=True)),
                ('id_number_index', models.CharField(editable=False, max_length=80, null=True, unique=True)),
                ('mobile_sealed', models.BinaryField(null=True)),
                ('mobile_index', models.CharField(db_index=True, editable=False, max_length=80, null=True)),
                ('mobile_last4_index', models.CharField(blank=True, db_index=True, editable=False, max_length=80)),
                ('mobile_since', models.DateTimeField(editable=False, null=True)),
                ('spare_mobile_sealed', models.BinaryField(null=True)),
                ('spare_mobile_index', models.CharField(editable=False, max_length=80, null=True)),
                ('merged_into', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_people', to='people.person')),
            ],
            options={
                'verbose_name': 'person',
                'verbose_name_plural': 'people',
                'ordering': ['staff_no'],
            },
        ),
        migrations.CreateModel(
            name='Lecturer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('affiliation', models.CharField(blank=True, max_length=100, verbose_name='unit and post')),
                ('tech_title', models.CharField(blank=True, max_length=50, verbose_name='professional title')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lecturers', to='people.orgunit')),
                ('person', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lecturer', to='people.person')),
            ],
            options={
                'verbose_name': 'lecturer',
                'ordering': ['name', 'id'],
            },
        ),
        migrations.AddField(
            model_name='user',
            name='person',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='user', to='people.person'),
        ),
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dept', models.CharField(blank=True, max_length=50, verbose_name='department')),
                ('post', models.CharField(blank=True, max_length=100, verbose_name='post')),
                ('post_level', models.CharField(blank=True, max_length=30, verbose_name='post level')),
                ('level_order', models.GeneratedField(db_persist=True, expression=models.Case(models.When(post_level='省部级正职', then=models.Value(0)), models.When(post_level='省部级副职', then=models.Value(1)), models.When(post_level='厅局级正职', then=models.Value(2)), models.When(post_level='厅局级副职', then=models.Value(3)), models.When(post_level='县处级正职', then=models.Value(4)), models.When(post_level='县处级副职', then=models.Value(5)), models.When(post_level='乡科级正职', then=models.Value(6)), models.When(post_level='乡科级副职', then=models.Value(7)), models.When(post_level='科员', then=models.Value(8)), models.When(post_level='办事员', then=models.Value(9)), models.When(post_level='专业技术', then=models.Value(10)), default=models.Value(11)), output_field=models.SmallIntegerField())),
                ('rank', models.CharField(blank=True, max_length=30, verbose_name='rank')),
                ('track', models.CharField(choices=[('leader', 'Leaders'), ('staff', 'General staff'), ('technician', 'Technicians')], max_length=12, verbose_name='audience')),
                ('track_confirmed', models.BooleanField(default=True, verbose_name='audience confirmed')),
                ('started_on', models.DateField(verbose_name='from')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='to')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='people.person')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='people.orgunit')),
            ],
            options={
                'verbose_name': 'posting',
                'ordering': ['-started_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='RoleAssignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('sysadmin', 'System administrator'), ('secadmin', 'Security administrator'), ('auditadmin', 'Audit administrator'), ('training_officer', 'Training officer'), ('class_teacher', 'Class teacher'), ('liaison', 'Liaison'), ('hr', 'HR officer'), ('lecturer', 'Lecturer'), ('grader', 'Grader'), ('proctor', 'Proctor'), ('trainee', 'Trainee'), ('monitor', 'Class monitor'), ('viewer', 'Leader (read only)'), ('partner', 'Partner contact'), ('editor', 'Site editor')], max_length=20, verbose_name='role')),
                ('with_subordinates', models.BooleanField(default=True, verbose_name='with subordinate units')),
                ('is_backup', models.BooleanField(default=False, verbose_name='backup (B role)')),
                ('started_on', models.DateField(verbose_name='from')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='to')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='role_assignments', to='people.orgunit')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='role_assignments', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'role assignment',
                'ordering': ['role', 'unit__path', 'user__username'],
            },
        ),
        migrations.CreateModel(
            name='SetupAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(max_length=40, unique=True, verbose_name='step')),
                ('answered_at', models.DateTimeField(auto_now_add=True, verbose_name='answered at')),
                ('answered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'answer to the checklist',
            },
        ),
        migrations.CreateModel(
            name='UnitAlias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, unique=True, verbose_name='name')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='people.orgunit')),
            ],
            options={
                'verbose_name': 'other name of a unit',
            },
        ),
        migrations.CreateModel(
            name='UnitChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='day')),
                ('kind', models.CharField(choices=[('open', 'Opened'), ('rename', 'Renamed'), ('describe', 'Particulars changed'), ('reorder', 'Order changed'), ('move', 'Moved'), ('close', 'Closed'), ('merge', 'Merged into another unit'), ('absorb', 'Took in another unit'), ('split', 'Split'), ('split_off', 'Split from another unit'), ('add_name', 'Other name added'), ('remove_name', 'Other name removed')], max_length=12, verbose_name='kind of change')),
                ('before', models.JSONField(blank=True, default=dict)),
                ('after', models.JSONField(blank=True, default=dict)),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='reason or document')),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='people.orgunit')),
            ],
            options={
                'verbose_name': 'change of a unit',
                'ordering': ['-day', '-id'],
            },
        ),
        migrations.CreateModel(
            name='UsedPassword',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(editable=False, max_length=128)),
                ('replaced_at', models.DateTimeField()),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='used_passwords', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-replaced_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('digest', models.CharField(editable=False, max_length=80, unique=True)),
                ('scope', models.CharField(choices=[('own', "Courses, and one's own classes and courses"), ('classes', 'Courses, and the classes and attendance one may see')], max_length=10, verbose_name='what it may read')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='made at')),
                ('expires_at', models.DateTimeField(verbose_name='valid until')),
                ('last_used_at', models.DateTimeField(editable=False, null=True, verbose_name='last used at')),
                ('revoked_at', models.DateTimeField(editable=False, null=True, verbose_name='revoked at')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tokens', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'API token',
                'verbose_name_plural': 'API tokens',
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('user', 'name'), name='one_token_per_user_and_name', violation_error_message='You already have a token with this name. Choose another, or revoke it.'), models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('created_at'))), name='token_expires_after_creation', violation_error_message='A token cannot expire before it is made.')],
            },
        ),
        migrations.CreateModel(
            name='AuditEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('mac', models.CharField(editable=False, max_length=80)),
                ('actor_name', models.CharField(max_length=120, verbose_name='who')),
                ('address', models.CharField(blank=True, max_length=45, verbose_name='from where')),
                ('action', models.CharField(max_length=60, verbose_name='action')),
                ('object_type', models.CharField(blank=True, max_length=60)),
                ('object_id', models.CharField(blank=True, max_length=40)),
                ('object_label', models.CharField(blank=True, max_length=200, verbose_name='object')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                ('data', models.JSONField(default=dict)),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'audit event',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['object_type', 'object_id'], name='audit_by_object'), models.Index(fields=['recorded_at'], name='audit_by_time')],
            },
        ),
        migrations.CreateModel(
            name='ChannelChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.CharField(choices=[('classes', 'Classes and notices'), ('examinations', 'Examinations'), ('exchanges', 'Exchanges and agreements'), ('records', 'Hours and certificates'), ('transfers', 'Transfers'), ('account', 'My account'), ('operation', 'Operation of the site')], max_length=20, verbose_name='kind of news')),
                ('channel', models.CharField(max_length=20, verbose_name='channel')),
                ('is_wanted', models.BooleanField(verbose_name='wanted')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='channel_choices', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'choice of channel',
                'constraints': [models.UniqueConstraint(fields=('user', 'group', 'channel'), name='one_choice_per_user_group_and_channel', violation_error_message='This choice has been made already.')],
            },
        ),
        migrations.AddIndex(
            model_name='notification',
            index=models.Index(condition=models.Q(('read_at', None)), fields=['user'], name='unread_by_user'),
        ),
        migrations.AddConstraint(
            model_name='notification',
            constraint=models.UniqueConstraint(fields=('user', 'event_key'), name='one_notification_per_user_and_event'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('sent_at', None)), fields=['due_at'], name='deliveries_to_send'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.UniqueConstraint(fields=('notification', 'channel'), name='one_delivery_per_notification_and_channel', violation_error_message='This message is on its way already.'),
        ),
        migrations.AddConstraint(
            model_name='orgunit',
            constraint=models.CheckConstraint(condition=models.Q(('closed_on', None), ('opened_on', None), ('closed_on__gte', models.F('opened_on')), _connector='OR'), name='unit_closed_after_opened', violation_error_message='A unit cannot close before it opens.'),
        ),
        migrations.AddConstraint(
            model_name='orgunit',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into', None), ('closed_on__isnull', False), _connector='OR'), name='unit_merged_is_closed', violation_error_message='A unit merged into another one is closed.'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['name'], name='person_name'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(condition=models.Q(('status', 'active'), _negated=True), fields=['status'], name='person_not_in_post'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['staff_category'], name='person_staff_category'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['pinyin_letters'], name='person_pinyin_letters'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['initials'], name='person_initials'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['pinyin_key', 'staff_no'], name='person_pinyin_order'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['surname_stroke_key', 'staff_no'], name='person_surname_stroke_order'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['name_stroke_key', 'staff_no'], name='person_name_stroke_order'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('pinyin_key', ''), _negated=True), models.Q(('surname_stroke_key', ''), _negated=True), models.Q(('name_stroke_key', ''), _negated=True)), name='person_has_name_keys', violation_error_message='A name comes with what it is ordered by; set it with set_name.'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('merged_into', None), models.Q(('status', 'merged'), _negated=True)), models.Q(('merged_into__isnull', False), ('status', 'merged')), _connector='OR'), name='person_entered_twice_has_the_kept_entry', violation_error_message='An entry made twice points to the one that is kept.'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into', None), models.Q(('merged_into', models.F('id')), _negated=True), _connector='OR'), name='person_not_merged_into_itself', violation_error_message='An entry cannot be merged into itself.'),
        ),
        migrations.AddConstraint(
            model_name='lecturer',
            constraint=models.UniqueConstraint(condition=models.Q(('person', None)), fields=('name', 'affiliation'), name='one_outside_lecturer_per_name_and_affiliation', violation_error_message='This lecturer is already in the list.'),
        ),
        migrations.AddIndex(
            model_name='posting',
            index=models.Index(condition=models.Q(('ended_on', None)), fields=['level_order', 'unit', 'person'], name='posting_level_now'),
        ),
        migrations.AddIndex(
            model_name='posting',
            index=models.Index(condition=models.Q(('ended_on', None)), fields=['unit', 'level_order', 'person'], name='posting_unit_now'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on', None)), fields=('person',), name='one_current_posting_per_person', violation_error_message='This person already has a current posting.'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on', None), ('ended_on__gte', models.F('started_on')), _connector='OR'), name='posting_ends_after_start', violation_error_message='A posting cannot end before it starts.'),
        ),
        migrations.AddConstraint(
            model_name='roleassignment',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on', None)), fields=('user', 'role', 'unit'), name='one_open_assignment_per_role_and_unit', violation_error_message='This account already holds the role in this unit.'),
        ),
        migrations.AddConstraint(
            model_name='roleassignment',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on', None), ('ended_on__gte', models.F('started_on')), _connector='OR'), name='role_ends_after_start', violation_error_message='A role cannot end before it starts.'),
        ),
        migrations.AddConstraint(
            model_name='roleassignment',
            constraint=models.CheckConstraint(condition=models.Q(('is_backup', False), ('role', 'liaison'), _connector='OR'), name='only_a_liaison_has_a_backup', violation_error_message='Only a liaison has a backup (B role).'),
        ),
    ]
