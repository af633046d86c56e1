Story: Klynge was stopped for a night and a day
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje

2026-11-02 08:00  Ward tells: admitted (report wanted)
      course 1 opened: hospital-stay, version 2
      noted: admitted 2026-11-02 08:00; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      admission-report opened: held by Municipality, by rule report-on-request, due 2026-11-03 08:00
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-03 08:00
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-02 08:00
2026-11-02 10:00  Municipality completes services-paused
      services-paused done by Municipality
2026-11-03 07:00  the clock
      nothing
# Stopped from here. Meanwhile the report is due, and the ladder would have been climbed two steps.
2026-11-05 09:00  Klynge has been stopped and is started again
      looks from now on
2026-11-05 09:00  the clock
      nothing
# One silence, within the grace after waking; the steps slept through are not caught up with.
2026-11-05 09:15  the clock
      2026-11-05 09:02  admission-report is silent (due), step 1: remind, told Municipality
2026-11-06 10:00  the clock
      2026-11-06 09:02  admission-report is silent (due), step 2: ask, told Testkommune, vagttelefon
