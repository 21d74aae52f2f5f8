"""A picture that browsers do not show, as a Word file with nothing else in it."""

import zipfile
from io import BytesIO
from pathlib import PurePosixPath

from PIL import Image as Pillow

from association.publications.importing.source import PictureFile

KINDS = {
    "emf": "image/x-emf", "wmf": "image/x-wmf", "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg",
    "jpeg": "image/jpeg", "gif": "image/gif", "bmp": "image/bmp", "tif": "image/tiff", "tiff": "image/tiff",
}  # fmt: skip
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
# Sixteen by twelve centimetres, in English Metric Units (914,400 to the inch).
WIDTH, HEIGHT = 5_760_000, 4_320_000
DOCUMENT = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{office}" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><w:body><w:p><w:r><w:drawing>'
    '<wp:inline><wp:extent cx="{width}" cy="{height}"/><wp:docPr id="1" name="Tekening"/><a:graphic>'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
    '<pic:nvPicPr><pic:cNvPr id="1" name="Tekening"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:embed="rId1">{drawn}</a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>'
    "</w:drawing></w:r></w:p></w:body></w:document>"
)
DRAWN = (
    '<a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}"><asvg:svgBlip '
    'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="rId2"/></a:ext></a:extLst>'
)
LARGEST_SIDE = 16


def wrapped(file: PictureFile) -> bytes:
    """The Word file; the same picture always gives the same bytes, and lies in it as it was."""
    ending = PurePosixPath(file.name).suffix.lower().lstrip(".")
    kind = KINDS.get(ending, "application/octet-stream")
    parts = {f"word/media/image1.{ending or 'bin'}": file.data}
    targets = [f"media/image1.{ending or 'bin'}"]
    defaults = {ending or "bin": kind}
    if ending == "svg":
        # Word shows the drawing only beside a picture for older versions of itself.
        parts["word/media/image2.png"] = blank()
        targets.insert(0, "media/image2.png")
        defaults["png"] = KINDS["png"]
    drawn = DRAWN.format() if ending == "svg" else ""
    parts["word/document.xml"] = DOCUMENT.format(office=OFFICE, width=WIDTH, height=HEIGHT, drawn=drawn).encode()
    parts["word/_rels/document.xml.rels"] = relations([(f"{OFFICE}/image", target) for target in targets])
    parts["_rels/.rels"] = relations([(f"{OFFICE}/officeDocument", "word/document.xml")])
    parts["[Content_Types].xml"] = content_types(defaults)
    return packed(parts)


def blank() -> bytes:
    """A small white picture."""
    data = BytesIO()
    Pillow.new("RGB", (LARGEST_SIDE, LARGEST_SIDE), "white").save(data, "PNG")
    return data.getvalue()


def relations(found: list[tuple[str, str]]) -> bytes:
    """What a part refers to: rId1 is the first."""
    items = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(found, start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{items}</Relationships>'.encode()


def content_types(defaults: dict[str, str]) -> bytes:
    """What kind of content the parts hold, by the ending of their names."""
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    known = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml", **defaults}
    items = "".join(f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in known.items())
    return (
        f'<Types xmlns="{PACKAGE}/content-types">{items}'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    ).encode()


def packed(parts: dict[str, bytes]) -> bytes:
    """Parts as a zip file, without the time at which it was made."""
    output = BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as package:
        for name in sorted(parts):
            package.writestr(zipfile.ZipInfo(name), parts[name], zipfile.ZIP_DEFLATED)
    return output.getvalue()
