"""What the project adds to Wagtail's admin: forms that are too large are stopped while the text is still in them."""

from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks


@hooks.register("insert_global_admin_js")
def form_limits() -> SafeString:
    """The script that measures a form before it is sent, with the limits of the settings."""
    return format_html(
        '<script src="{}" data-form-limits data-bytes="{}" data-fields="{}" defer></script>',
        static("js/form-limits.js"),
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
        settings.DATA_UPLOAD_MAX_NUMBER_FIELDS,
    )
