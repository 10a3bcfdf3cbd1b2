
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import modelcluster.fields
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='CourseIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
            ],
            options={
                'verbose_name': 'course index',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='Lesson',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('minutes', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(1)], verbose_name='minutes')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('paragraph', 1), ('steps', 3), ('checklist', 4), ('code', 5), ('callout', 8), ('image', 9)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': 'Heading', 'template': 'courses/blocks/heading.html'}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul'], 'label': 'Paragraph'}), 2: ('wagtail.blocks.TextBlock', (), {'rows': 2}), 3: ('wagtail.blocks.ListBlock', (2,), {'label': 'Steps', 'template': 'courses/blocks/steps.html'}), 4: ('wagtail.blocks.ListBlock', (2,), {'label': 'Checklist', 'template': 'courses/blocks/checklist.html'}), 5: ('wagtail.blocks.TextBlock', (), {'icon': 'code', 'label': 'Commands', 'template': 'courses/blocks/code.html'}), 6: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('tip', 'Tip'), ('warning', 'Mind this'), ('example', 'Example')], 'label': 'kind'}), 7: ('wagtail.blocks.TextBlock', (), {'label': 'text'}), 8: ('wagtail.blocks.StructBlock', [[('kind', 6), ('text', 7)]], {}), 9: ('wagtail.images.blocks.ImageBlock', [], {'label': 'Image', 'template': 'courses/blocks/image.html'})}, verbose_name='text')),
                ('self_check', wagtail.fields.StreamField([('question', 6)], blank=True, block_lookup={0: ('wagtail.blocks.TextBlock', (), {'label': 'question'}), 1: ('wagtail.blocks.TextBlock', (), {'label': 'option', 'rows': 2}), 2: ('wagtail.blocks.BooleanBlock', (), {'label': 'right', 'required': False}), 3: ('wagtail.blocks.StructBlock', [[('text', 1), ('is_right', 2)]], {}), 4: ('wagtail.blocks.ListBlock', (3,), {'label': 'options', 'max_num': 8, 'min_num': 2}), 5: ('wagtail.blocks.TextBlock', (), {'label': 'explanation', 'required': False}), 6: ('wagtail.blocks.StructBlock', [[('stem', 0), ('options', 4), ('explanation', 5)]], {})}, verbose_name='self-check')),
            ],
            options={
                'verbose_name': 'lesson',
                'verbose_name_plural': 'lessons',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='Course',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('code', models.CharField(error_messages={'null': 'A course needs a code before it can be published.'}, help_text='Needed before the course can be published.', max_length=20, null=True, unique=True, validators=[django.core.validators.RegexValidator('^[A-Za-z0-9-]+\\Z', 'Letters, digits and hyphens only.')], verbose_name='course code')),
                ('tracks', models.JSONField(blank=True, default=list, verbose_name='audience')),
                ('training_type', models.CharField(choices=[('induction', 'Induction training'), ('appointment', 'Training on appointment'), ('special_duty', 'Special duty training'), ('in_service', 'In-service training')], default='in_service', max_length=20, verbose_name='training type')),
                ('credit_hours', models.DecimalField(decimal_places=2, default=0, max_digits=7, validators=[django.core.validators.MinValueValidator(0)], verbose_name='credit hours')),
                ('summary', models.TextField(blank=True, verbose_name='summary')),
                ('prerequisites', modelcluster.fields.ParentalManyToManyField(blank=True, related_name='required_by', to='courses.course', verbose_name='courses to complete first')),
                ('provider', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='provided_courses', to='people.orgunit', verbose_name='provided by')),
            ],
            options={
                'verbose_name': 'course',
                'verbose_name_plural': 'courses',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='CourseEnrolment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(choices=[('self', 'Chosen by oneself'), ('assigned', 'Assigned')], max_length=10, verbose_name='source')),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('code', models.CharField(max_length=20, verbose_name='course code')),
                ('credit_hours', models.DecimalField(decimal_places=2, max_digits=7, verbose_name='credit hours')),
                ('started_at', models.DateTimeField(verbose_name='started at')),
                ('completed_at', models.DateTimeField(blank=True, null=True, verbose_name='completed at')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='courses.course')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='course_enrolments', to='people.person')),
            ],
            options={
                'verbose_name': 'course enrolment',
                'verbose_name_plural': 'course enrolments',
                'ordering': ['-started_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='KnowledgePoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=255, unique=True)),
                ('depth', models.PositiveIntegerField()),
                ('numchild', models.PositiveIntegerField(default=0)),
                ('name', models.CharField(max_length=50, verbose_name='name')),
            ],
            options={
                'verbose_name': 'knowledge point',
                'verbose_name_plural': 'knowledge points',
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Substr('path', 1, django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('depth'), '-', models.Value(1)), '*', models.Value(4))), models.F('name'), name='one_knowledge_point_per_parent_and_name', violation_error_message='There is already a knowledge point with this name here.')],
            },
        ),
        migrations.AddField(
            model_name='course',
            name='knowledge_points',
            field=modelcluster.fields.ParentalManyToManyField(blank=True, related_name='courses', to='courses.knowledgepoint', verbose_name='knowledge points'),
        ),
        migrations.CreateModel(
            name='LessonProgress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_read_at', models.DateTimeField(verbose_name='first read at')),
                ('completed_at', models.DateTimeField(blank=True, null=True, verbose_name='completed at')),
                ('self_check_right', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='right answers')),
                ('self_check_of', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='questions')),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='progress', to='courses.courseenrolment')),
                ('lesson', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='progress', to='courses.lesson')),
            ],
            options={
                'verbose_name': 'lesson progress',
                'ordering': ['enrolment', 'lesson'],
            },
        ),
        migrations.AddConstraint(
            model_name='courseenrolment',
            constraint=models.UniqueConstraint(fields=('person', 'course'), name='one_enrolment_per_person_and_course', violation_error_message='This person already takes the course.'),
        ),
        migrations.AddConstraint(
            model_name='courseenrolment',
            constraint=models.CheckConstraint(condition=models.Q(('completed_at', None), ('completed_at__gte', models.F('started_at')), _connector='OR'), name='course_completed_after_start', violation_error_message='A course cannot be completed before it is begun.'),
        ),
        migrations.AddConstraint(
            model_name='course',
            constraint=models.CheckConstraint(condition=models.Q(('credit_hours__gte', 0)), name='course_hours_not_negative', violation_error_message='Credit hours cannot be negative.'),
        ),
        migrations.AddConstraint(
            model_name='lessonprogress',
            constraint=models.UniqueConstraint(fields=('enrolment', 'lesson'), name='one_progress_per_enrolment_and_lesson', violation_error_message='The progress of this lesson is already kept.'),
        ),
        migrations.AddConstraint(
            model_name='lessonprogress',
            constraint=models.CheckConstraint(condition=models.Q(('completed_at', None), ('completed_at__gte', models.F('first_read_at')), _connector='OR'), name='lesson_completed_after_read', violation_error_message='A lesson cannot be completed before it is read.'),
        ),
        migrations.AddConstraint(
            model_name='lessonprogress',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('self_check_of', None), ('self_check_right', None)), ('self_check_right__lte', models.F('self_check_of')), _connector='OR'), name='self_check_right_within_all', violation_error_message='There cannot be more right answers than questions.'),
        ),
    ]
