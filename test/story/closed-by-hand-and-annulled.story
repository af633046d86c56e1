Story: a stay closed by hand, discharged by the hospital, and the discharge taken back
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
2026-12-04 09:00  Ward closes the stay: told-by-citizen
      the stay of course 1 is closed by Ward: told-by-citizen
      noted: without a notification, home 2026-12-04 09:00; now home, department Ward
      contact will pass to Municipality at 2026-12-07 09:00, by rule hours-72
      treatment ended by rule
      care passes from Ward to Municipality, by rule municipal-care
      services-paused void: not-needed
      discharge done by Ward
      treatment-questions opened: held by Ward, by rule hours-72, not visible here
      treatment-questions ends at 2026-12-07 09:00 unless it is known by then whom it passes to, by rule hours-72
      first-visit opened: held by Municipality, by rule municipal-care, due 2026-12-05 09:00
2026-12-04 13:00  Ward tells: home at 2026-12-03 17:00, message m2
      noted: correction of home 2026-12-03 17:00; now home, department Ward
      first-visit: due moved to 2026-12-04 17:00
      contact will not pass after all
      contact will pass to Municipality at 2026-12-06 17:00, by rule hours-72
      treatment-questions will not pass after all
      treatment-questions ends at 2026-12-06 17:00 unless it is known by then whom it passes to, by rule hours-72
# The hospital says that the citizen did not go home: then not by anybody's hand either.
2026-12-04 14:00  Ward tells: home, annulling message m2, message m3
      noted: annulment of home 2026-12-04 14:00; now admitted, department Ward
      treatment-questions void: annulled
      first-visit void: annulled
      treatment reopened: held by Ward
      services-paused reopened: held by Municipality
      discharge reopened: held by Ward
      contact will not pass after all
      care passes from Municipality to Ward, by rule hospital-notifies, not visible here
2026-12-04 14:05  the list
      services-paused: Municipality, by rule services-paused, due 2026-11-03 08:00
      discharge: Ward, by rule hospital-notifies, due 2026-12-02 08:00
      contact: Ward, by rule hospital-notifies
      treatment: Ward, by rule hospital-notifies
      care: Ward, by rule hospital-notifies
