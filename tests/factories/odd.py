"""Text that keyboards, phones and attackers send."""

FAMILY = "👩\u200d👩\u200d👧\u200d👦"
ODD = {
    "bidi": "voor\u202eretca", "bom": "\ufeffbegin", "nfd": "cafe\u0301", "emoji": f"gezin {FAMILY}", "zalgo": "z" + "\u0301" * 40,
    "quotes": "\"'`’„“«»", "markup": "<b>&amp;</b>{{ 7|add:7 }}{% now 'Y' %}", "sql": "'; DROP TABLE x; --", "astral": "𝔘𝔫𝔦",
    "private": "a\ue000\uf8ffb", "noncharacter": "a\uffffb", "replacement": "a\ufffdb", "tabs": "a\tb", "dots": "../../etc/passwd",
}  # fmt: skip
BLANK = ["\u200b", "\u200b\u200d\u2060", "\u3164\u2800", "\u00ad", "   ", "\u202e"]
