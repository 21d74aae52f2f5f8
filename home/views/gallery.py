"""The gallery of components, for who may enter the admin."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from association.base.brand_presets import PRESETS
from association.base.models import Brand
from home.gallery import gallery_context


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state; `?merk=` names the brand, else the site's own mark decides."""
    brand = request.GET.get("merk", "vdg")
    if brand not in PRESETS:
        raise Http404
    own = Brand.objects.filter(mark=brand).first()
    url = reverse("brand_stylesheet", args=[own.css_hash]) if own else ""
    return TemplateResponse(request, "home/gallery.html", gallery_context(brand, url))
