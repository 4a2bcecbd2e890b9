"""The shapes of dates as named rows, in the stages that build on one another."""

from __future__ import annotations

from dashboard.extraction.dates.matching import Rule, RuleTree
from dashboard.extraction.dates.productions import combinations, days, figures, parts, periods
from dashboard.model import Grain

# Readings that several rules take alike.
PERIOD = "|".join(f"{grain}_period" for grain in Grain)
YEAR = "yr|headed_yr|year_period|word_yr"
DAY = "date_day|date_full"
LONG = "date_month|date_year|date_range|date_decade|date_century|date_season|date_nth"
SPAN = f"{DAY}|date_today|date_month|date_year|date_wd|date_decade|date_part|date_period"

PARTS = (
    Rule("part.month", "m:month_name", parts.month, "month"),
    Rule("part.month-head", "month_head m:month_name", parts.headed_month, "month"),
    Rule("part.month-hashtag", "month_head HASH m:month_name", parts.headed_month, "month"),
    Rule("part.month-number", "month_head n:monthno|monthword", parts.numbered_month, "month"),
    Rule("part.month-ordinal", "the_month_head n:ord", parts.numbered_month, "nth_month"),
    Rule("part.month-pair", "a:month_name SLASH|DASH? b:month_name", parts.month_pair, "month"),
    Rule("part.month-bracket", "a:month_name OPEN b:month_name CLOSE", parts.month_pair, "month"),
    Rule(
        "part.month-head-pair",
        "month_head a:month_name SLASH|DASH? b:month_name",
        parts.month_pair,
        "month",
    ),
    Rule("part.year", "y:year4", parts.year, "yr"),
    Rule("part.years", "a:year4 DASH|SLASH b:year4", parts.years, "year_span"),
    Rule("part.years-short", "a:year4 DASH|SLASH b:year2", parts.years_short, "year_span"),
    Rule("part.year-era", "y:year4 ERA_GREGORIAN", parts.year, "headed_yr"),
    Rule("part.year-hijri", "y:int ERA_HIJRI", parts.hijri_year, "headed_yr"),
    Rule(
        "part.year-before",
        "year_head|the_year_head? y:int|count ERA_BEFORE",
        parts.year_before_era,
        "date_other",
    ),
    Rule(
        "part.year-head", "year_head|the_year_head y:year4|yearword", parts.headed_year, "headed_yr"
    ),
    Rule(
        "part.year-head-era",
        "year_head|the_year_head y:year4|int ERA_GREGORIAN",
        parts.headed_year,
        "headed_yr",
    ),
    Rule(
        "part.year-head-hijri",
        "year_head|the_year_head ERA_HIJRI? y:int ERA_HIJRI?",
        parts.headed_hijri_year,
        "headed_yr",
    ),
    Rule(
        "part.year-head-short",
        "year_head|the_year_head y:int|count",
        parts.headed_short_year,
        "headed_yr",
    ),
    Rule("part.year-word", "y:yearword", parts.year, "word_yr"),
    Rule("part.weekday", "wd:weekday", parts.weekday, "wd"),
    Rule("part.weekday-head", "day_head wd:weekday|bare_weekday", parts.headed_weekday, "wd"),
    Rule("part.day", "d:day|ord|dayword", parts.day, "d"),
    Rule("part.day-article", "AL d:day", parts.day, "d"),
    Rule("part.day-head", "day_head AL? d:day|ord|dayword", parts.headed_day, "d"),
    Rule("part.day-head-definite", "the_day_head d:ord", parts.day, "d"),
    Rule("part.amount", "n:int|count u:units|unit", parts.amount, "amount"),
    Rule("part.amount-dual", "u:units2", parts.two_units, "amount"),
    Rule("part.amount-one-word", "u:unit n:count", parts.one_unit_in_word, "amount"),
    Rule("part.amount-one", "u:unit", parts.one_unit, "amount"),
    Rule("period.shifted", "u:the_unit r:rel", periods.shifted, "period"),
    Rule(
        "period.kind-shifted",
        "u:the_unit ACADEMIC|FISCAL|ERA_HIJRI|ERA_GREGORIAN r:rel",
        periods.shifted,
        "period",
    ),
    Rule("period.this", "THIS u:the_unit r:rel?", periods.this_period, "period"),
    Rule(
        "period.this-kind", "THIS u:the_unit ACADEMIC|FISCAL r:rel?", periods.this_period, "period"
    ),
    Rule("period.same", "SAME u:the_unit", periods.same_period, "period"),
    Rule("period.this-month", "THIS month_head? m:month_name", periods.this_month, "date_month"),
    Rule("period.run-dual", "u:the_units2 r:rel", periods.run_of_two, "date_run"),
    Rule("period.run", "u:the_units AL? n:count|int r:rel", periods.run, "date_run"),
    Rule(
        "period.run-number-first",
        "n:count|int u:units|unit|the_units r:rel",
        periods.run,
        "date_run",
    ),
    Rule("period.run-last", "last n:count|int u:units|unit", periods.last_run, "date_run"),
    Rule("period.run-last-dual", "last u:units2", periods.last_run_of_two, "date_run"),
    Rule("period.season-shifted", "s:season r:rel", periods.season_shifted, "date_season"),
    Rule("period.this-season", "THIS s:season", periods.this_season, "date_season"),
    Rule(
        "period.century",
        "u:the_century_head|century_head AL? n:ord|int|dayword",
        periods.century,
        "century",
    ),
    Rule(
        "period.century-before",
        "the_century_head|century_head AL? ord|int|dayword ERA_BEFORE",
        parts.year_before_era,
        "date_other",
    ),
    Rule("period.century-shifted", "u:the_century_head r:rel", periods.century_shifted, "century"),
    Rule("period.weekday-shifted", "wd:weekday r:rel", days.weekday_shifted, "date_day"),
    Rule(
        "period.weekday-head-shifted", "day_head wd:weekday r:rel", days.weekday_shifted, "date_day"
    ),
)

TAILS = (
    Rule("tail.year", f"LI|BI|OF|IN? y:{YEAR}", parts.tail, "in_year"),
    Rule("tail.year-linked", "OF|IN LI|BI y:headed_yr", parts.tail, "in_year"),
    Rule("tail.year-period-year", "LI|BI|OF|IN? year_period y:yr", parts.tail, "in_year"),
    Rule("tail.year-comma", "COMMA y:yr|word_yr", parts.tail, "in_year"),
    Rule("tail.year-span", "OF|IN|LI|BI? y:year_span", parts.tail, "in_year"),
    Rule(
        "tail.year-kind",
        "OF|IN|LI|BI? year_head|the_year_head ACADEMIC|FISCAL y:yr|year_span",
        periods.kind_year,
        "in_year",
    ),
    Rule("tail.month", "OF|IN|BI? m:month|nth_month", parts.month_tail, "in_month"),
    Rule(
        "tail.month-year",
        f"OF|IN|BI? m:month|nth_month COMMA? LI|BI|OF|IN? y:{YEAR}",
        parts.month_tail,
        "in_month",
    ),
    Rule("tail.month-shifted", "OF|IN|BI? m:month r:rel", parts.month_tail, "in_month"),
    Rule("tail.month-period", "OF|IN? p:month_period", parts.tail, "in_month"),
    Rule("tail.week-period", "OF? p:week_period", parts.tail, "in_week"),
    Rule("tail.period", f"OF|IN|BI? p:{PERIOD}", parts.tail, "in_period"),
)

DATES = (
    Rule(
        "date.day-month-year",
        "d:d OF? m:month|nth_month y:in_year",
        days.day_month_year,
        "date_day",
    ),
    Rule("date.day-month", "d:d OF? m:month", days.day_month, "date_day"),
    Rule("date.day-nth-month", "d:d OF m:nth_month", days.day_month, "date_day"),
    Rule("date.day-month-shifted", "d:d OF? m:month r:rel", days.day_month, "date_day"),
    Rule("date.day-of-period", "d:d OF|IN p:month_period", days.day_of_period, "date_day"),
    Rule("date.day-this-month", "d:d p:month_period", days.day_of_period, "date_day"),
    Rule("date.day-of-it", "d:d OF_IT", days.day_of_it, "date_day"),
    Rule("date.day-current", "d:d r:rel", days.day_current, "date_day"),
    Rule("date.month-day-year", "m:month d:d y:in_year", days.day_month_year, "date_day"),
    Rule("date.month-day", "m:month d:d", days.month_day, "date_day"),
    Rule(
        "date.year-month-day",
        "y:year4 DOT? m:month DOT? d:d",
        days.day_month_year_number,
        "date_day",
    ),
    Rule("date.day-signed-month", "d:d DOT|DASH|SLASH m:month", days.day_signed_month, "date_day"),
    Rule(
        "date.day-signed-month-year",
        "d:d DOT|DASH|SLASH m:month DOT|DASH|SLASH? y:year4",
        days.day_month_year_number,
        "date_day",
    ),
    Rule("date.month-signed-day", "m:month SLASH|DASH d:day", days.month_day, "date_day"),
    Rule("date.month-year", "m:month|nth_month y:in_year", days.month_year, "date_month"),
    Rule("date.month-shifted", "m:month r:rel", parts.month_shifted, "date_month"),
    Rule("date.month", "m:month", days.bare_month, "date_month"),
    Rule(
        "date.numeric",
        "a:day s:SLASH|DASH|DOT b:day t:SLASH|DASH|DOT y:year4",
        figures.numeric,
        "date_day",
    ),
    Rule(
        "date.numeric-era",
        "a:day s:SLASH|DASH|DOT b:day t:SLASH|DASH|DOT y:year4 e:ERA_HIJRI|ERA_GREGORIAN",
        figures.numeric,
        "date_day",
    ),
    Rule(
        "date.numeric-iso",
        "y:year4 s:SLASH|DASH|DOT b:day t:SLASH|DASH|DOT a:day",
        figures.numeric_iso,
        "date_day",
    ),
    Rule(
        "date.numeric-iso-era",
        "y:year4 s:SLASH|DASH|DOT b:day t:SLASH|DASH|DOT a:day e:ERA_HIJRI|ERA_GREGORIAN",
        figures.numeric_iso,
        "date_day",
    ),
    Rule(
        "date.numeric-short",
        "a:day s:SLASH|DASH b:day t:SLASH|DASH c:year2",
        figures.numeric_short,
        "date_day",
    ),
    Rule(
        "date.numeric-comma",
        "a:day s:SLASH b:day COMMA y:year4|year2",
        figures.numeric_comma,
        "date_day",
    ),
    Rule(
        "date.numeric-day-month",
        "day_head? a:day s:SLASH|DASH b:day",
        figures.numeric_day_month,
        "date_day",
    ),
    Rule(
        "date.numeric-month-year",
        "m:monthno s:SLASH|DASH|DOT y:year4",
        figures.numeric_month,
        "date_month",
    ),
    Rule(
        "date.numeric-year-month",
        "y:year4 s:SLASH|DASH|DOT m:monthno",
        figures.numeric_month,
        "date_month",
    ),
    Rule("date.year", "y:headed_yr", parts.passed, "date_year"),
    Rule("date.year-bare", "y:yr", figures.bare_year, "date_year"),
    Rule(
        "date.year-kind",
        "year_head|the_year_head ACADEMIC|FISCAL y:yr|year_span",
        periods.kind_year,
        "date_year",
    ),
    Rule("date.years-span", "y:year_span", figures.bare_span, "date_range"),
    Rule("date.years-head", "year_head|the_year_head y:year_span", parts.passed, "date_range"),
    Rule("date.day-of-week", "wd:wd OF? p:week_period", days.day_of_week, "date_day"),
    Rule("date.week-day", "p:week_period wd:wd", days.day_of_week, "date_day"),
    Rule("date.bare-day-of-week", "wd:bare_weekday p:week_period", days.day_of_week, "date_day"),
    Rule("date.weekday", "wd:wd", days.bare_weekday, "date_wd"),
    Rule("date.this-weekday", "THIS wd:wd", days.this_weekday, "date_day"),
    Rule("date.weekday-day", "wd:wd IN? AL? d:day|ord|dayword", days.weekday_day, "date_day"),
    Rule("date.weekday-nth", "wd:wd n:ord", days.weekday_nth, "date_day"),
    Rule("date.day-head", "day_head n:day", days.day_number, "date_day"),
    Rule("date.today", "days:today", days.today, "date_today"),
    Rule("date.this-today", "THIS days:today", days.this_today, "date_today"),
    Rule("date.same-in-year", f"p:{PERIOD} OF y:in_year", periods.same_in_year, "date_period"),
    Rule("date.period-year", "year_period y:yr|year_span", periods.period_with_year, "date_year"),
    Rule("date.period", f"p:{PERIOD}", parts.passed, "date_period"),
    Rule("date.decade", "n:decade", periods.decade, "date_decade"),
    Rule("date.decade-century", "n:decade OF? c:century", periods.decade, "date_decade"),
    Rule("date.century", "c:century", parts.passed, "date_century"),
    Rule("date.season-year", "s:season y:in_year", periods.season_year, "date_season"),
    Rule("date.holiday", "h:holiday", periods.holiday, "date_holiday"),
    Rule("date.holiday-day", "day_head h:holiday", periods.holiday, "date_holiday"),
    Rule("date.holiday-year", "h:holiday y:in_year", periods.holiday, "date_holiday"),
    Rule("date.holiday-day-year", "day_head h:holiday y:in_year", periods.holiday, "date_holiday"),
    Rule("date.holiday-shifted", "h:holiday r:rel", periods.holiday, "date_holiday"),
    Rule("date.ago", "w:BEFORE|FROM_TIME|AFTER a:amount FROM_NOW?", periods.ago, "date_ago"),
    Rule(
        "date.ago-about",
        "w:BEFORE|FROM_TIME|AFTER ABOUT a:amount FROM_NOW?",
        periods.ago,
        "date_ago",
    ),
    Rule(
        "date.ago-two",
        "w:BEFORE|FROM_TIME|AFTER a:amount AND b:amount FROM_NOW?",
        periods.ago,
        "date_ago",
    ),
    Rule("date.ago-from-now", "a:amount FROM_NOW", periods.from_now, "date_ago"),
    Rule(
        "date.ago-two-from-now",
        "a:amount AND|COMMA? b:amount FROM_NOW",
        periods.from_now,
        "date_ago",
    ),
    Rule(
        "date.ago-three-from-now",
        "a:amount AND? b:amount AND? c:amount FROM_NOW",
        periods.from_now,
        "date_ago",
    ),
    Rule("date.nth-in-year", "u:the_unit n:ord|last y:in_year", periods.nth, "date_nth"),
    Rule("date.nth-in-year-first", "y:yr u:the_unit n:ord|last", periods.nth, "date_nth"),
    Rule("date.nth-in-month", "u:the_unit n:ord|last m:in_month", periods.nth, "date_nth"),
    Rule("date.nth-first-year", "n:ord|last u:unit y:in_year", periods.nth, "date_nth"),
    Rule("date.nth-first-month", "n:ord|last u:unit m:in_month", periods.nth, "date_nth"),
    Rule("date.nth-quarter", "u:the_quarter_head n:ord|last", periods.bare_quarter, "date_nth"),
    Rule("date.nth-weekday", "wd:weekday n:ord|last y:in_month", periods.nth_weekday, "date_day"),
    Rule(
        "date.nth-weekday-first",
        "n:ord|last day_head? wd:bare_weekday y:in_month",
        periods.nth_weekday,
        "date_day",
    ),
    Rule(
        "date.first-run",
        "u:the_units n:count|int o:ord|last y:in_year|in_month",
        periods.first_run,
        "date_run",
    ),
    Rule(
        "date.first-run-dual",
        "u:the_units2 o:ord|last y:in_year|in_month",
        periods.first_run,
        "date_run",
    ),
)

COMBINATIONS = (
    Rule(
        "date.weekday-date",
        "wd:wd COMMA|OPEN|DASH? x:date_day CLOSE?",
        combinations.weekday_date,
        "date_full",
    ),
    Rule(
        "date.weekday-corresponding",
        "wd:wd COMMA? CORRESPONDING|IN LI? x:date_day",
        combinations.weekday_date,
        "date_full",
    ),
    Rule(
        "date.weekday-shifted-date",
        "a:date_day COMMA|OPEN|DASH? CORRESPONDING? LI? x:date_day CLOSE?",
        combinations.weekday_shifted_date,
        "date_full",
    ),
    Rule(
        "date.today-weekday",
        "t:date_today OPEN|COMMA|DASH? wd:wd CLOSE?",
        days.today_weekday,
        "date_full",
    ),
    Rule(
        "date.today-date",
        "t:date_today COMMA|OPEN|DASH? x:date_day CLOSE?",
        days.today_date,
        "date_full",
    ),
    Rule(
        "date.today-weekday-date",
        "t:date_today OPEN|COMMA? wd:wd CLOSE? COMMA|OPEN? CORRESPONDING? LI? x:date_day CLOSE?",
        days.today_date,
        "date_full",
    ),
    Rule(
        "date.part",
        f"p:part x:{PERIOD}|{LONG}|yr|month",
        combinations.part_of,
        "date_part",
    ),
    Rule("date.part-last", "p:last x:date_month|month", combinations.last_of, "date_part"),
    Rule("date.part-unit", "p:part u:the_unit", combinations.part_of_running, "date_part"),
    Rule("date.weekend", "WEEKEND x:week_period", combinations.weekend, "date_other"),
    Rule("date.weekend-this", "WEEKEND the_week_head", combinations.weekend, "date_other"),
    Rule("date.week-of", "week_head x:date_day", combinations.week_of, "date_other"),
    Rule(
        "range.days-month",
        "w:OF|BETWEEN? a:d AND? TO|UNTIL|DASH b:d OF? m:month|nth_month y:in_year?",
        combinations.day_range,
        "date_range",
    ),
    Rule(
        "range.days-period",
        "w:OF|BETWEEN? a:d AND? TO|UNTIL|DASH b:d OF|IN? m:month_period",
        combinations.day_range,
        "date_range",
    ),
    Rule(
        "range.days-attached",
        "w:OF a:d LI b:d OF? m:month|nth_month y:in_year?",
        combinations.day_range,
        "date_range",
    ),
    Rule(
        "range.days-attached-period",
        "w:OF a:d LI b:d OF|IN? m:month_period",
        combinations.day_range,
        "date_range",
    ),
    Rule(
        "range.days-between",
        "w:BETWEEN a:d AND b:d OF? m:month|nth_month y:in_year?",
        combinations.day_range,
        "date_range",
    ),
    Rule(
        "range.days-between-period",
        "w:BETWEEN a:d AND b:d OF|IN? m:month_period",
        combinations.day_range,
        "date_range",
    ),
    Rule(
        "range.days-three",
        "day_head a:d AND|COMMA c:d AND|COMMA b:d OF? m:month|nth_month y:in_year?",
        combinations.two_days,
        "date_range",
    ),
    Rule(
        "range.days-four",
        "day_head a:d AND|COMMA c:d AND|COMMA d:d AND|COMMA b:d OF? m:month|nth_month y:in_year?",
        combinations.two_days,
        "date_range",
    ),
    Rule(
        "range.days-five",
        "day_head a:d AND c:d AND d:d AND e:d AND b:d OF? m:month y:in_year?",
        combinations.two_days,
        "date_range",
    ),
    Rule(
        "range.days-two",
        "w:day_head a:d AND b:d OF? m:month|nth_month y:in_year?",
        combinations.two_days,
        "date_range",
    ),
    Rule(
        "range.month-days",
        "m:month BETWEEN? a:d TO|UNTIL|DASH|AND b:d y:in_year?",
        combinations.month_day_range,
        "date_range",
    ),
)

RANGES = (
    Rule(
        "range.dates", f"w:OF a:{SPAN}|month|yr TO b:{SPAN}", combinations.date_range, "date_range"
    ),
    Rule(
        "range.dates-attached",
        f"w:OF a:{DAY} LI b:{DAY}",
        combinations.date_range,
        "date_range",
    ),
    Rule("range.dates-dash", f"a:{DAY} DASH b:{DAY}", combinations.date_range, "date_range"),
    Rule("range.dates-to", f"a:{DAY} TO b:{DAY}", combinations.date_range, "date_range"),
    Rule(
        "range.dates-between",
        f"w:BETWEEN a:{SPAN}|month|yr AND b:{SPAN}|yr",
        combinations.date_range,
        "date_range",
    ),
    Rule("range.years-of", "w:OF a:yr TO|UNTIL|DASH b:yr", combinations.date_range, "date_range"),
    Rule(
        "range.months-dash",
        "a:month DASH|SLASH b:date_month",
        combinations.month_range,
        "date_range",
    ),
    Rule(
        "pair.corresponding",
        f"a:{DAY} COMMA|OPEN? CORRESPONDING LI? b:{DAY} CLOSE?",
        combinations.pair,
        "date_pair",
    ),
    Rule("pair.slash", f"a:{DAY} SLASH|DASH b:{DAY}", combinations.pair_two_calendars, "date_pair"),
    Rule(
        "pair.bracket",
        f"a:{DAY} OPEN CORRESPONDING? LI? b:{DAY} CLOSE",
        combinations.pair,
        "date_pair",
    ),
    Rule(
        "pair.years",
        "a:headed_yr SLASH|DASH|OPEN b:headed_yr|yr CLOSE?",
        combinations.pair_years,
        "date_pair",
    ),
    Rule(
        "date.fiscal-ending",
        f"year_head|the_year_head FISCAL ENDING IN? x:{DAY}|date_month|date_part",
        periods.fiscal_ending,
        "date_range",
    ),
    Rule("date.part-date", "p:part x:date_full", combinations.part_of, "date_part"),
)

FINAL = (
    Rule("range.days-shifted", "x:date_range r:rel", combinations.days_shifted, "date_range"),
    Rule("range.week-days", "p:week_period x:date_range", combinations.range_in_week, "date_range"),
)

STAGES = tuple(RuleTree.of(stage) for stage in (PARTS, TAILS, DATES, COMBINATIONS, RANGES, FINAL))
RULES = (*PARTS, *TAILS, *DATES, *COMBINATIONS, *RANGES, *FINAL)
