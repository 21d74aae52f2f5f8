"""An officer at the keyboard, and what a desk holds: a text from Word and a photo."""

import base64
import io
import json
from typing import Any

from PIL import Image
from playwright.sync_api import Locator, Page, expect

from home.demonstration.names import PASSWORD

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head>
<meta name=Generator content="Microsoft Word 15"><style><!-- p.MsoNormal {margin:0cm; font-family:"Calibri",sans-serif;} --></style></head>
<body lang=NL style='tab-interval:35.4pt'><!--StartFragment-->
<h1><span style='mso-fareast-font-family:"Times New Roman"'>Woningbouw in de provincie<o:p></o:p></span></h1>
<p class=MsoNormal><span style='font-size:12.0pt;color:red'>De twaalf gemeenten bouwen samen <b style='mso-bidi-font-weight:normal'>achthonderd flexwoningen</b>.
Dat spraken zij&nbsp;af met de provincie; lees het <a href="https://www.example.org/besluit"><span style='color:blue'>besluit</span></a> of
<a href="file:///C:/Users/x/besluit.docx">het bestand</a>.<o:p></o:p></span></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span
style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>Assen bouwt er tweehonderd<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span><span
style='mso-list:Ignore'>o<span>&nbsp; </span></span></span><![endif]>aan de rand<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span><span
style='mso-list:Ignore'>·<span>&nbsp;</span></span></span><![endif]>Emmen volgt<o:p></o:p></p>
<h2>Wat nu<o:p></o:p></h2>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp;</span></span><![endif]>Eerst tekenen<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>2.<span>&nbsp;</span></span><![endif]>Daarna bouwen<o:p></o:p></p>
<!--EndFragment--></body></html>"""
PASTE = """(target, html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "Platte tekst");
  target.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""
DROP = """(target, [name, type, content]) => {
  const data = new DataTransfer();
  data.items.add(new File([Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0))], name, { type }));
  for (const kind of ["dragover", "drop"])
    target.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
}"""


def photo(seed: int = 90) -> bytes:
    """A photo that is no other photo's copy."""
    data = io.BytesIO()
    Image.effect_noise((640, 400), seed).convert("RGB").save(data, "JPEG")
    return data.getvalue()


class Officer:
    """Somebody at the keyboard, whose clicks are counted; `page` is their browser."""

    def __init__(self, page: Page, name: str, address: str) -> None:
        self.page, self.clicks = page, 0
        page.goto(address)
        page.get_by_label("Gebruikersnaam").fill(name)
        page.get_by_label("Wachtwoord").fill(PASSWORD)
        page.get_by_role("button", name="Inloggen").click()
        expect(page.get_by_role("heading", name="Wat wilt u doen?")).to_be_visible()

    def click(self, target: Locator) -> None:
        """One click."""
        target.click()
        self.clicks += 1

    def start(self, label: str) -> None:
        """A large button; the form is ready when its scripts are, and then the title waits to be typed."""
        self.click(self.page.get_by_role("link", name=label).first)
        expect(self.page.locator("body.ready")).to_be_visible()
        expect(self.page.locator("#id_title")).to_be_focused()

    def paste(self, html: str) -> None:
        """A text from the clipboard, into the first block."""
        target = self.page.locator("[data-contentpath=body] .public-DraftEditor-content").first
        self.click(target)
        target.evaluate(PASTE, html)

    def drop(self, content: bytes, name: str = "markt.jpg") -> None:
        """A file from the desk of the computer, on the form."""
        target = self.page.locator("#id_image-chooser")
        target.evaluate(DROP, [name, "image/jpeg", base64.b64encode(content).decode()])
        expect(self.page.get_by_role("group", name="Nieuwe foto").get_by_label("Beschrijving")).to_be_focused()

    def texts(self) -> list[Any]:
        """The paragraphs of the text's blocks as the editor keeps them: kind, depth, words."""
        fields = self.page.locator("[data-contentpath=body] input[type=hidden][name$='-value']")
        kept = [json.loads(value) for field in fields.all() if (value := field.input_value()).startswith("{")]
        return [[(block["type"], block["depth"], block["text"]) for block in text["blocks"]] for text in kept]
