"""People, posts, editions (kept for ever) and failed sign-ins."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from taizhang.record.triggers import KeepForEver


class Migration(migrations.Migration):

    initial = True

    dependencies = [("record", "0001_first")]

    operations = [
        migrations.CreateModel(
            name='Person',
            fields=[
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('region', models.CharField(max_length=6)),
                ('username', models.CharField(max_length=32, unique=True, verbose_name='登录名')),
                ('full_name', models.CharField(max_length=32, verbose_name='姓名')),
                ('phone', models.CharField(blank=True, max_length=32, verbose_name='电话')),
                ('is_active', models.BooleanField(default=True)),
                ('must_change_password', models.BooleanField(default=False)),
            ],
            options={
                'indexes': [models.Index(fields=['region', 'username'], name='org_person_by_region')],
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('region', models.CharField(max_length=6)),
                ('digest', models.CharField(max_length=64)),
                ('name', models.CharField(max_length=64)),
                ('adopted_at', models.DateTimeField()),
                ('effective_from', models.DateField()),
                ('content', models.TextField()),
                ('entry', models.BigIntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('region', 'digest'), name='org_edition_adopted_once')],
            },
        ),
        migrations.CreateModel(
            name='Failure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['key', 'at'], name='org_failure_recent')],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('region', models.CharField(max_length=6)),
                ('unit', models.CharField(max_length=32)),
                ('title', models.CharField(max_length=64, verbose_name='职务')),
                ('roles', models.JSONField(default=list)),
                ('begins', models.DateTimeField()),
                ('ends', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['region', 'unit'], name='org_post_by_unit')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends__isnull', True), ('ends__gte', models.F('begins')), _connector='OR'), name='org_post_ends_after_it_begins')],
            },
        ),
        KeepForEver("org_edition", [["id"], ["region", "digest"]]),
    ]
