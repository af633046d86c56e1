Story: messages in the wrong order
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje

# The discharge comes before the admission. State follows event time, whatever comes first.
2026-11-06 11:00  Ward tells: home at 2026-11-06 10:50
      course 1 opened: hospital-stay, version 2
      noted: home 2026-11-06 10:50; now home, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hours-72, not visible here
      contact will pass to Municipality at 2026-11-09 10:50, by rule hours-72
      care opened: held by Municipality, by rule municipal-care
      treatment-questions opened: held by Ward, by rule hours-72, not visible here
      treatment-questions ends at 2026-11-09 10:50 unless it is known by then whom it passes to, by rule hours-72
      first-visit opened: held by Municipality, by rule municipal-care, due 2026-11-07 10:50
2026-11-06 11:02  the list
      first-visit: Municipality, by rule municipal-care, due 2026-11-07 10:50
      contact: Ward, by rule hours-72
      care: Municipality, by rule municipal-care
      treatment-questions: Ward, by rule hours-72
2026-11-06 11:30  Ward tells: admitted at 2026-11-02 08:00 (report wanted)
      noted: admitted 2026-11-02 08:00, late; now home, department Ward
      admission-report opened: held by Municipality, by rule report-on-request, due 2026-11-03 08:00
      admission-report void: not-needed
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-03 08:00
      services-paused void: not-needed
2026-11-06 11:35  Ward tells: leave at 2026-11-04 12:00
      noted: leave 2026-11-04 12:00, late; now home, department Ward
2026-11-06 11:40  the list
      first-visit: Municipality, by rule municipal-care, due 2026-11-07 10:50
      contact: Ward, by rule hours-72
      care: Municipality, by rule municipal-care
      treatment-questions: Ward, by rule hours-72
2026-11-06 16:00  Municipality completes first-visit
      first-visit done by Municipality
