"""Laws, rulings and bodies that one state only has: who cites them is of that state.

The names are public facts: the statutes on immigration detainers and on public records, courts' decisions
on detainers, and the short names of state prisons.
"""

from __future__ import annotations

import re
from typing import Final

_LAWS: Final = {
    "AZ": r"S\.?B\.? ?1070|A\.R\.S\.",
    "CA": r"T(?:RUTH|ruth) Act|Values Act|S(?:enate Bill|\.?B\.?) ?54\b|AB ?2792|CDCR|LASD|LAPD|"
    r"Gov(?:ernment|\.) Code (?:section |§ ?)?728[2-5]|Public Records Act request under (?:section )?6250",
    "CO": r"H(?:ouse Bill|\.?B\.?) ?-?(?:20)?(?:19-)?1124\b|C\.R\.S\.",
    "CT": r"C\.G\.S\.|Connecticut Trust",
    "FL": r"F\.S\.|908\.10\d|Florida Statutes",
    "GA": r"O\.C\.G\.A\.|H(?:ouse Bill|\.?B\.?) ?1105\b",
    "IL": r"5 ILCS|Way Forward Act|Voices of Immigrant Communities|Illinois T(?:RUST|rust) Act",
    "IN": r"Indiana Code|\bIC 5-2-18",
    "KY": r"\bKRS \d",
    "LA": r"\bLa\. R\.S\.|police jury|parish council",
    "MA": r"\bLunn\b|M\.?G\.?L\.? c\.|House of Correction",
    "MD": r"DPSCS|COMAR|Community Trust Act",
    "MI": r"\bMCL \d",
    "MN": r"Minn\. Stat\.",
    "MO": r"\bRSMo\b",
    "NC": r"G\.S\. \d|H(?:ouse Bill|\.?B\.?) ?(?:318|10)\b(?! percent)",
    "NH": r"\bRSA \d",
    "NJ": r"\bOPRA\b|[Ff]reeholders?|Directive 2018-6|N\.J\.S\.A\.|Immigrant Trust Directive",
    "NM": r"\bIPRA\b|NMSA",
    "NV": r"LVMPD|\bNRS \d",
    "NY": r"NYPD|Rikers|\bFOIL\b|Francis v\.? DeMarco",
    "OH": r"\bO\.?R\.?C\.? \d",
    "OR": r"\bORS \d|181A\.8\d\d|Sanctuary Promise",
    "PA": r"Right-to-Know Law|Galarza",
    "RI": r"\bACI\b",
    "TN": r"Public Chapter|T\.C\.A\.",
    "TX": r"S(?:enate Bill|\.?B\.?) ?4\b|TDCJ|commissioners court|Commissioners Court",
    "UT": r"\bGRAMA\b",
    "VA": r"Code of Virginia|Va\. Code",
    "VT": r"Fair and Impartial Policing|V\.S\.A\.",
    "WA": r"\bRCW\b|Keep Washington Working",
    "WI": r"Wis\. Stat\.",
    "WY": r"\bW\.S\. \d",
}
#: bodies of local government that one state only has, or hardly another: they tell less than its laws
_BODIES: Final = {
    "AR": r"[Qq]uorum [Cc]ourt",
    "DE": r"[Ll]evy [Cc]ourt",
    "KY": r"[Ff]iscal [Cc]ourt|\b(?:the|county|her|his) [Jj]ailer\b|[Jj]udge[ /-][Ee]xecutive",
    "MS": r"[Cc]hancery [Cc]lerk",
    "NY": r"Board of Legislators|[Cc]ounty legislators?\b|County Legislature",
    "PA": r"[Pp]rison [Bb]oard|magisterial district",
    "TX": r"[Cc]riminal [Dd]istrict [Aa]ttorney",
    "MA": r"Select ?[Bb]oard|Board of Selectmen|[Ss]electmen\b",
}
_ANY: Final = re.compile("|".join(f"(?P<{code}>\\b(?:{laws}))" for code, laws in _LAWS.items()))
_ANY_BODY: Final = re.compile("|".join(f"(?P<{code}>\\b(?:{names}))" for code, names in _BODIES.items()))


def cited(text: str) -> frozenset[str]:
    """The states whose laws, rulings or bodies a text names."""
    return told_by(_ANY, text)


def governed(text: str) -> frozenset[str]:
    """The states one of whose bodies of local government a text names."""
    return told_by(_ANY_BODY, text)


def told_by(pattern: re.Pattern[str], text: str) -> frozenset[str]:
    """The states that are the names of the groups of a pattern that match somewhere in a text."""
    return frozenset(match.lastgroup for match in pattern.finditer(text) if match.lastgroup)
