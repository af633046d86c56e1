Story: a call to 112 inside the 72 hours
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje
  Ward is in region Syddanmark

2026-11-02 09:00  Ward tells: admitted
      course 1 opened: hospital-stay, version 2
      noted: admitted 2026-11-02 09:00; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-03 09:00
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-02 09:00
2026-11-06 11:00  Ward tells: home
      noted: home 2026-11-06 11:00; now home, department Ward
      contact will pass to Municipality at 2026-11-09 11:00, by rule hours-72
      treatment ended by rule
      care passes from Ward to Municipality, by rule municipal-care
      services-paused void: not-needed
      discharge done: the message proves it
      treatment-questions opened: held by Ward, by rule hours-72, not visible here
      treatment-questions ends at 2026-11-09 11:00 unless it is known by then whom it passes to, by rule hours-72
      first-visit opened: held by Municipality, by rule municipal-care, due 2026-11-07 11:00
# In this region the 72 hours end there. Before and after, 112 comes first for everybody.
2026-11-07 08:00  nurse asks whom to call about treatment
      112 in acute danger to life: 112, by rule emergency-first
      Ward: 00 00 10 11, by rule hours-72
2026-11-07 09:00  Municipality says: emergency call
      emergency call 2026-11-07 09:00, says Municipality
      contact will not pass after all
      contact passes from Ward to Municipality, by rule hours-72-emergency
      treatment-questions void: not-needed
2026-11-07 09:05  nurse asks whom to call about treatment
      112 in acute danger to life: 112, by rule emergency-first
      The on-call doctor: 70 11 31 31, by rule gp-after-72-hours
