"""What every scene shows, in Dutch, for people who do not see the picture."""

_BOTH = {
    "village": "Getekende brink met een boerderij, oude bomen en twee fietsers op de weg.",
    "canal": "Getekende ophaalbrug over een kanaal, met populieren, twee huizen en een boot.",
    "energy": "Getekende windmolens boven akkers, met een huis en een veld vol zonnepanelen.",
    "housing": "Getekende straat met nieuwe huizen, jonge bomen, een fietser en een ouder met kind.",
    "school": "Getekende dorpsschool met bomen en kinderen op het schoolplein.",
    "care": "Getekend beeld van een oudere en een jongere naast elkaar bij een bank, met een boerderij achter hen.",
    "library": "Getekende bibliotheek met volle boekenkasten en mensen die samen lezen.",
    "sport": "Getekend voetbalveld met drie spelers, een bal en een doel voor een rij bomen.",
    "station": "Getekende regionale trein langs het perron, met reizigers die wachten.",
    "townhall": "Getekend gemeentehuis met vlag en zuilen, en bezoekers op het plein.",
    "works": "Getekende werkplaats aan de rand van het dorp, met medewerkers op het erf.",
    "bus": "Getekende buurtbus bij de halte in een dorp, met twee reizigers onder het afdak.",
    "safety": "Getekende brandweerwagen voor de kazerne, met twee brandweermensen ernaast.",
    "digital": "Getekend loket waar twee mensen samen iets opzoeken op een laptop.",
    "farm": "Getekende boerderij achter een weiland met koeien en een sloot met riet.",
}

_VDG = {
    "hunebed": "Getekend hunebed op een grasveld tussen paarse heide, met een eik en een berk.",
    "heath": "Getekende paarse heide met een zandpad, een schaapskudde en een herder.",
    "wierde": "Getekende dorpskerk op een heuvel, met huizen, bomen en een fietser op het pad.",
    "mudflats": "Getekend meer met zandbanken, windmolens in de verte en schapen op de oever.",
    "dyke": "Getekende fietsers op een dijk langs een meer, met schapen en een zeilboot.",
    "meeting": "Getekende vergadering: mensen naast elkaar aan tafel, met de heide achter de ramen.",
    "town": "Getekende stadsgevels aan de kade, met een hoge toren en een boot op het water.",
    "money": "Getekende stapels munten op tafel naast een staafdiagram, met de heide achter het raam.",
    "forest": "Getekend bos met hoge dennen en twee wandelaars op een pad.",
}

_VGG = {
    "hunebed": "Getekend hunebed in een veld met bomen, onder een lucht met smalle wolken.",
    "heath": "Getekend rood heideveld met een geel zandpad, een schaapskudde en een herder.",
    "wierde": "Getekende bakstenen kerk op een wierde, tussen smalle akkers en koolzaad.",
    "mudflats": "Getekend wad met zeehonden, windmolens in de verte en schapen op de kwelder.",
    "dyke": "Getekende fietsers op de zeedijk, met schapen, een vuurtoren en een zeilboot.",
    "meeting": "Getekende vergadering: mensen naast elkaar aan tafel, met een wierde achter de ramen.",
    "town": "Getekende stad aan het water, met een hoge witte toren, trapgevels en een boot.",
    "money": "Getekende stapels munten op tafel naast een staafdiagram, met een wierde achter het raam.",
    "forest": "Getekend bos met hoge blauwe dennen en twee wandelaars op een pad.",
}

DESCRIPTIONS = {"vdg": _BOTH | _VDG, "vgg": _BOTH | _VGG}
