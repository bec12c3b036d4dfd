from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("game", "0009_secret_is_secret")]

    operations = [
        migrations.AlterField("Participant", "name", models.CharField(max_length=80)),
    ]
