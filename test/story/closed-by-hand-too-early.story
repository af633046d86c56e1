Story: a stay closed by hand that was not over
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
2026-12-04 09:00  operations closes the stay: other
      the stay of course 1 is closed by Klynges drift: other
      noted: without a notification, home 2026-12-04 09:00; now home, department Ward
      contact will pass to Municipality at 2026-12-07 09:00, by rule hours-72
      treatment ended by rule
      care passes from Ward to Municipality, by rule municipal-care
      services-paused void: not-needed
      discharge done by Klynges drift
      treatment-questions opened: held by Ward, by rule hours-72, not visible here
      treatment-questions ends at 2026-12-07 09:00 unless it is known by then whom it passes to, by rule hours-72
      first-visit opened: held by Municipality, by rule municipal-care, due 2026-12-05 09:00
# What is told of an earlier hour is history; the citizen stays at home.
2026-12-04 10:00  Ward tells: leave at 2026-11-20 08:00
      noted: leave 2026-11-20 08:00, late; now home, department Ward
# News from later says that the citizen is in hospital after all.
2026-12-05 08:30  Ward tells: back at 2026-12-05 08:00
      noted: back 2026-12-05 08:00; now admitted, department Ward
      contact will not pass after all
      treatment-questions will not pass after all
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care passes from Municipality to Ward, by rule hospital-notifies, not visible here
      discharge opened: held by Ward, by rule hospital-notifies, due 2027-01-04 08:00
      treatment-questions void: not-needed
      first-visit void: not-needed
2026-12-05 09:00  the list
      discharge: Ward, by rule hospital-notifies, due 2027-01-04 08:00
      contact: Ward, by rule hospital-notifies
      care: Ward, by rule hospital-notifies
      treatment: Ward, by rule hospital-notifies
2026-12-07 12:00  Ward tells: home
      noted: home 2026-12-07 12:00; now home, department Ward
      contact will pass to Municipality at 2026-12-10 12:00, by rule hours-72
      treatment ended by rule
      care passes from Ward to Municipality, by rule municipal-care
      discharge done: the message proves it
      treatment-questions opened: held by Ward, by rule hours-72, not visible here
      treatment-questions ends at 2026-12-10 12:00 unless it is known by then whom it passes to, by rule hours-72
      first-visit opened: held by Municipality, by rule municipal-care, due 2026-12-08 12:00
