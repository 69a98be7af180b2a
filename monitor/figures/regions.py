"""Regions and nicknames of states: a paper named for one is of that state.

The names are public facts of geography. Those that several states share are left
out; one that reaches over a border ("Delaware Valley") stands with the state that is meant by it most.
"""

from __future__ import annotations

import re
from typing import Final

from monitor.figures.state_laws import told_by

#: folded, one region from the next by a comma
_REGIONS: Final = {
    "AK": "mat-su, kenai, last frontier, kuskokwim",
    "AL": "yellowhammer, wiregrass, black warrior",
    "AR": "natural state, arkansas delta",
    "AZ": ("copper state, verde valley, mogollon, grand canyon, rim country, gila valley, valley of the sun"),
    "CA": (
        "inland empire, san joaquin, central valley, bay area, silicon valley, wine country, "
        "golden state, east bay, north bay, humboldt bay, imperial valley, napa valley, "
        "coachella, antelope valley, orange coast, san gabriel valley, salinas valley, gold "
        "country, ventura coast"
    ),
    "CO": (
        "front range, western slope, san luis valley, pikes peak, roaring fork, centennial state, "
        "grand valley"
    ),
    "CT": "nutmeg, naugatuck, constitution state, quinnipiac, connecticut shoreline",
    "DC": "district of columbia",
    "DE": "rehoboth, brandywine hundred",
    "FL": (
        "treasure coast, space coast, suncoast, sunshine state, florida keys, first coast, nature "
        "coast, biscayne, emerald coast, forgotten coast, everglades"
    ),
    "GA": "peach state, golden isles, chattahoochee, okefenokee, ocmulgee, altamaha",
    "HI": "aloha, big island",
    "IA": "hawkeye, cedar valley, siouxland, loess hills",
    "ID": "magic valley, treasure valley, coeur d'alene, gem state, wood river",
    "IL": "land of lincoln, prairie state, chicagoland, metro east, metro-east",
    "IN": "hoosier, wabash valley, michiana, whitewater valley",
    "KS": "jayhawk, sunflower state, flint hills, smoky hill",
    "KY": "bluegrass, pennyrile, barren river, big sandy",
    "LA": "pelican, acadiana, bayou, atchafalaya, crescent city, cajun, florida parishes",
    "MA": (
        "bay state, pioneer valley, merrimack valley, merrimac valley, berkshire, cape cod, "
        "nashoba, metrowest, metro west, cape ann, south shore"
    ),
    "MD": "old line, mid-shore, anne arundel, patuxent, potomac valley, monocacy",
    "ME": ("pine tree state, down east, downeast, kennebec, aroostook, penobscot, androscoggin, midcoast"),
    "MI": (
        "great lakes state, upper peninsula, grand traverse, wolverine state, saginaw valley, "
        "keweenaw, mackinac, mid-michigan, blue water"
    ),
    "MN": "iron range, twin cities, gopher state, lake minnetonka, boundary waters, mesabi",
    "MO": "show-me, bootheel, lake of the ozarks, gateway city, tri-lakes, mid-missouri",
    "MS": "magnolia state, natchez trace, mississippi delta, pine belt, yazoo, pascagoula",
    "MT": (
        "bitterroot, flathead, hi-line, big sky, yellowstone valley, treasure state, gallatin, judith basin"
    ),
    "NC": (
        "tar heel, outer banks, research triangle, piedmont triad, cape fear, "
        "uwharrie, catawba valley, pamlico, albemarle sound"
    ),
    "ND": "peace garden, red river valley, bakken",
    "NE": "cornhusker, platte valley, platte river, elkhorn",
    "NH": "granite state, monadnock, lakes region, great north woods",
    "NJ": ("garden state, jersey shore, raritan, meadowlands, pine barrens, south jersey, north jersey"),
    "NM": "land of enchantment, bosque, mesilla",
    "NV": "silver state, truckee meadows, carson valley, battle born",
    "NY": (
        "hudson valley, finger lakes, mohawk valley, empire state, catskill, adirondack, north "
        "fork, southern tier, capital region, thousand islands, long island, hudson highlands, "
        "tug hill, chautauqua, genesee valley, niagara frontier, hudson river"
    ),
    "OH": "buckeye, miami valley, western reserve, mahoning, maumee, hocking",
    "OK": "sooner, tallgrass prairie, green country",
    "OR": ("willamette, rogue valley, beaver state, central oregon, columbia gorge, umpqua, deschutes"),
    "PA": (
        "keystone, lehigh valley, susquehanna, pocono, laurel highlands, delaware valley, "
        "brandywine, juniata, wyoming valley, monongahela, lackawanna, main line, allegheny"
    ),
    "RI": "ocean state, narragansett, pawtuxet",
    "SC": "palmetto, pee dee, lowcountry, low country, upstate, sea islands, grand strand, midlands",
    "SD": "black hills, mount rushmore, sioux empire, coteau",
    "TN": "volunteer state, cumberland plateau, music city, bluff city, smoky mountain, great smoky",
    "TX": (
        "lone star, rio grande valley, coastal bend, bayou city, hill country, permian basin, "
        "south plains, alamo, piney woods, brazos, golden triangle, concho valley"
    ),
    "UT": "wasatch, beehive state, cache valley",
    "VA": (
        "old dominion, shenandoah, hampton roads, tidewater, new river valley, northern neck, "
        "southside virginia, rappahannock"
    ),
    "VT": "green mountain, northeast kingdom, champlain islands, champlain valley",
    "WA": (
        "puget sound, palouse, evergreen state, yakima valley, skagit, olympic peninsula, inland "
        "northwest, kitsap, columbia basin, wenatchee, kittitas, moses lake"
    ),
    "WI": (
        "badger state, fox valley, northwoods, chippewa valley, driftless, door peninsula, kettle moraine"
    ),
    "WV": "mountain state, eastern panhandle, kanawha, greenbrier, mountaineer",
    "WY": "cowboy state, wind river, jackson hole, big horn basin, bighorn",
}


def _compiled() -> re.Pattern[str]:
    named = {
        code: "|".join(re.escape(one.strip()) for one in names.split(",") if one.strip())
        for code, names in _REGIONS.items()
    }
    return re.compile("|".join(rf"(?P<{code}>\b(?:{names})\b)" for code, names in named.items()))


_ANY: Final = _compiled()


def named(text: str) -> frozenset[str]:
    """The states one of whose regions, or whose nickname, a text names."""
    return told_by(_ANY, text.lower())
