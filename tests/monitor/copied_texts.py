"""Stories about letters on detainers, for telling copies from reports of one's own. Numbers are invented.

Of each letter there is a story (`wire`), what a content farm makes of it (`spun`), and two reports by
others who read the same letter and quote the same sentences of it (`reports`).
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Family:
    wire: str
    spun: str
    reports: tuple[str, str]


RIVERTON = Family(
    wire="""\
Police in Riverton turned down all 83 requests from federal immigration agents to keep people in \
custody last year, more than four times as many as the year before, the department told the city \
council on Tuesday.

The requests, known as detainers, ask a local jail to hold a person for up to two days after he would \
otherwise walk free, so that agents can come and take him. A city ordinance of 2019 forbids officers \
to do so without a warrant signed by a judge.

“The Department remains committed to complying with the ordinance and to building trust with all the \
communities of this City,” the commissioner wrote in a two-page letter to the city clerk.

None of the 83 detainers came with such a warrant, the letter says. It gives no names and does not say \
what the people had been arrested for. Eleven of the requests arrived after the person had already \
been bailed.

In 2024 the department counted 19 detainers, and in 2023 it counted 22. The increase follows an order \
by the new administration in Washington to file one for every removable person whose fingerprints turn \
up in a local booking.

A spokesman for the regional office of Immigration and Customs Enforcement did not answer questions. \
The agency has said that its own count for the city is higher, because it includes requests to the \
county jail.

The council's public safety committee will take the letter up on March 4.
""",
    spun="""\
City Cops Say No To Feds 83 Times

Officers in Riverton rejected all 83 requests from federal immigration agents to keep individuals in \
custody last year, over four times as many as the year before, the department informed the city \
council on Tuesday.

The requests, called detainers, ask a local jail to keep a person for up to two days after he would \
otherwise go free, so that agents may come and collect him. A city ordinance of 2019 bars officers \
from doing so without a warrant signed by a judge.

“The Department remains committed to complying with the ordinance and to building trust with all the \
communities of this City,” the commissioner said in a two-page letter to the city clerk.

Not one of the 83 detainers came with such a warrant, the letter states. It lists no names and doesn't \
say what the people had been arrested for. Eleven of the requests came after the person had already \
been released on bail.

In 2024 the department recorded 19 detainers, and in 2023 it recorded 22. The rise follows an order by \
the new administration in Washington to issue one for every removable person whose fingerprints appear \
in a local booking.

A representative for the regional office of Immigration and Customs Enforcement didn't respond to \
questions. The agency has claimed that its own tally for the city is higher, because it covers \
requests to the county jail.
""",
    reports=(
        """\
Not one of the people whom ICE wanted from the Riverton police in 2025 was handed over at its asking, \
a letter that landed on the city clerk's desk last week shows.

The department logged 83 detainers in the year. It honored zero.

“The Department remains committed to complying with the ordinance and to building trust with all the \
communities of this City,” the commissioner wrote.

Councilors who drafted the 2019 law said they were relieved. Others want to know who was let go, and \
asked for a hearing with the charges laid out, something the letter leaves aside. “Eleven of the \
requests arrived after the person had already been bailed,” it notes.

At the Elm Street legal clinic, lawyers have been fielding calls since the fall from families who fear \
that a traffic stop ends in a deportation. The clinic says it opened 140 files in three months.

The last comparable letter, in January 2025, had 19 detainers in it.
""",
        """\
By our city hall reporter

What does a fourfold rise in detainers look like from inside the booking room? Like paper, mostly. \
Sergeants at Riverton's two stations took 83 of the federal forms off the printer last year, stapled \
each to an arrest sheet, and let the person go when the court said so.

That is what the law of this city tells them to do. “None of the 83 detainers came with such a \
warrant,” says the yearly account that the police owe the council, dated January 21.

“The Department remains committed to complying with the ordinance and to building trust with all the \
communities of this City,” it goes on.

The police union would rather see it changed. Its president called the ordinance a gag that keeps his \
members from talking to colleagues who wear another badge, and said the union will back challengers in \
November.

Nobody at the ICE field office would speak on the record. The mayor, asked about it at a ribbon \
cutting, said the numbers speak for themselves.
""",
    ),
)

MARLOW = Family(
    wire="""\
MARLOW COUNTY, Ill. (AP) — The sheriff of Marlow County released 212 people last year whom immigration \
authorities had asked him to hold, according to figures his office posted on Friday under a state law \
that took effect in 2021.

The law bars jails in Illinois from keeping anybody on a detainer alone. Deputies may give a prisoner \
over to federal agents only where a federal judge has signed a warrant, which happened four times in \
2025, the posting shows.

It was the third straight year that the number of detainers sent to the jail went up. There were 97 of \
them in 2023 and 131 in 2024.

The sheriff, a Republican who is seeking a third term, said that he follows the law and does not like \
it. “I took an oath, and it has no footnotes,” he said in a statement. “Springfield should look at \
these numbers again.”

Advocates for immigrants read them another way. They said that the state's choice kept families \
together and jail beds free, and that nobody had shown a rise in crime because of it.

The attorney general's office, which gathers the reports of all 102 counties, expects to publish a \
summary by June. Nineteen counties missed the deadline a year ago.
""",
    spun="""\
Sheriff Let 212 Walk: What You Need To Know

The Marlow County sheriff freed 212 people last year whom immigration authorities had asked him to \
detain, according to numbers his office posted on Friday under a state law that took effect in 2021.

It was the third straight year that the number of detainers sent to the jail climbed. There were 97 of \
them in 2023 and 131 in 2024.

The law prevents jails in Illinois from holding anybody on a detainer alone. Deputies can hand a \
prisoner over to federal agents only where a federal judge has signed a warrant, which occurred four \
times in 2025, the posting shows.

Advocates for immigrants see them another way. They said that the state's choice kept families \
together and jail beds free, and that no one had shown an increase in crime because of it.

The sheriff, a Republican who is running for a third term, said that he follows the law and does not \
like it. “I took an oath, and it has no footnotes,” he said in a statement. “Springfield should look \
at these numbers again.”
""",
    reports=(
        """\
A retired teacher who reads the county's website over breakfast was the first to spot it: a one-page \
table, put up without notice on Friday, that says the Marlow County jail let 212 people go in 2025 \
although ICE had filed a detainer for each.

“I took an oath, and it has no footnotes,” the sheriff said in a statement. “Springfield should look \
at these numbers again.”

State lawmakers from the area split along party lines. One has a bill to let deputies phone ICE an \
hour before a release; it has died in committee in each of the last two sessions.

Under the Illinois Way Forward Act a jail needs a judge's warrant to do more. The table lists four of \
those for the year. It does not say what became of the four.

County board members said they had not been told of the posting. A special session is set for Monday \
night at the courthouse annex, with room for sixty people and a video feed in the lobby.
""",
        """\
The number that the sheriff's challenger has printed on yard signs is 212. It is how many inmates the \
Marlow County jail freed last year with a federal detainer in their file, by the jail's own count.

What the signs leave out is the law. Since 2021 no sheriff in the state may keep a prisoner for \
immigration agents unless a judge says so.

“I took an oath, and it has no footnotes,” the incumbent said in a statement, adding: “Springfield \
should look at these numbers again.”

Researchers at the state university who matched earlier reports with court files found that about half \
of those released had no conviction at all. They have asked for the new data, and expect to wait until \
summer.

The challenger, a former state trooper, told a crowd at the fairgrounds that on his first day in \
office he would invite the agents back into the booking area. Lawyers for the county say that he could \
not.
""",
    ),
)

OAKHURST = Family(
    wire="""\
OAKHURST, Calif. — The county's probation department handed 31 juveniles and young adults over to \
federal immigration officers between July 2024 and June 2025, a report to the board of supervisors \
shows, although its own policy has said since 2018 that it would notify nobody.

The report was written by the county's inspector general after a complaint by the public defender. It \
found that a supervisor at the Juvenile Justice Center had answered detainers by fax, and that no one \
above her had known.

In all, the department received 44 detainers in the fiscal year. It should have declined all of them, \
the inspector general wrote.

“The failure was one of oversight and not of malice,” the report concludes. “The policy was not \
translated into a procedure that any member of the staff could follow.”

Supervisors voted 4 to 1 to have the department answer in public within thirty days. The chief \
probation officer, who was appointed in May, said that the fax line had been cut and that every \
request now goes to a lawyer.

The public defender said her office had found two clients among the 31 who were citizens. They were \
released after several days in a detention center in the desert.
""",
    spun="""\
The county's probation department turned 31 juveniles and young adults over to federal immigration \
officers between July 2024 and June 2025, a report to the board of supervisors reveals, even though \
its own policy has stated since 2018 that it would notify nobody.

The report was prepared by the county's inspector general following a complaint by the public \
defender. It found that a manager at the Juvenile Justice Center had responded to detainers by fax, \
and that no one above her had known.

In total, the department got 44 detainers in the fiscal year. It should have refused all of them, the \
inspector general wrote.

“The failure was one of oversight and not of malice,” the report concludes. “The policy was not \
translated into a procedure that any member of the staff could follow.”

Supervisors voted 4 to 1 to make the department answer in public within thirty days. The chief \
probation officer, who was named in May, said that the fax line had been disconnected and that every \
request now goes to an attorney.
""",
    reports=(
        """\
Two American citizens sat in a desert detention center for days because a county employee sent a fax.

That is among the findings of an inspector general's report that the board of supervisors took up on \
Tuesday in a chamber so full that the fire marshal closed the doors. It says that probation staff \
helped immigration officers pick up 31 people in the last fiscal year, out of 44 for whom a detainer \
came in.

“The failure was one of oversight and not of malice,” the report concludes. “The policy was not \
translated into a procedure that any member of the staff could follow.”

Parents who spoke for two hours did not accept that. A mother held up a school photograph. A pastor \
asked the supervisors to read the 2018 policy aloud, and one of them did.

The lone vote against a public reckoning came from the supervisor of the mountain district, who said \
the matter belongs before a grand jury and not before cameras.
""",
        """\
Editor's newsletter: the week in Oakhurst

We have read all ninety pages so that you need not. The short of it: 44 federal detainers went to the \
probation department between July 2024 and June 2025, and 31 times the answer was yes. The rule on the \
books says it must be no.

The inspector general's line that will be quoted for years: “The policy was not translated into a \
procedure that any member of the staff could follow.”

Also in there, on page 61, is a bill. The county may owe the families a settlement that its risk \
manager puts at between two and five million dollars, money that is not in the budget adopted in June.

And a question that nobody asked on Tuesday. The state's justice department collects such transfers \
from every county each spring. Did Oakhurst tell it of the 31? We have filed a request for the form.
""",
    ),
)

FAMILIES = (RIVERTON, MARLOW, OAKHURST)

#: a yearly letter: stock sentences around other numbers
LETTER = """\
Dear Clerk:

In accordance with the Riverton Trust Ordinance I submit the following report on civil immigration \
detainer requests received by the Riverton Police Department in {year}.

During calendar year {year} the Department received a total of {count} civil immigration detainer \
requests from Immigration and Customs Enforcement. No individual was transferred to the custody of the \
agency by reason of such a request. The reasons given in each request were that probable cause exists \
that the subject is a removable individual.

The Department remains committed to complying with the ordinance and to building trust with all the \
communities of this City. Residents should feel safe in reporting crime and quality of life issues to \
any officer of the Department.

The number of requests in the first half of the year was {half}; the remainder was received between \
July 1 and December 31, {year}. This letter is filed on January {day}, {following}.
"""


def letter(year: int, count: int, half: int, day: int) -> str:
    return LETTER.format(year=year, count=count, half=half, day=day, following=year + 1)


#: a paper's yearly story about it, by the same hand, with the same background
YEARLY = """\
For the {ordinal} year in a row Riverton police honored none of the requests that ICE sent them to \
hold people in custody. The department counted {count} detainers in {year}, its report to the council \
says, after {before} in {last}.

Detainers ask a local jail to keep a person for up to 48 hours after he would otherwise be released. \
Under the city's Trust Ordinance officers may act on them only where a judge has signed a warrant.

The report is due each January. It lists {half} requests for the first six months of {year} and gives \
no names. Of the people concerned, {men} were men.

The council's public safety committee will discuss it on February {day}.
"""

YEARLY_STORIES = (
    YEARLY.format(ordinal="sixth", count=83, before=19, year=2025, last=2024, half=30, men=71, day=11),
    YEARLY.format(ordinal="fifth", count=19, before=22, year=2024, last=2023, half=8, men=17, day=5),
)

MINUTES = """\
Public Safety Committee
Minutes of the meeting of {day}

The chair called the meeting to order at {hour} p.m. and noted that a quorum of the members was \
present. The minutes of the previous meeting were approved without objection. Members of the public \
were invited to speak for two minutes each.

Docket {docket}, the report of the Police Department on civil immigration detainer requests, was read. \
The Department reported that it had received {count} requests and that it had declined all of them. A \
motion to place the report on file was made, seconded and carried.

There being no further business before the committee, the chair adjourned the meeting at {end} p.m.
"""

MINUTES_OF = (
    MINUTES.format(day="March 4, 2026", hour="5:30", docket=118, count=83, end="6:41"),
    MINUTES.format(day="March 6, 2025", hour="6:02", docket=97, count=19, end="7:15"),
)

SIGN_UP = """\
Sign up for our morning newsletter and get the day's stories delivered to your inbox before breakfast.

Copyright 2026. All rights reserved. This material may not be published, broadcast, rewritten or \
redistributed without permission.

Support local journalism: your gift keeps our reporters at city hall, in the courts and on the road.
"""

OF_ITS_OWN = """\
Here the matter was raised on Thursday night, when some forty residents of the valley filled the \
library's reading room to ask their own chief what he does with such papers. He said that he keeps \
them in a drawer.

The chief, who came from the highway patrol nine years ago, told them his cells have held nobody for \
longer than a night since the roof leaked in 2022. Anyone who stays longer is driven to the county \
seat, an hour away on a good day.

A dairy farmer said two of his milkers had not come to work since Christmas. A school bus driver asked \
whether she must open the door to a man with a badge. The town's lawyer said that she need not, and \
that she should ask to see the paper.

Some in the room wanted a vote. The town has no ordinance of the kind, and its selectmen have twice \
put off a draft that the high school's civics class wrote. It will be on the warrant in May, the \
moderator said, after the culvert and before the new mower.

The evening ended with cider. Nobody had counted how many people agreed with whom, but the chairs were \
stacked by all.
"""


# --- what becomes of a story ----------------------------------------------------------------------------


def cut(text: str, share: float = 1 / 3) -> str:
    """Its beginning, whole paragraphs, as a paper prints what fits."""
    kept: list[str] = []
    for paragraph in text.strip().split("\n\n"):
        if kept and sum(map(len, kept)) >= share * len(text):
            break
        kept.append(paragraph)
    return "\n\n".join(kept)


def reordered(text: str, seed: int = 1) -> str:
    """The same sentences in another order."""
    sentences = re.split(r"(?<=[.!?”])\s+", text.strip())
    random.Random(seed).shuffle(sentences)
    return "\n\n".join(" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3))


def embedded(text: str) -> str:
    """Within a longer story of somebody's own."""
    own = OF_ITS_OWN.strip().split("\n\n")
    return "\n\n".join([*own[:2], text.strip(), *own[2:]])


def excerpted(text: str) -> str:
    """Its beginning within a longer story of somebody's own: little of either text."""
    return embedded(cut(text, 0.4))


def with_boilerplate(text: str) -> str:
    return f"{SIGN_UP}\n{text.strip()}\n\n{SIGN_UP}"


def retitled(text: str) -> str:
    """A new headline, a new lead, the rest as it was."""
    rest = text.strip().split("\n\n")[1:]
    lead = "Here is the news that has a whole city talking this week, and what it may mean for you and yours."
    return "\n\n".join(["Feds Were Told No Again", lead, *rest])


def in_other_clothes(text: str) -> str:
    """Straight quotes, other dashes, other blanks, capitals."""
    plain = text.replace("“", '"').replace("”", '"').replace("—", "--").replace("'", "’")
    return re.sub(r"(?m)^(\S+ \S+)", lambda m: m[1].upper(), plain).replace("\n\n", "\n\n\n")
