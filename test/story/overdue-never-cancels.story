Story: overdue is louder, never cancelled
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje
  Municipal on-call is Testkommune, vagttelefon
  Municipal leader is Testkommune, ledelse
  Hospital leader is Testsygehus, ledelse

2026-11-02 08:00  Ward tells: admitted
      course 1 opened: hospital-stay, version 2
      noted: admitted 2026-11-02 08:00; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-03 08:00
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-02 08:00
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
2026-11-10 11:00  the clock
      2026-11-07 11:00  first-visit is silent (due), step 1: remind, told Municipality
      2026-11-07 13:00  first-visit is silent (due), step 2: ask, told Municipal on-call
      2026-11-07 15:00  first-visit is silent (due), step 3: inform, told Ward
      2026-11-07 23:00  first-visit is silent (due), step 4: raise, told Hospital leader and Municipal leader
      2026-11-08 07:00  first-visit is silent (due), step 5: raise, told Hospital leader and Municipal leader
      2026-11-08 15:00  first-visit is silent (due), step 6: raise, told Hospital leader and Municipal leader
      2026-11-08 23:00  first-visit is silent (due), step 7: raise, told Hospital leader and Municipal leader
      2026-11-09 07:00  first-visit is silent (due), step 8: raise, told Hospital leader and Municipal leader
      2026-11-09 11:00  contact passes from Ward to Municipality, by rule hours-72
      2026-11-09 11:00  treatment-questions ended by rule
      2026-11-09 15:00  first-visit is silent (due), step 9: raise, told Hospital leader and Municipal leader
      2026-11-09 23:00  first-visit is silent (due), step 10: raise, told Hospital leader and Municipal leader
      2026-11-10 07:00  first-visit is silent (due), step 11: raise, told Hospital leader and Municipal leader
2026-11-10 11:05  the list
      first-visit: Municipality, by rule municipal-care, due 2026-11-07 11:00, silent since 2026-11-07 11:00 (11)
      contact: Municipality, by rule hours-72
      care: Municipality, by rule municipal-care
# Late is late, not refused.
2026-11-10 12:00  Municipality completes first-visit
      first-visit done by Municipality
      course 1 closed; contact ends with it; care ends with it
