Story: a ward begins to use Klynge while a citizen lies there, and stops again
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje
  Ward answers here from 2026-11-10
  Ward answers here until 2026-11-20

# What the ward does cannot be seen yet: it owes, and nobody calls it silent.
2026-11-02 09:00  Ward tells: admitted
      course 1 opened: hospital-stay, version 2
      noted: admitted 2026-11-02 09:00; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-03 09:00
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-02 09:00
2026-11-02 10:00  Municipality completes services-paused
      services-paused done by Municipality
2026-11-03 09:00  Municipality opens other for Ward, due 2026-11-05 12:00
      other opened: held by Municipality, taken, due 2026-11-05 12:00
      other offered to Ward, no clock: its answer would not be visible here; Municipality holds it meanwhile
2026-11-03 09:30  Municipality records that Ward accepted other by phone
      other is held by Ward, accepted by phone as Municipality records; may be contested until 2026-11-03 17:30
2026-11-09 12:00  the clock
      nothing
# From this day it can be seen. What was due before is asked about once, after the grace and from the foot of the
# ladder; it is silent since then, and not since the fifth.
2026-11-10 00:00  the directory's day
      contact: visible here from now on
      treatment: visible here from now on
      care: visible here from now on
      other: visible here from now on
2026-11-10 08:00  the clock
      2026-11-10 00:15  other is silent (due), step 1: remind, told Ward
2026-11-10 08:05  the list
      other: Ward, accepted, due 2026-11-05 12:00, silent since 2026-11-10 00:15 (1)
      discharge: Ward, by rule hospital-notifies, due 2026-12-02 09:00
      contact: Ward, by rule hospital-notifies
      treatment: Ward, by rule hospital-notifies
      care: Ward, by rule hospital-notifies
2026-11-10 08:30  Ward completes other
      other done by Ward
2026-11-12 10:00  Ward expects the discharge on 2026-11-24 14:00
      discharge is expected 2026-11-24 14:00, says Ward
      discharge: due moved to 2026-11-24 18:00
      care-plan opened: held by Ward, by rule care-plan, due 2026-11-23 23:59
      medicine-card opened: held by Ward, by rule before-15-on-friday, due 2026-11-24 14:00
      medicine-bag opened: held by Ward, by rule before-15-on-friday, due 2026-11-24 14:00
      dose-dispensing opened: held by Ward, by rule dose-dispensing, due 2026-11-24 14:00
      aids-and-bed opened: held by Ward, by rule before-15-on-friday, due 2026-11-24 14:00
      transport opened: held by Ward, by rule before-15-on-friday, due 2026-11-24 14:00
      municipality-phoned opened: held by Ward, by rule phone-the-municipality, due 2026-11-24 14:00
      relatives-told opened: held by Ward, by rule before-15-on-friday, due 2026-11-24 14:00
      discharge-report opened: held by Ward, by rule discharge-report, due 2026-11-24 12:00
# The ward stops. What it owes it still owes, and nothing is called silent that nobody can see; the discharge a message
# proves, and messages of the stay do come.
2026-11-20 00:00  the directory's day
      contact: not visible here any more
      treatment: not visible here any more
      care: not visible here any more
      care-plan: not visible here any more
      medicine-card: not visible here any more
      medicine-bag: not visible here any more
      dose-dispensing: not visible here any more
      aids-and-bed: not visible here any more
      transport: not visible here any more
      municipality-phoned: not visible here any more
      relatives-told: not visible here any more
      discharge-report: not visible here any more
2026-11-24 20:00  the clock
      2026-11-24 18:00  discharge is silent (due), step 1: remind, told Ward
2026-11-24 20:05  the list
      discharge: Ward, by rule hospital-notifies, due 2026-11-24 18:00, silent since 2026-11-24 18:00 (1)
      care-plan: Ward, by rule care-plan, due 2026-11-23 23:59
      discharge-report: Ward, by rule discharge-report, due 2026-11-24 12:00
      medicine-card: Ward, by rule before-15-on-friday, due 2026-11-24 14:00
      medicine-bag: Ward, by rule before-15-on-friday, due 2026-11-24 14:00
      dose-dispensing: Ward, by rule dose-dispensing, due 2026-11-24 14:00
      aids-and-bed: Ward, by rule before-15-on-friday, due 2026-11-24 14:00
      transport: Ward, by rule before-15-on-friday, due 2026-11-24 14:00
      municipality-phoned: Ward, by rule phone-the-municipality, due 2026-11-24 14:00
      relatives-told: Ward, by rule before-15-on-friday, due 2026-11-24 14:00
      contact: Ward, by rule hospital-notifies
      treatment: Ward, by rule hospital-notifies
      care: Ward, by rule hospital-notifies
