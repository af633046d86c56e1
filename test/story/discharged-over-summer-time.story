Story: 72 hours are 72 hours when the clocks change
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje

# The clocks go back at 03:00 on 25 October: 72 hours after 12:00 are over at 11:00.
# For 72 hours professionals call the ward; then the municipality.
2026-10-20 09:00  Ward tells: admitted
      course 1 opened: hospital-stay, version 2
      noted: admitted 2026-10-20 09:00; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      services-paused opened: held by Municipality, by rule services-paused, due 2026-10-21 09:00
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-11-19 09:00
2026-10-23 12:00  Ward tells: home
      noted: home 2026-10-23 12:00; now home, department Ward
      contact will pass to Municipality at 2026-10-26 11:00, by rule hours-72
      treatment ended by rule
      care passes from Ward to Municipality, by rule municipal-care
      services-paused void: not-needed
      discharge done: the message proves it
      treatment-questions opened: held by Ward, by rule hours-72, not visible here
      treatment-questions ends at 2026-10-26 11:00 unless it is known by then whom it passes to, by rule hours-72
      first-visit opened: held by Municipality, by rule municipal-care, due 2026-10-24 12:00
2026-10-23 15:00  Municipality opens other, due 2026-10-30 12:00
      other opened: held by Municipality, taken, due 2026-10-30 12:00
2026-10-23 16:00  Municipality completes first-visit
      first-visit done by Municipality
2026-10-26 10:59  the clock
      nothing
2026-10-26 11:00  the clock
      contact passes from Ward to Municipality, by rule hours-72
      treatment-questions ended by rule
2026-10-26 11:05  the list
      other: Municipality, taken, due 2026-10-30 12:00
      contact: Municipality, by rule hours-72
      care: Municipality, by rule municipal-care
