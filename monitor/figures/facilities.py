"""Jails and lockups that are named without their county or city: whose they are."""

from __future__ import annotations

from typing import Final

#: the place, then the names; a name that also is a town's, or that two places have, is left out
_TOLD: Final = """
Maricopa County, AZ: Lower Buckeye Jail; Fourth Avenue Jail; Estrella Jail; Towers Jail; Tent City Jail
Alameda County, CA: Santa Rita Jail; Glenn Dyer; Glenn E. Dyer
Contra Costa County, CA: West County Detention Facility; Martinez Detention Facility
Kern County, CA: Lerdo Jail; Lerdo Pre-Trial Facility
Los Angeles County, CA: Twin Towers; Pitchess Detention Center; Century Regional Detention Facility
Orange County, CA: Theo Lacy; James A. Musick; Musick Facility
Riverside County, CA: Robert Presley Detention Center; Larry D. Smith; Cois M. Byrd
Sacramento County, CA: Rio Cosumnes
San Bernardino County, CA: West Valley Detention Center
San Diego County, CA: George Bailey Detention; Las Colinas Detention; Vista Detention Facility
San Mateo County, CA: Maguire Correctional Facility; Maple Street Correctional
Santa Clara County, CA: Elmwood Correctional
Tulare County, CA: Bob Wiley Detention
Ventura County, CA: Todd Road Jail
Denver, CO: Van Cise-Simonet
Hillsborough County, FL: Orient Road Jail; Falkenburg Road Jail
Miami-Dade County, FL: Turner Guilford Knight; Metro West Detention
Fulton County, GA: Rice Street Jail
Kankakee County, IL: Jerome Combs
Orleans Parish, LA: Orleans Justice Center
Hampden County, MA: Ludlow Jail
Middlesex County, MA: Billerica House of Correction
Suffolk County, MA: Nashua Street Jail; South Bay House of Correction
Anne Arundel County, MD: Jennifer Road Detention Center; Ordnance Road Correctional Center
Baltimore, MD: Baltimore Central Booking
Monmouth County, NJ: Freehold Jail
New York, NY: Rikers; Rikers Island; Manhattan Detention Complex; \
Queens Central Booking; Bronx Central Booking; Brooklyn Central Booking; Manhattan Central Booking
Suffolk County, NY: Riverhead Correctional Facility; Yaphank Correctional Facility
Tulsa County, OK: David L. Moss
Multnomah County, OR: Inverness Jail
Delaware County, PA: George W. Hill
Philadelphia, PA: Curran-Fromhold
Charleston County, SC: Al Cannon; Sheriff Al Cannon Detention Center
Richland County, SC: Alvin S. Glenn
Dallas County, TX: Lew Sterrett
Salt Lake County, UT: Oxbow Jail
King County, WA: Maleng Regional Justice Center
"""


def facilities() -> tuple[tuple[str, str, str], ...]:
    """Each name with the place and the state that it stands for: `("Rikers Island", "New York", "NY")`."""
    found: list[tuple[str, str, str]] = []
    for line in _TOLD.strip().splitlines():
        place, names = line.split(": ", 1)
        county, code = place.split(", ", 1)
        found += [(name.strip(), county, code) for name in names.split(";")]
    return tuple(found)
