"""The tables of the record, with the triggers that keep their rows for ever."""

from django.db import migrations, models

from taizhang.record.triggers import KeepForEver


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Counter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region', models.CharField(max_length=6)),
                ('year', models.SmallIntegerField()),
                ('kind', models.CharField(max_length=32)),
                ('value', models.IntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('region', 'year', 'kind'), name='record_counter_once')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('region', models.CharField(max_length=6)),
                ('year', models.SmallIntegerField()),
                ('kind', models.CharField(max_length=16)),
                ('stream', models.BigIntegerField()),
                ('seq', models.IntegerField()),
                ('command_id', models.CharField(max_length=36)),
                ('at', models.DateTimeField()),
                ('by_kind', models.CharField(max_length=8)),
                ('person', models.BigIntegerField(null=True)),
                ('post', models.BigIntegerField(null=True)),
                ('unit', models.CharField(default='', max_length=32)),
                ('command', models.CharField(max_length=32)),
                ('body', models.TextField()),
            ],
            options={
                'indexes': [models.Index(fields=['region', 'at', 'id'], name='record_entry_by_moment')],
                'constraints': [models.UniqueConstraint(fields=('region', 'kind', 'stream', 'seq'), name='record_entry_seq_once'), models.UniqueConstraint(fields=('region', 'kind', 'stream', 'command_id'), name='record_entry_command_once'), models.CheckConstraint(condition=models.Q(('seq__gte', 1)), name='record_entry_seq_from_one')],
            },
        ),
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('region', models.CharField(max_length=6)),
                ('hash', models.CharField(max_length=64)),
                ('entry', models.BigIntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('region', 'hash'), name='record_erasure_once')],
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('region', models.CharField(max_length=6)),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.BigIntegerField()),
                ('mime', models.CharField(max_length=96)),
                ('width', models.IntegerField(null=True)),
                ('height', models.IntegerField(null=True)),
                ('taken_at', models.DateTimeField(null=True)),
                ('latitude', models.DecimalField(decimal_places=6, max_digits=9, null=True)),
                ('longitude', models.DecimalField(decimal_places=6, max_digits=9, null=True)),
                ('name_hash', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('region', 'sha256'), name='record_evidence_once'), models.CheckConstraint(condition=models.Q(models.Q(('height__isnull', True), ('width__isnull', True)), models.Q(('height__isnull', False), ('width__isnull', False)), _connector='OR'), name='record_evidence_both_sides'), models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('latitude__isnull', False), ('longitude__isnull', False)), _connector='OR'), name='record_evidence_whole_place')],
            },
        ),
        migrations.CreateModel(
            name='Reporter',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('region', models.CharField(max_length=6)),
                ('kind', models.CharField(max_length=16)),
                ('stream', models.BigIntegerField()),
                ('name', models.CharField(blank=True, max_length=64)),
                ('phone', models.CharField(blank=True, max_length=32)),
                ('other', models.TextField(blank=True)),
                ('consent', models.BooleanField(default=False)),
                ('at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['region', 'kind', 'stream'], name='record_reporter_stream')],
            },
        ),
        migrations.CreateModel(
            name='Text',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('region', models.CharField(max_length=6)),
                ('hash', models.CharField(max_length=64)),
                ('salt', models.CharField(max_length=64)),
                ('text', models.TextField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('region', 'hash'), name='record_text_hash_once')],
            },
        ),
        KeepForEver(
            "record_entry",
            [["id"], ["region", "kind", "stream", "seq"], ["region", "kind", "stream", "command_id"]],
        ),
        KeepForEver("record_erasure", [["id"], ["region", "hash"]]),
        KeepForEver("record_text", [["id"], ["region", "hash"]], "hash"),
        KeepForEver("record_evidence", [["id"], ["region", "sha256"]], "sha256"),
    ]
