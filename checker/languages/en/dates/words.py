"""The words that English dates are made of and known by, and their shapes in digits."""

from __future__ import annotations

import re
from typing import Final

MONTHS: Final = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
    "october": 10, "november": 11, "december": 12,
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip

WEEKDAYS: Final = {"monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6}

PARTS: Final = {
    "morning": "morning",
    "afternoon": "afternoon",
    "evening": "evening",
    "night": "night",
    "lunchtime": "noon",
}

# Before "after" and "before" an hour: no bound of it, but near it.
CLOSELY: Final = frozenset({"just", "shortly", "soon", "little", "slightly", "moments", "right", "immediately"})

# Before "hours of": the time before sunrise.
EARLY_HOURS: Final = frozenset({"early", "small"})

PIECES: Final = {
    "early": "early", "beginning": "early", "start": "early", "mid": "mid", "middle": "mid", "late": "late", "end": "late",
}  # fmt: skip

# Before "week of" a month.
WEEKS: Final = {
    "first": "week 1", "opening": "week 1", "second": "week 2", "third": "week 3", "fourth": "week 4", "last": "last week", "final": "last week",
}  # fmt: skip

ORDINALS: Final = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4,
}  # fmt: skip

NUMBERS: Final = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip

SEASONS: Final = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 14)}

PREFIXES: Final = ("mid-", "end-", "early-", "late-")

LABELS: Final = frozenset({"q1", "q2", "q3", "q4", "h1", "h2"})

AWAY: Final = {"last": -1, "this": 0, "next": 1, "previous": -1, "current": 0, "coming": 1}

# Names that are words of their own too, or people: alone they need a preposition before them.
ALSO_WORDS: Final = frozenset({"may", "march", "april", "june", "august"})

PREPOSITIONS: Final = frozenset(
    """in by since until till from of last next this early late mid through during before after to and for between
    on throughout around about earlier later through than against over past ending ended following late-""".split()
)

BASE_WORDS: Final = frozenset("against than versus vs vs. over above below on".split())

# "… from $6.03 billion in" the third quarter.
BASE_AHEAD: Final = re.compile(r"\b(?:from|against|than|versus|after) [^,;:]{1,30} in (?:the )?$")

POINT_WORDS: Final = frozenset("since until till by before after born from to".split())

COUNTED: Final = frozenset(
    """percent per people persons men women dollars euros pounds million billion trillion thousand hundred km miles feet
    meters metres tons tonnes barrels points jobs cases deaths votes seats shares units houses homes students workers soldiers
    troops members employees companies firms others times calories words years days hours minutes seconds kg pounds hp cc
    rpm mah km/h mph dead injured""".split()
)

AMOUNT_WORDS: Final = frozenset(
    "about around over under nearly almost some least most than up exactly another no number route room".split()
)

YEAR_WORDS: Final = frozenset(
    """in since by until till of during before after early late mid fiscal year through through between for against from
    throughout the a to and than with over on that late-""".split()
)

ZONES: Final = r"(?:(?:utc|gmt)(?: ?[+-]\d{1,2}(?!\d))?|bst|cet|cest|eet|est|edt|et|cst|cdt|mst|mdt|pst|pdt|pt|trt|ist|jst|kst|msk|aedt|aest|awst|nzdt|nzst|sgt|hkt|pkt|eastern time|pacific time|eastern|local time|hours|hrs)"

NUMBER: Final = re.compile(r"[0-9][0-9]*(?:[/.,:–-][0-9]+)*")

# A capital that can begin a name, then what can follow; the tables tell which pairs are names. (An alternation of
# whole names has no first letter for the scanner to leap to and takes five times as long.)
NAMED: Final = re.compile(
    r"[ADFHJMNOQSTW](?:an(?:uary)?|eb(?:ruary)?|ar(?:ch)?|pr(?:il)?|ay|une?|uly?|ug(?:ust)?|ept?(?:ember)?|ct(?:ober)?"
    r"|ov(?:ember)?|ec(?:ember)?|(?:on|ues|ednes|hurs|ri|atur|un)day|[1-4]|Y)(?![a-z])"
)

DAY_BEFORE: Final = re.compile(
    r"(?<![\d.,:/–$£€-])(?:(\d{1,2})(?:st|nd|rd|th)?( ?[–-] ?| to | and | & ))?(\d{1,2})(?:(?:st|nd|rd|th)?(?: of)? |-)$"
)

# "the first of May": the days of a month in words.
DAY_NAMES: Final = {
    name: day
    for day, name in enumerate(
        """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
        sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth
        twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first""".split(),
        start=1,
    )
}

DAY_AFTER: Final = re.compile(
    r"\.? (?:the (?=\d\d?[snrt]))?(\d{1,2})(?:st|nd|rd|th)?(?![\d%]|[.,:/]\d|[a-z])(?:( ?[–-] ?| to | and | & | through )(\d{1,2})(?:st|nd|rd|th)?(?![\d%]|[.,:/]\d|[a-z]| [a-z]+ber| january| february| march| april| may| june| july| august))?"
    r"(?:,? (\d{4,5})(?!\d|[.,]\d))?"
)

YEAR_AFTER: Final = re.compile(r"(?:\.? |\.?, | of |/|-)(\d{4,5})(?!\d|[.,]\d)|(?: of)? (?:(last|this|next) year)\b")

OF_YEAR: Final = re.compile(
    r"(?:(?: of| in|,)? (?:fiscal |fy ?|the year )?|/|-)(\d{4})(?!\d|[.,]\d)|(?: of| in)? ((?:last|this|next|the|that) year)\b| fy ?(\d\d(?:\d\d)?)\b"
)

COMPOSITE: Final = re.compile(
    r"(?P<iy>\d{4})-(?P<im>\d\d)-(?P<id>\d\d)"
    r"|(?P<a>\d{1,2})(?P<s>[/.-])(?P<b>\d{1,2})(?P=s)(?P<y>\d{4}|\d\d)"
    r"|(?P<ya>\d{4})[–/-](?P<yb>\d{4}|\d\d)"
    r"|(?P<h>\d{1,2})(?P<c>[:.])(?P<mi>\d\d)(?::\d\d)?"
    r"|(?P<sa>\d{1,2})/(?P<sb>\d{1,2})"
)

# Behind a fiscal year: the end of it.
SEASON_END: Final = re.compile(r"/\d\d(?![\d/])")

# Behind a month cut short: the one that its stretch ends with.
TO_MONTH: Final = re.compile(
    r"[-–/](?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|ust|ember|ober)?\b"
)

# Behind a month: what makes three months of it, or of it and the one before.
QUARTER_BEHIND: Final = re.compile(r" (quarter|period)\b")

# Two hours before the half of the day that they share: "7-9 p.m."
DASHED_HOURS: Final = re.compile(r"(\d{1,2})[–-](\d{1,2})(?:[:.](\d\d))?")

# Behind a day: the month it is of, counted from that of publication.
OF_MONTH_AWAY: Final = re.compile(r"(?:st|nd|rd|th) of (last|this|next) month\b")

# Behind the first hour of two, which leaves its half of the day to the second: "from 7 to 9 p.m."
HOURS_TO: Final = re.compile(r" ?(?:to|and|until|till|-|–) ?(\d{1,2})(?:[:.](\d\d))? ?([ap])(?:\.m\.|m\b)")

# Behind a day in the notation of ISO 8601: the time.
ISO_TIME: Final = re.compile(r"t(\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:?\d\d)?\b")

# Behind an hour without minutes.
HOUR_OF_PART: Final = re.compile(r"in the (morning|afternoon|evening)\b|this (morning|afternoon|evening)\b|at night\b")

# Behind a time of day in digits: its own day, which is read as a date.
OF_TODAY: Final = re.compile(r" (?:tonight\b|this (?:morning|afternoon|evening)\b)")

# Behind a time of day: which half of the day it lies in.
PART_OF_DAY: Final = re.compile(r" (?:in the (morning|afternoon|evening)|at (night))\b")

# Behind a time of day: the part of a day of the week, which tells the half of its day.
PART_OF_WEEKDAY: Final = re.compile(
    r" on (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day) (?:(morning|afternoon|evening)|(night))\b"
)

# Before digits that a colon parts: a length of time, a ratio, a verse; and behind them: surely a time of day.
NO_CLOCK_BEFORE: Final = frozenset(
    "in of ratio time odds verse clocked than score scored by about around chapter".split()
)
CLOCK_AFTER: Final = frozenset({"on", "today", "tomorrow", "yesterday", "local", "daily", "every", *WEEKDAYS})

HALF_DAY: Final = re.compile(r" ?([ap])(?:\.m\.|m\b)|(?: ?" + ZONES + r")\b")

ZONE: Final = re.compile(r" ?" + ZONES + r"\b")

YEAR_TAIL: Final = re.compile(r"(?: ?[–-] ?| to (?=(?:19|20)\d\d\b))(\d{4})(?!\d|[.,]\d)")

MONTHS_TO: Final = re.compile(
    r" (?:to|through|ended|ending|until)(?: in| on)?(?: the)?(?: end of| end-)?(?: last)? ?(?:\d{1,2} )?([a-z]{3,9})\b(?:\.(?= \d))?(?: (\d{1,2})\b(?!,\d))?(?:,? (\d{4})\b)?"
)

# Behind a weekday: "on Friday next week".
WEEK_AFTER: Final = re.compile(r"(?: of)? (last|this|next) week\b")

WEEK_TO: Final = re.compile(
    r"weeks? (?:to|ended|ending|of|beginning|starting)(?: on)?(?: [a-z]+day,?)? (?:(\d{1,2}) ([a-z]{3,9})|([a-z]{3,9})\.? (\d{1,2}))\b\.?(?:,? (\d{4})\b)?"
)

# Behind a year: the next of a list.
YEARS_GO_ON: Final = re.compile(r"(?:,| and| or|, and) \d{4}\b")

# Behind "the end of the year": what makes it another one.
YEAR_GOES_ON: Final = re.compile(
    rf" (?:\d|before|after|to (?:the |last |end|\d|{'|'.join(month for month in MONTHS if len(month) > 3)})|ended|ending|in which|when)|-"
)

# Before "around 2030" and behind it, where that is a year.
AROUND_WHEN: Final = frozenset("in from until by since till at late early before after to".split())
YEAR_FOLLOWS: Final = frozenset("when and but as with while for at on the a because though or".split())

# Before "year to March" and "quarter ended June 30".
RUN_HEADS: Final = frozenset("the a fiscal financial full in for its".split())

# What tells that something is to come, in the future or as a timetable does; and what has been: "opened in May". Of
# several before a date the last one counts.
COMING: Final = re.compile(
    r"\b(?:will|won't|would|shall|due|scheduled|expected|planned|slated|proposed|anticipated|projected|tipped|forecast(?! (?:in|last|on)\b)"
    r"|likely|upcoming|ahead of|might|could|(?<!in )(?<!last )(?<!since )(?<!of )(?<!by )(?<!until )may (?=[a-z])|set (?:to|for)|plans? to|hopes? to|aims? to|intends? to|to be|can"
    r"|futures for|for delivery in|expects?|forecasters|goes? on sale|on sale|(?:warning|alert)s?(?= (?:[a-z]+ ){0,4}(?:from|until))"
    r"|begins|starts|opens|reopens?|resumes?|reconvenes?|kicks off|takes? (?:place|effect)|gets? under way|go(?:es)? (?:back|forward)"
    r"|comes? into (?:force|effect)|heads? to|closes|ends|delivers|faces?|hosts?|meets?|visits|travels? to|returns"
    r"|go(?:es)? to the polls|(?<!\d )votes(?= (?:on|in) )|needs? (?:to|an?)|must(?! have)|delivery"
    r"|leaves|departs|flies (?:to|out|home)|(?:polls|polling stations|doors) (?:open|close)|(?:begin|resume|reopen)(?= (?:on )?$)"
    r"|kick-?off is|(?:is|are)(?= (?:on|in) (?:\w+ )?$))\b"
)
WORD: Final = re.compile(r"[a-z]+")
# Where a sentence ends.
STOP: Final = re.compile(r"(?<!\b[ap]\.m)(?<!\bmr)(?<!\bmrs)(?<!\bdr)(?<!\bst)[.!?][\"”’)]* |\n")
# Before a month: what something was then, which is known.
COMPARED: Final = re.compile(r"\b(?:up|down|higher|lower|more|less|fewer) (?:from|than)\b(?:(?! to )[^,;])*$")
NEXT_TO: Final = frozenset({"for", "until", "till"})
# No past tense of what happened; and behind the first of these it is still to come: "agreed to return in May".
NOT_PAST: Final = frozenset("needed supposed intended united based limited related".split())
MEANT: Final = frozenset(
    "agreed decided vowed pledged promised wanted hoped asked urged ordered offered intended prepared aimed".split()
)
PAST: Final = frozenset(
    """was were met began rose fell won lost came went took held said did had grew hit left sold bought died been made
    broke beat told found saw gave sent struck became paid led fled cut shot risen fallen forecast""".split()
)

HOURS: Final = {"one": 1, "noon": 12, "midday": 12, "midnight": 12, **NUMBERS}

# "half past three": the minute of the hour that is named, or of the one before it.
MINUTES: Final = {
    "half past": 30, "quarter past": 15, "quarter to": 45, "five past": 5, "ten past": 10, "twenty past": 20,
    "twenty-five past": 25, "five to": 55, "ten to": 50, "twenty to": 40, "twenty-five to": 35,
}  # fmt: skip

# Behind and before minutes and seconds that one is ahead by; behind the hour of a train.
LEADS_BY: Final = re.compile(r" (?:from|ahead|behind|clear|over)\b")
LEADING: Final = re.compile(r"\b(?:leads?|led|leading|ahead|behind|won|wins|beat|trails?|trailed)\b[^.;:\n]*$")
TRAIN_OF: Final = re.compile(r" (?:from|to|train|service|flight|bus|ferry|departure)\b")
# Before "five to four": a vote, and no hour.
VOTED: Final = re.compile(
    r"\b(?:vot|rul|split|approv|reject|back|beat|pass|won |win |lost |decid|carried|majority|jur|outnumber|margin|odds)[^.;:\n]*$"
)

PAST_HOUR: Final = re.compile(rf"({'|'.join(MINUTES)}) ({'|'.join(HOURS)})\b(?! (?:hundred|thousand|million|billion))")

# "at ten to nine" is a time only where nothing behind it could be counted.
AT_HOUR: Final = frozenset("at around about by until till since from before after".split())
HOUR_ENDS: Final = re.compile(
    r"[.,;:)\n]|$| in the (?:morning|afternoon|evening)| at night| on [a-z]+day| this | yesterday"
)

FISCAL_YEAR: Final = re.compile(r" ?(\d{4}|\d\d)(?!\d|[.,]\d)")

SEASON: Final = re.compile(r"(spring|summer|autumn|fall|winter)(?: of)? (\d{4})\b")
# Before and behind a season that names no year: "by the summer", but "the summer sales".
SEASON_HEADS: Final = frozenset("in by since until till over during from before after through throughout this".split())
SEASON_ENDS: Final = re.compile(
    r"[,.;:)\n]|$| (?:and|but|with|when|while|were|was|is|has|have|had|of last|as|to|for|after|before|that|if)\b"
)
# Of what day a price is reckoned in: "£46bn in today's money".
OF_MONEY: Final = re.compile(r"['’]s (?:money|prices|dollars|pounds|terms|values?)\b")

TO_DATE: Final = re.compile(r"year[ -]to[ -]date\b|so far this year\b")

BANKERS: Final = re.compile(r"([1-4](?=[QH])|\d\d?(?=M))([QHM])( ?20\d\d|\d\d)\b")

AGO: Final = re.compile(r"(?:a |one |the |-)?(year|month|week|quarter)[ -](earlier|ago|before)\b")
# Behind "the year before", where that is one and not "the year before the war".
AGO_ENDS: Final = re.compile(r"[,.;:)\n]|$| (?:and|but|with|when|while)\b")

# "three days ago": the steps that a day counts back by.
STEPS_AWAY: Final = {
    "days": ("near", "day"),
    "weeks": ("week", "week"),
    "months": ("month", "month"),
    "years": ("year", "year"),
    "decade": ("year", "year"),
    "decades": ("year", "year"),
}

# Numbers in words before "years ago".
STEPS: Final = {
    **NUMBERS, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip

# Names that a weekday or a month ends or opens: "Sheffield Wednesday", "The Sunday Times", "June Sarpong".
WEEKDAY_HEADS: Final = frozenset({"sheffield", "man", "girl"})
WEEKDAY_TAILS: Final = frozenset(
    "times telegraph mirror express herald mercury post best roast league league, school schools painter driver drivers".split()
)
FORENAMES: Final = frozenset({"may", "june", "april", "august"})

# Days with a name of their own: month and day.
FEASTS: Final = {
    "may day": (5, 1),     "christmas day": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26), "new year's day": (1, 1),
    "new year's eve": (12, 31), "valentine's day": (2, 14), "halloween": (10, 31),
}  # fmt: skip

# With one of these before it, a time ago is no day: "more than 50 years ago", "a hundred and five years ago".
NOT_AGO: Final = frozenset("over nearly almost least under and hundred most to or".split())

MORE_OR_LESS: Final = frozenset({"more", "less", "fewer", "longer"})

SAME: Final = re.compile(
    r"same (?:period|time|month|quarters?|week|day|date)(?: (?:of|in))?(?: (last year|a year (?:earlier|ago|before)|the previous year|the year before)|(?: of| in)? (\d{4})\b)?"
)

# Behind "overnight": the day that tells which night.
NIGHT_OF: Final = re.compile(rf" (?:on |into )?(?:{'|'.join(WEEKDAYS)})\b")
# Around "the third quarter" of a match; and of a company.
OF_A_MATCH: Final = re.compile(
    r"\b(?:touchdowns?|rebounds|assists|field goals?|yards|halftime|overtime|outscored|tip-?off|trail(?:s|ed|ing)|scored|scoring|three-point(?:ers?)?|led by|his \d+ points|(?<![\d/-])\d{1,3}-\d{1,3}(?![\d,%/-]))\b"
)
OF_FOOTBALL: Final = re.compile(r"goal|\bminutes?\b|midway|penalt|whistle|header|equali|\bkick")
OF_BUSINESS: Final = re.compile(
    r"%|percent|per cent|profit|revenue|sales|billion|million|growth|earnings|shipments|gdp"
)

DAYS_AWAY: Final = {
    "today": (0, ""),
    "tonight": (0, "night"),
    "tomorrow": (1, ""),
    "yesterday": (-1, ""),
    "overnight": (-1, "night"),  # it began on the evening before publication
}

AWAY_ONLY: Final = re.compile(r"(?!)()|,? (?:of )?((?:last|this|next) year)\b")
