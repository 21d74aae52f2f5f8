"""Papers of a meeting as Word files: a heading and some paragraphs, of which a reader's own program makes the rest."""

import io
import zipfile
from collections.abc import Iterable
from xml.sax.saxutils import escape

from django.core.files.base import ContentFile
from django.utils.text import slugify
from wagtail.models import Collection

from association.base.models import Document

SCHEMA = "http://schemas.openxmlformats.org"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{SCHEMA}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{WORD}.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{SCHEMA}/package/2006/relationships"><Relationship Id="rId1" '
    f'Type="{SCHEMA}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": f'<Relationships xmlns="{SCHEMA}/package/2006/relationships"><Relationship '
    f'Id="rId1" Type="{SCHEMA}/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>',
    "word/styles.xml": f'<w:styles xmlns:w="{SCHEMA}/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:sz w:val="22"/><w:lang w:val="nl-NL"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="160"/>'
    '</w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:styleId="Heading1"><w:name '
    'w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style>'
    "</w:styles>",
}
FIXED = (2026, 1, 1, 0, 0, 0)


def word_file(title: str, paragraphs: Iterable[str]) -> bytes:
    """A Word file with a heading and paragraphs; the same bytes for the same text."""
    heading = f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>{escape(title)}</w:t></w:r></w:p>'
    texts = "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in paragraphs)
    body = f'<w:document xmlns:w="{SCHEMA}/wordprocessingml/2006/main"><w:body>{heading}{texts}</w:body></w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in {**PARTS, "word/document.xml": body}.items():
            file.writestr(zipfile.ZipInfo(name, FIXED), HEAD + text)
    return out.getvalue()


def paper(collection: Collection, title: str, paragraphs: Iterable[str]) -> int:
    """The number of a paper in a collection, made when it is not there yet."""
    known = Document.objects.filter(title=title, collection=collection).values_list("pk", flat=True).first()
    if known is not None:
        return known
    content = word_file(title, paragraphs)
    document = Document(title=title, collection=collection, file_size=len(content))
    document.file = ContentFile(content, name=f"{slugify(title)}.docx")
    document.save()
    return document.pk
