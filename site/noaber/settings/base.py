"""What every installation shares. Values that differ per installation come through `env`."""

from pathlib import Path

from csp.constants import NONE, SELF

from noaber.env import Environment

env = Environment()

PROJECT = Path(__file__).resolve().parent.parent
SOURCE = PROJECT.parent.parent
# An installed wheel carries the templates inside the package; a checkout keeps them beside it.
TEMPLATES_FOLDER = SOURCE / "templates" if (SOURCE / "templates" / "base.html").exists() else PROJECT / "templates"

# The handbook for staff, which the admin shows too.
HANDBOOK_FOLDER = next(
    (place for place in (SOURCE / "docs" / "handleiding", PROJECT / "handleiding") if place.is_dir()), PROJECT
)

INSTALLED_APPS = [
    "home",
    "association",
    "noaber",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "noaber.account_screens.AccountsConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django_linear_migrations",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",  # the words of how long ago it was: without it Wagtail writes them in English
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]
FIRST_PARTY_APPS = ["home", "association"]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "noaber.middleware.ContentSecurityMiddleware",
    "noaber.middleware.clean_input",
    "association.newsletters.middleware.count_visits",
    "association.base.page_cache.page_cache",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "noaber.middleware.OriginMiddleware",
    "noaber.middleware.PostedTextMiddleware",
    "noaber.middleware.PageWritesMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "association.base.middleware.viewer_middleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "noaber.urls"
WSGI_APPLICATION = "noaber.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "association.User"
LOGIN_URL = "/inloggen/"
LOGIN_REDIRECT_URL = "/"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [TEMPLATES_FOLDER],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "home.context_processors.frame",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.append("django.forms")

LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
LOCALE_PATHS = [PROJECT / "locale"]
USE_TZ = True
WAGTAIL_I18N_ENABLED = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [("nl", "Nederlands")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES = [("nl", "Nederlands")]

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

STATIC_URL = "/static/"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
MEDIA_URL = "/media/"
STORAGES = {
    # What is not made for the public is private: uploads that wait for their description lie here too.
    "default": {"BACKEND": "association.base.storage.PrivateStorage"},
    "private": {"BACKEND": "association.base.storage.PrivateStorage"},
    "renditions": {"BACKEND": "association.base.storage.RenditionStorage"},
    "staticfiles": {"BACKEND": "noaber.static_files.BundlingStorage"},
}
WHITENOISE_MANIFEST_STRICT = False

# A form holds at most 10 MB of text; a table of a thousand rows has more than Django's thousand fields.
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
FILE_UPLOAD_PERMISSIONS = 0o644

# Whole pages are kept for visitors without account until something changes, and no longer than this.
PAGE_CACHE_SECONDS = env.number("PAGE_CACHE_SECONDS", 60)

# The worker asks the addresses to which pages link whether they still work.
LINK_CHECK = env.flag("LINK_CHECK", default=True)

# Where mail that could not be delivered comes back: an address whose `+word` goes to the same mailbox, and how to read
# that mailbox: a folder (Maildir), or an address such as imaps://user:word@host/INBOX.
BOUNCE_ADDRESS = env.text("BOUNCE_ADDRESS", "")
BOUNCE_MAILBOX = env.text("BOUNCE_MAILBOX", "")
# The folder in which the demonstration keeps all mail that it sends.
DEMO_MAILBOX: Path | None = None

WAGTAIL_SITE_NAME = "Noaber"
WAGTAIL_DATE_FORMAT = "%d-%m-%Y"
WAGTAIL_DATETIME_FORMAT = "%d-%m-%Y %H:%M"
WAGTAIL_FRONTEND_LOGIN_URL = LOGIN_URL
WAGTAIL_FRONTEND_LOGIN_TEMPLATE = "home/login.html"
WAGTAIL_PASSWORD_REQUIRED_TEMPLATE = "home/password_required.html"  # noqa: S105 - a template's name, no password
WAGTAILDOCS_PASSWORD_REQUIRED_TEMPLATE = "home/password_required.html"  # noqa: S105 - the same
WAGTAILADMIN_USER_LOGIN_FORM = "association.base.forms.accounts.LoginForm"
WAGTAIL_USER_EDIT_FORM = "association.base.forms.accounts.UserEditForm"
WAGTAIL_USER_CREATION_FORM = "association.base.forms.accounts.UserCreationForm"
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_WORKFLOW_ENABLED = True
WAGTAILADMIN_COMMENTS_ENABLED = True
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "association.base.forms.editor.RichTextArea",
        "OPTIONS": {"features": ["bold", "ul", "ol", "link", "document-link", "superscript", "subscript"]},
    },
}
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "dutch"}}
WAGTAILSEARCH_HITS_MAX_AGE = 14

WAGTAILIMAGES_IMAGE_MODEL = "association.Image"
WAGTAILIMAGES_IMAGE_FORM_BASE = "association.base.forms.files.ImageForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "avif"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILDOCS_DOCUMENT_MODEL = "association.Document"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "association.base.forms.files.DocumentForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "odt", "xlsx", "ods", "pptx", "odp", "csv", "txt", "ics", "epub", "mp4", "vtt"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 25 * 1024 * 1024
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []

TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "noaber": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["documents", "mail"]},
}

VIDEO_HOSTS = ["https://www.youtube-nocookie.com", "https://player.vimeo.com"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "frame-src": VIDEO_HOSTS,
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    },
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 7 * 24 * 60 * 60
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "home.views.errors.csrf_failure"
SILENCED_SYSTEM_CHECKS: list[str] = []

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # A page that is not there and a host that is not ours are the visitor's mistake, no news for the operator.
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}


def cache_settings(address: str) -> dict[str, dict[str, object]]:
    """In-process caches without an address; else Redis, where an unreachable server is a miss."""
    if not address:
        return {
            "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 5000}},
        }
    return {"default": {"BACKEND": "noaber.cache.ForgivingRedisCache", "LOCATION": address, "TIMEOUT": 300}}
