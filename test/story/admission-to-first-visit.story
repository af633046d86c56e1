Story: admission to first visit
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje

# An acute contact becomes an admission; the municipality reports, the citizen comes home, and is visited.
2026-11-02 08:00  Ward tells: acute (report wanted)
      course 1 opened: hospital-stay, version 2
      noted: acute 2026-11-02 08:00; now acute, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      admission-report opened: held by Municipality, by rule report-on-request, due 2026-11-03 08:00
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-02 08:00
2026-11-02 08:05  the list
      admission-report: Municipality, by rule report-on-request, due 2026-11-03 08:00
      discharge: Ward, by rule hospital-notifies, due 2026-12-02 08:00
      contact: Ward, by rule hospital-notifies
      treatment: Ward, by rule hospital-notifies
      care: Ward, by rule hospital-notifies
2026-11-02 14:00  Ward tells: admitted
      noted: admitted 2026-11-02 14:00; now admitted, department Ward
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-03 14:00
2026-11-03 08:15  the clock
      2026-11-03 08:00  admission-report is silent (due), step 1: remind, told Municipality
2026-11-03 09:00  Municipality completes admission-report
      admission-report done by Municipality
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
2026-11-06 11:05  the list
      first-visit: Municipality, by rule municipal-care, due 2026-11-07 11:00
      contact: Ward, by rule hospital-notifies
      care: Municipality, by rule municipal-care
      treatment-questions: Ward, by rule hours-72
2026-11-07 10:00  Municipality completes first-visit
      first-visit done by Municipality
# All that had to be done is done, but while the 72 hours run somebody must be there to call.
2026-11-07 10:05  the list
      contact: Ward, by rule hospital-notifies
      care: Municipality, by rule municipal-care
      treatment-questions: Ward, by rule hours-72
2026-11-09 11:05  the clock
      2026-11-09 11:00  contact passes from Ward to Municipality, by rule hours-72
      2026-11-09 11:00  treatment-questions ended by rule
      2026-11-09 11:00  course 1 closed; contact ends with it; care ends with it
2026-11-09 11:05  the list
      nothing
