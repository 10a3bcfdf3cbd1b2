
import django.db.models.deletion
import django.utils.timezone
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
            name='KnownHeading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('heading', models.CharField(max_length=60)),
                ('field', models.CharField(blank=True, max_length=20)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='known_headings', to='people.orgunit')),
            ],
            options={
                'verbose_name': "heading of a unit's lists",
                'constraints': [models.UniqueConstraint(fields=('kind', 'unit', 'heading'), name='one_meaning_per_kind_unit_and_heading', violation_error_message='This heading has a meaning in the lists of the unit already.')],
            },
        ),
        migrations.CreateModel(
            name='KnownUnitName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=100)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.orgunit')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='known_unit_names', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': "an uploader's name for a unit",
                'constraints': [models.UniqueConstraint(fields=('user', 'text'), name='one_unit_per_user_and_text', violation_error_message='You have said already which unit this text means.')],
            },
        ),
        migrations.CreateModel(
            name='ListImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(max_length=20, verbose_name='kind of list')),
                ('file_name', models.CharField(max_length=200, verbose_name='file')),
                ('file_digest', models.CharField(editable=False, max_length=80)),
                ('file_sealed', models.BinaryField()),
                ('options', models.JSONField(default=dict)),
                ('decisions', models.JSONField(default=dict)),
                ('rows_sealed', models.BinaryField(null=True)),
                ('undo_sealed', models.BinaryField(null=True)),
                ('summary', models.JSONField(default=dict)),
                ('done_rows', models.PositiveIntegerField(default=0)),
                ('all_rows', models.PositiveIntegerField(default=0)),
                ('state', models.CharField(choices=[('uploaded', 'Being checked'), ('failed', 'Could not be read'), ('judged', 'Checked, not taken over'), ('committing', 'Being taken over'), ('committed', 'Taken over'), ('undone', 'Undone')], default='uploaded', max_length=12, verbose_name='state')),
                ('uploaded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='uploaded at')),
                ('committed_at', models.DateTimeField(null=True, verbose_name='taken over at')),
                ('undone_at', models.DateTimeField(null=True, verbose_name='undone at')),
                ('committed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='list_imports', to='people.orgunit')),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='list_imports', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'import of a list',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['kind', 'unit'], name='imports_by_kind_and_unit')],
                'constraints': [models.CheckConstraint(condition=models.Q(('undone_at', None), ('committed_at__isnull', False), _connector='OR'), name='import_undone_after_commit', violation_error_message='Only an import that was taken over can be undone.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'committed'), _negated=True), models.Q(('committed_at__isnull', False), ('undo_sealed__isnull', False)), _connector='OR'), name='committed_import_can_be_undone', violation_error_message='An import that was taken over keeps how to undo it.')],
            },
        ),
    ]
