Story: a stay closed by hand, its course over, and then word of a death before that
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje

2026-11-02 08:00  Ward tells: admitted
      course 1 opened: hospital-stay, version 2
      noted: admitted 2026-11-02 08:00; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-03 08:00
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-02 08:00
2026-12-04 09:00  Municipality closes the stay: told-by-citizen
      the stay of course 1 is closed by Municipality: told-by-citizen
      noted: without a notification, home 2026-12-04 09:00; now home, department Ward
      contact will pass to Municipality at 2026-12-07 09:00, by rule hours-72
      treatment ended by rule
      care passes from Ward to Municipality, by rule municipal-care
      services-paused void: not-needed
      discharge done by Municipality
      treatment-questions opened: held by Ward, by rule hours-72, not visible here
      treatment-questions ends at 2026-12-07 09:00 unless it is known by then whom it passes to, by rule hours-72
      first-visit opened: held by Municipality, by rule municipal-care, due 2026-12-05 09:00
2026-12-04 12:00  Municipality completes first-visit
      first-visit done by Municipality
2026-12-07 09:00  the clock
      contact passes from Ward to Municipality, by rule hours-72
      treatment-questions ended by rule
      course 1 closed; contact ends with it; care ends with it
# Whoever said that the citizen had come home was wrong: a death is true whenever it is told.
2026-12-08 08:00  Ward tells: dead at 2026-12-03 04:00
      course 2 opened: hospital-stay, version 2
      noted: dead 2026-12-03 04:00; now dead, department Ward
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      after-death opened: held by Municipality, by rule after-death-3-days, due 2026-12-06 04:00
      the citizen died 2026-12-03 04:00
2026-12-08 08:01  the list
      after-death: Municipality, by rule after-death-3-days, due 2026-12-06 04:00
      contact: Ward, by rule hospital-notifies
