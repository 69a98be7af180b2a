"""Larger counties and cities by state: evidence for which state a text is about.

A name that stands here under one state only tells the state by itself; one under several only counts
towards each. Names that are missing are no evidence, and no harm.
"""

from __future__ import annotations

from functools import cache
from typing import Final

_COUNTIES: Final = {
    "AL": "baldwin jefferson madison mobile montgomery shelby tuscaloosa",
    "AZ": "apache cochise coconino gila maricopa mohave navajo pima pinal santa_cruz yavapai yuma",
    "AR": "benton craighead faulkner garland pulaski saline sebastian washington",
    "CA": "alameda butte contra_costa el_dorado fresno humboldt imperial kern kings los_angeles madera "
          "marin mendocino merced "
          "monterey napa nevada orange placer riverside sacramento san_bernardino san_diego san_francisco "
          "san_joaquin "
          "san_luis_obispo san_mateo santa_barbara santa_clara santa_cruz shasta solano sonoma stanislaus "
          "sutter tehama tulare "
          "ventura yolo yuba",
    "CO": "adams arapahoe boulder broomfield denver douglas eagle el_paso garfield jefferson la_plata "
          "larimer mesa pueblo routt "
          "summit weld",
    "CT": "fairfield hartford litchfield middlesex new_haven new_london tolland windham",
    "DE": "kent new_castle sussex",
    "FL": "alachua brevard broward charlotte clay collier duval escambia hernando hillsborough "
          "indian_river lake lee leon manatee "
          "marion martin miami-dade monroe okaloosa orange osceola palm_beach pasco pinellas polk sarasota "
          "seminole st._johns "
          "st._lucie volusia",
    "GA": "bibb chatham cherokee clarke clayton cobb columbia coweta dekalb forsyth fulton gwinnett hall "
          "henry muscogee paulding "
          "richmond whitfield",
    "HI": "honolulu kauai maui",
    "ID": "ada bannock bonneville canyon kootenai twin_falls blaine",
    "IL": "champaign cook dekalb dupage kane kankakee kendall lake macon madison mchenry mclean peoria "
          "rock_island sangamon "
          "st._clair will winnebago pulaski",
    "IN": "allen elkhart hamilton hendricks johnson lake laporte madison marion monroe porter st._joseph "
          "tippecanoe vanderburgh "
          "vigo",
    "IA": "black_hawk dallas dubuque johnson linn polk pottawattamie scott sioux story woodbury winneshiek",
    "KS": "butler douglas finney ford johnson leavenworth reno riley saline sedgwick seward shawnee "
          "wyandotte",
    "KY": "boone campbell fayette jefferson kenton madison warren hopkins oldham",
    "LA": "bossier caddo calcasieu east_baton_rouge jefferson lafayette livingston orleans ouachita "
          "rapides st._tammany tangipahoa",
    "ME": "androscoggin aroostook cumberland hancock kennebec knox oxford penobscot sagadahoc waldo york",
    "MD": "allegany anne_arundel baltimore calvert carroll cecil charles frederick harford howard "
          "montgomery prince_george's "
          "queen_anne's st._mary's washington wicomico worcester",
    "MA": "barnstable berkshire bristol dukes essex franklin hampden hampshire middlesex nantucket norfolk "
          "plymouth suffolk "
          "worcester",
    "MI": "berrien calhoun genesee ingham jackson kalamazoo kent livingston macomb monroe muskegon oakland "
          "ottawa saginaw st._clair "
          "washtenaw wayne chippewa",
    "MN": "anoka blue_earth carver clay dakota freeborn hennepin kandiyohi mower nobles olmsted ramsey "
          "rice scott sherburne st._louis "
          "stearns washington wright",
    "MS": "desoto harrison hinds jackson lee madison rankin",
    "MO": "boone cass christian clay cole greene jackson jasper jefferson platte st._charles st._louis",
    "MT": "cascade flathead gallatin lewis_and_clark missoula ravalli silver_bow yellowstone",
    "NE": "buffalo dawson dodge douglas hall lancaster madison sarpy scotts_bluff dakota",
    "NV": "carson_city clark douglas elko lyon nye washoe",
    "NH": "belknap carroll cheshire coos grafton hillsborough merrimack rockingham strafford sullivan",
    "NJ": "atlantic bergen burlington camden cape_may cumberland essex gloucester hudson hunterdon mercer "
          "middlesex monmouth "
          "morris ocean passaic salem somerset sussex union warren",
    "NM": "bernalillo chaves curry dona_ana doña_ana eddy lea mckinley otero rio_arriba san_juan sandoval "
          "santa_fe valencia",
    "NY": "albany broome cayuga chautauqua clinton columbia cortland dutchess erie franklin genesee "
          "jefferson kings livingston "
          "madison monroe montgomery nassau niagara oneida onondaga ontario orange oswego otsego putnam "
          "queens rensselaer "
          "richmond rockland saratoga schenectady st._lawrence steuben suffolk sullivan tompkins ulster "
          "warren wayne westchester "
          "yates",
    "NC": "alamance buncombe cabarrus catawba cumberland davidson durham forsyth gaston guilford harnett "
          "henderson iredell "
          "johnston mecklenburg new_hanover onslow orange pitt randolph rowan union wake",
    "ND": "burleigh cass grand_forks ward williams stark",
    "OH": "butler clark cuyahoga delaware franklin geauga greene hamilton lake licking lorain lucas "
          "mahoning medina montgomery "
          "morrow portage seneca stark summit trumbull warren",
    "OK": "canadian cleveland comanche garfield oklahoma payne tulsa",
    "OR": "benton clackamas deschutes douglas hood_river jackson lane linn marion multnomah norcor polk "
          "wasco washington yamhill "
          "umatilla morrow malheur",
    "PA": "allegheny beaver berks blair bucks butler cambria centre chester cumberland dauphin delaware "
          "erie fayette franklin "
          "lackawanna lancaster lebanon lehigh luzerne lycoming mercer monroe montgomery northampton "
          "philadelphia pike "
          "schuylkill snyder washington westmoreland york adams clinton",
    "RI": "bristol kent newport providence washington",
    "SC": "aiken anderson beaufort berkeley charleston dorchester greenville horry lexington richland "
          "spartanburg york",
    "SD": "minnehaha pennington brookings beadle",
    "TN": "davidson hamilton knox montgomery rutherford shelby sumner williamson wilson",
    "TX": "bell bexar brazoria brazos cameron collin dallas denton ector el_paso ellis fort_bend galveston "
          "grayson harris hays "
          "hidalgo jefferson johnson lubbock mclennan midland montgomery nueces parker potter randall "
          "smith tarrant taylor tom_green travis "
          "victoria webb williamson wise",
    "UT": "cache davis salt_lake summit tooele utah washington weber",
    "VT": "addison bennington caledonia chittenden franklin lamoille orange orleans rutland washington "
          "windham windsor",
    "VA": "albemarle alexandria arlington augusta chesterfield culpeper fairfax fauquier frederick hanover "
          "henrico loudoun prince_william "
          "roanoke rockingham spotsylvania stafford",
    "WA": "benton chelan clallam clark cowlitz franklin grant jefferson king kitsap lewis okanogan pierce "
          "skagit snohomish spokane "
          "thurston walla_walla whatcom yakima",
    "WV": "berkeley cabell jefferson kanawha monongalia wood",
    "WI": "brown dane dodge douglas eau_claire fond_du_lac jefferson kenosha la_crosse marathon milwaukee "
          "outagamie ozaukee racine "
          "rock sauk sheboygan walworth washington waukesha winnebago",
    "WY": "albany campbell fremont laramie natrona sweetwater teton uinta",
}  # fmt: skip
_CITIES: Final = {
    "AL": "birmingham mobile huntsville", "AK": "anchorage fairbanks juneau", "AZ": 
        "mesa tempe scottsdale yuma flagstaff chandler",
    "AR": "little_rock fayetteville springdale", "CA": "anaheim bakersfield berkeley fresno long_beach "
                                                       "santa_ana santa_rosa riverside stockton modesto "
                                                       "escondido salinas oxnard",
    "CO": "aurora boulder golden greeley pueblo fort_collins lakewood", "CT": 
        "bridgeport danbury stamford waterbury hartford new_haven east_haven",
    "DE": "wilmington", "FL": "jacksonville orlando tampa fort_lauderdale tallahassee hialeah", "GA": 
        "savannah augusta decatur marietta gainesville",
    "ID": "boise nampa pocatello coeur_d'alene", "IL": "aurora joliet evanston waukegan elgin naperville "
                                                       "rockford peoria", "IN": 
                                                           "fort_wayne south_bend evansville gary "
                                                           "bloomington",
    "IA": "des_moines davenport sioux_city cedar_rapids", "KS": "wichita topeka overland_park dodge_city", 
        "KY": "louisville lexington", "LA": "baton_rouge shreveport lafayette",
    "ME": "bangor lewiston", "MD": "annapolis hyattsville rockville gaithersburg salisbury", "MA": 
        "amherst brockton cambridge chelsea fall_river framingham lawrence lowell lynn malden medford "
        "new_bedford newton northampton quincy somerville springfield worcester revere",
    "MI": "ann_arbor grand_rapids lansing flint dearborn kalamazoo", "MN": "bloomington duluth rochester "
                                                                           "st._cloud", "MO": 
                                                                               "kansas_city springfield "
                                                                               "columbia", "MS": 
                                                                                   "jackson biloxi",
    "MT": "billings bozeman missoula helena", "NE": "lincoln grand_island omaha", "NV": 
        "henderson reno north_las_vegas", "NH": "manchester nashua concord portsmouth dover",
    "NJ": "camden elizabeth jersey_city newark paterson trenton princeton", "NM": 
        "santa_fe las_cruces farmington", "NY": "albany buffalo ithaca rochester syracuse yonkers "
                                                "hempstead white_plains", "NC": 
                                                    "asheville charlotte durham fayetteville greensboro "
                                                    "winston-salem",
    "ND": "bismarck fargo", "OH": "akron cleveland columbus dayton toledo youngstown", "OK": 
        "norman lawton", "OR": "portland eugene salem bend medford corvallis", "PA": 
            "allentown bethlehem erie harrisburg lancaster reading scranton",
    "RI": "providence pawtucket cranston central_falls", "SC": "charleston greenville", "SD": 
        "sioux_falls rapid_city", "TN": "chattanooga knoxville memphis", "TX": 
            "amarillo arlington brownsville corpus_christi irving laredo lubbock mcallen plano garland "
            "farmers_branch",
    "UT": "provo ogden west_valley_city", "VT": "burlington montpelier winooski rutland", "VA": 
        "alexandria fairfax norfolk richmond roanoke manassas", "WA": "bellevue everett spokane tacoma "
                                                                      "vancouver yakima", "WI": 
                                                                          "green_bay kenosha madison racine", 
                                                                              "WV": "huntington", "WY": 
                                                                                  "cheyenne casper jackson "
                                                                                  "laramie",
}  # fmt: skip


def _invert(table: dict[str, str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for code, names in table.items():
        for name in names.split():
            found.setdefault(name.replace("_", " "), []).append(code)
    return {name: tuple(codes) for name, codes in found.items()}


@cache
def counties() -> dict[str, tuple[str, ...]]:
    """Folded county name, without the word County, to the states that have a larger one of that name."""
    return _invert(_COUNTIES)


@cache
def cities() -> dict[str, tuple[str, ...]]:
    return _invert(_CITIES)
