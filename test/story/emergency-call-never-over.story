Story: a call to 112 inside the 72 hours, and nobody says that it is over
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
2026-11-07 09:00  Municipality says: emergency call
      emergency call 2026-11-07 09:00, says Municipality
      contact will not pass after all
      contact passes from Ward to Municipality, by rule hours-72-emergency
# The municipality is called until the hours would have ended, and after. Nobody is left without somebody to call.
2026-11-09 12:00  the clock
      2026-11-07 11:00  first-visit is silent (due), step 1: remind, told Municipality
      2026-11-07 13:00  first-visit is silent (due), step 2: ask, told Testkommune, vagttelefon
      2026-11-07 15:00  first-visit is silent (due), step 3: inform, told Ward
      2026-11-07 23:00  first-visit is silent (due), step 4: raise, told Testsygehus, ledelse and Testkommune, ledelse
      2026-11-08 07:00  first-visit is silent (due), step 5: raise, told Testsygehus, ledelse and Testkommune, ledelse
      2026-11-08 15:00  first-visit is silent (due), step 6: raise, told Testsygehus, ledelse and Testkommune, ledelse
      2026-11-08 23:00  first-visit is silent (due), step 7: raise, told Testsygehus, ledelse and Testkommune, ledelse
      2026-11-09 07:00  first-visit is silent (due), step 8: raise, told Testsygehus, ledelse and Testkommune, ledelse
      2026-11-09 11:00  treatment-questions ended by rule
2026-11-09 12:05  nurse asks whom to call about treatment
      112 in acute danger to life: 112, by rule emergency-first
      The citizen's GP, by rule gp-outside-72-hours
2026-11-09 12:06  nurse asks whom to call about care
      112 in acute danger to life: 112, by rule emergency-first
      Municipality: 00 00 20 12, by rule municipal-care
# Then it is too late: there is nothing to go on with.
2026-11-09 13:00  Municipality says: emergency over
      emergency over 2026-11-09 13:00, says Municipality
