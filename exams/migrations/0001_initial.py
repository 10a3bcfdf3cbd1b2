
import django.db.models.deletion
import django.utils.timezone
import uuid
from decimal import Decimal
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
            name='QuestionBank',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='question bank')),
            ],
            options={
                'verbose_name': 'question bank',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=100, verbose_name='paper')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='people.orgunit', verbose_name='kept by')),
                ('bank', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='exams.questionbank')),
            ],
            options={
                'verbose_name': 'paper',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=60, verbose_name='question code')),
                ('content_key', models.CharField(editable=False, max_length=64)),
                ('stem_key', models.CharField(editable=False, max_length=64)),
                ('bank', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='exams.questionbank')),
            ],
            options={
                'verbose_name': 'question',
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='QuestionVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(default=1, verbose_name='version')),
                ('is_current', models.BooleanField(default=True)),
                ('kind', models.CharField(choices=[('single', 'Single choice'), ('multiple', 'Multiple choice'), ('true_false', 'True or false'), ('blank', 'Fill in the blank')], max_length=10, verbose_name='kind of question')),
                ('stem', models.TextField(verbose_name='stem')),
                ('options', models.JSONField(blank=True, default=list, verbose_name='options')),
                ('key', models.JSONField(verbose_name='key')),
                ('score', models.DecimalField(decimal_places=1, default=Decimal('1.0'), max_digits=5, verbose_name='points')),
                ('difficulty', models.CharField(choices=[('easy', 'Easy'), ('medium', 'Medium'), ('hard', 'Hard')], default='medium', max_length=10, verbose_name='difficulty')),
                ('explanation', models.TextField(blank=True, verbose_name='explanation')),
                ('source', models.CharField(blank=True, max_length=120, verbose_name='source of the question')),
                ('knowledge_point', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='courses.knowledgepoint')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='exams.question')),
            ],
            options={
                'verbose_name': 'version of a question',
            },
        ),
        migrations.CreateModel(
            name='Sitting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='examination')),
                ('track', models.CharField(blank=True, choices=[('leader', 'Leaders'), ('staff', 'General staff'), ('technician', 'Technicians')], max_length=12, verbose_name='audience')),
                ('opens_at', models.DateTimeField(verbose_name='opens at')),
                ('closes_at', models.DateTimeField(verbose_name='closes at')),
                ('minutes', models.PositiveSmallIntegerField(verbose_name='minutes')),
                ('attempts_allowed', models.PositiveSmallIntegerField(default=1, verbose_name='attempts allowed')),
                ('full_mark', models.DecimalField(decimal_places=1, editable=False, max_digits=6, verbose_name='full mark')),
                ('pass_mark', models.DecimalField(decimal_places=1, max_digits=6, verbose_name='pass mark')),
                ('show_result', models.CharField(choices=[('nothing', 'Nothing'), ('score', 'The score'), ('answers', 'The score, and the answers once the sitting is over')], default='score', max_length=10, verbose_name='what the trainee sees')),
                ('counts_for_completion', models.BooleanField(default=False, verbose_name='final examination')),
                ('cancelled_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('cancel_reason', models.CharField(blank=True, editable=False, max_length=200, verbose_name='reason of the cancellation')),
                ('batch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sittings', to='training.batch')),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sittings', to='exams.paper')),
                ('repeats', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='further', to='exams.sitting', verbose_name='further sitting of')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sittings', to='people.orgunit', verbose_name='held by')),
            ],
            options={
                'verbose_name': 'sitting',
                'ordering': ['-opens_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='attempt')),
                ('seed', models.PositiveIntegerField(editable=False)),
                ('items', models.JSONField(editable=False)),
                ('unit_name', models.CharField(blank=True, max_length=100, verbose_name='unit at the time')),
                ('started_at', models.DateTimeField(verbose_name='started at')),
                ('deadline_at', models.DateTimeField(verbose_name='deadline')),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='submitted at')),
                ('closed_by_clock', models.BooleanField(default=False, verbose_name='closed at the deadline')),
                ('score', models.DecimalField(blank=True, decimal_places=1, max_digits=6, null=True, verbose_name='score')),
                ('last_seq', models.PositiveIntegerField(default=0, editable=False)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='people.person')),
                ('sitting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='exams.sitting')),
            ],
            options={
                'verbose_name': 'attempt',
            },
        ),
        migrations.CreateModel(
            name='SittingStaff',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('proctor', 'Proctor'), ('grader', 'Grader')], max_length=10, verbose_name='role')),
                ('sitting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='staff', to='exams.sitting')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='staffed_sittings', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'sitting staff',
            },
        ),
        migrations.CreateModel(
            name='AnswerSave',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('mac', models.CharField(editable=False, max_length=80)),
                ('item', models.PositiveSmallIntegerField(verbose_name='item')),
                ('seq', models.PositiveIntegerField(verbose_name='sequence number')),
                ('payload', models.JSONField(verbose_name='answer')),
                ('late', models.BooleanField(default=False, verbose_name='too late')),
                ('set_aside', models.BooleanField(default=False, verbose_name='set aside')),
                ('page', models.CharField(blank=True, default='', editable=False, max_length=32)),
                ('turn', models.PositiveIntegerField(default=0, editable=False)),
                ('given_at', models.DateTimeField(blank=True, null=True, verbose_name='given at')),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='saves', to='exams.attempt')),
            ],
            options={
                'verbose_name': 'saved answer',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('attempt', 'item', 'seq'), name='one_save_per_attempt_item_and_seq')],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.PositiveSmallIntegerField(verbose_name='item')),
                ('payload', models.JSONField(verbose_name='answer')),
                ('seq', models.PositiveIntegerField(verbose_name='sequence number')),
                ('mark', models.DecimalField(blank=True, decimal_places=1, max_digits=5, null=True, verbose_name='points')),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='exams.attempt')),
            ],
            options={
                'verbose_name': 'answer to an item',
                'constraints': [models.UniqueConstraint(fields=('attempt', 'item'), name='one_answer_per_attempt_and_item', violation_error_message='There is already an answer to this item.')],
            },
        ),
        migrations.CreateModel(
            name='PaperRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('single', 'Single choice'), ('multiple', 'Multiple choice'), ('true_false', 'True or false'), ('blank', 'Fill in the blank')], max_length=10, verbose_name='kind of question')),
                ('count', models.PositiveSmallIntegerField(verbose_name='number of questions')),
                ('score', models.DecimalField(decimal_places=1, max_digits=5, verbose_name='points each')),
                ('difficulty', models.CharField(blank=True, choices=[('easy', 'Easy'), ('medium', 'Medium'), ('hard', 'Hard')], max_length=10, verbose_name='difficulty')),
                ('knowledge_point', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='courses.knowledgepoint')),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rules', to='exams.paper')),
            ],
            options={
                'verbose_name': 'rule of a paper',
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('count__gt', 0), ('score__gt', 0)), name='paper_rule_draws_something', violation_error_message='A rule draws one question at least, worth more than nothing.')],
            },
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.UniqueConstraint(fields=('bank', 'code'), name='one_question_per_bank_and_code', violation_error_message='There is already a question with this code in the bank.'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.UniqueConstraint(fields=('bank', 'content_key'), name='one_question_per_bank_and_content', violation_error_message='There is already a question with this stem and these options in the bank.'),
        ),
        migrations.AddConstraint(
            model_name='questionversion',
            constraint=models.UniqueConstraint(fields=('question', 'number'), name='one_version_per_question_and_number'),
        ),
        migrations.AddConstraint(
            model_name='questionversion',
            constraint=models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('question',), name='one_current_version_per_question'),
        ),
        migrations.AddConstraint(
            model_name='questionversion',
            constraint=models.CheckConstraint(condition=models.Q(('score__gt', 0)), name='question_score_positive', violation_error_message='A question is worth more than nothing.'),
        ),
        migrations.AddConstraint(
            model_name='sitting',
            constraint=models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opens_at'))), name='sitting_closes_after_opening', violation_error_message='A sitting closes after it opens.'),
        ),
        migrations.AddConstraint(
            model_name='sitting',
            constraint=models.CheckConstraint(condition=models.Q(('attempts_allowed__gt', 0), ('minutes__gt', 0), ('pass_mark__gte', 0)), name='sitting_can_be_sat', violation_error_message='A sitting lasts a minute at least and allows one attempt at least.'),
        ),
        migrations.AddConstraint(
            model_name='sitting',
            constraint=models.CheckConstraint(condition=models.Q(('full_mark__gt', 0), ('pass_mark__lte', models.F('full_mark'))), name='sitting_can_be_passed', violation_error_message='The pass mark is not more than the points of the paper.'),
        ),
        migrations.AddConstraint(
            model_name='sitting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cancel_reason', ''), ('cancelled_at', None)), models.Q(('cancelled_at__isnull', False), models.Q(('cancel_reason', ''), _negated=True)), _connector='OR'), name='sitting_cancelled_for_a_reason', violation_error_message='A cancelled examination has a reason.'),
        ),
        migrations.AddConstraint(
            model_name='sitting',
            constraint=models.CheckConstraint(condition=models.Q(('counts_for_completion', False), ('batch__isnull', False), _connector='OR'), name='final_examination_is_of_a_class', violation_error_message='A final examination is held for a class. Choose the class.'),
        ),
        migrations.AddConstraint(
            model_name='sitting',
            constraint=models.CheckConstraint(condition=models.Q(('repeats', None), ('counts_for_completion', True), _connector='OR'), name='further_sitting_is_final_too', violation_error_message='A further sitting of a final examination counts for completion too.'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.UniqueConstraint(fields=('sitting', 'person', 'number'), name='one_attempt_per_sitting_person_and_number'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.UniqueConstraint(condition=models.Q(('submitted_at', None)), fields=('sitting', 'person'), name='one_open_attempt_per_sitting_and_person', violation_error_message='This examination has been begun already.'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.CheckConstraint(condition=models.Q(('deadline_at__gt', models.F('started_at'))), name='attempt_deadline_after_start', violation_error_message='The deadline comes after the start.'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('score', None), ('submitted_at', None)), models.Q(('score__isnull', False), ('submitted_at__isnull', False)), _connector='OR'), name='attempt_scored_when_submitted', violation_error_message='An attempt has a score once it is submitted, and not before.'),
        ),
        migrations.AddConstraint(
            model_name='sittingstaff',
            constraint=models.UniqueConstraint(fields=('sitting', 'user', 'role'), name='one_staff_role_per_sitting'),
        ),
        migrations.AddConstraint(
            model_name='sittingstaff',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['proctor', 'grader'])), name='sitting_staff_has_a_known_role'),
        ),
    ]
