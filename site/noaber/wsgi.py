"""The WSGI application for a server such as granian or gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "noaber.settings.production")

application = get_wsgi_application()
