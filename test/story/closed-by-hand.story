Story: a discharge message that never comes
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Other is Testsygehus, kirurgisk afdeling
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
2026-11-02 10:00  Municipality completes services-paused
      services-paused done by Municipality
# After 30 days the ward is reminded, then its on-call is asked, and so on; nothing ends by itself.
2026-12-03 12:00  the clock
      2026-12-02 08:00  discharge is silent (due), step 1: remind, told Ward
      2026-12-03 08:00  discharge is silent (due), step 2: ask, told Testsygehus, bagvagt
2026-12-05 09:00  the list of Municipality
      nothing
# Somebody who knows says so, with a reason. Not everybody may, and not without saying how it is known.
2026-12-05 09:10  Other closes the stay: told-by-ward
      refused: not-yours; Ward
2026-12-05 09:11  Municipality closes the stay: seen-at-home without a reason
      refused: reason-required; Ward
2026-12-05 09:12  Municipality closes the stay: seen-at-home at 2026-11-01 08:00
      refused: wrong-time; Ward
2026-12-05 09:13  Municipality closes the stay: seen-at-home at 2026-12-06 08:00
      refused: wrong-time; Ward
# Closed by hand it acts as a discharge: treatment ends, care is at home, the first visit is owed.
2026-12-05 09:15  Municipality closes the stay: seen-at-home at 2026-12-04 10:00
      the stay of course 1 is closed by Municipality: seen-at-home
      noted: without a notification, home 2026-12-04 10:00; now home, department Ward
      contact will pass to Municipality at 2026-12-07 10:00, by rule hours-72
      treatment ended by rule
      care passes from Ward to Municipality, by rule municipal-care
      discharge done by Municipality
      treatment-questions opened: held by Ward, by rule hours-72, not visible here
      treatment-questions ends at 2026-12-07 10:00 unless it is known by then whom it passes to, by rule hours-72
      services-resumed opened: held by Municipality, by rule municipal-care, due 2026-12-05 10:00
      first-visit opened: held by Municipality, by rule municipal-care, due 2026-12-05 10:00
2026-12-05 09:16  Ward closes the stay: told-by-ward
      refused: no-open-stay; Ward
2026-12-05 09:20  the list
      services-resumed: Municipality, by rule municipal-care, due 2026-12-05 10:00
      first-visit: Municipality, by rule municipal-care, due 2026-12-05 10:00
      contact: Ward, by rule hospital-notifies
      care: Municipality, by rule municipal-care
      treatment-questions: Ward, by rule hours-72
# The hospital's own word comes after all: it is the one that is true, and deadlines count from it.
2026-12-05 15:00  Ward tells: home at 2026-12-05 08:00
      noted: correction of home 2026-12-05 08:00; now home, department Ward
      services-resumed: due moved to 2026-12-06 08:00
      first-visit: due moved to 2026-12-06 08:00
      contact will not pass after all
      contact will pass to Municipality at 2026-12-08 08:00, by rule hours-72
      treatment-questions will not pass after all
      treatment-questions ends at 2026-12-08 08:00 unless it is known by then whom it passes to, by rule hours-72
2026-12-05 15:05  the list of Municipality
      services-resumed: Municipality, by rule municipal-care, due 2026-12-06 08:00
      first-visit: Municipality, by rule municipal-care, due 2026-12-06 08:00
      care: Municipality, by rule municipal-care
2026-12-05 16:00  Municipality completes first-visit
      first-visit done by Municipality
2026-12-08 10:00  the clock
      2026-12-06 08:00  services-resumed is silent (due), step 1: remind, told Municipality
      2026-12-06 10:00  services-resumed is silent (due), step 2: ask, told Testkommune, vagttelefon
      2026-12-06 12:00  services-resumed is silent (due), step 3: inform, told Ward
      2026-12-06 20:00  services-resumed is silent (due), step 4: raise, told Testsygehus, ledelse and Testkommune, ledelse
      2026-12-07 04:00  services-resumed is silent (due), step 5: raise, told Testsygehus, ledelse and Testkommune, ledelse
      2026-12-07 12:00  services-resumed is silent (due), step 6: raise, told Testsygehus, ledelse and Testkommune, ledelse
      2026-12-07 20:00  services-resumed is silent (due), step 7: raise, told Testsygehus, ledelse and Testkommune, ledelse
      2026-12-08 04:00  services-resumed is silent (due), step 8: raise, told Testsygehus, ledelse and Testkommune, ledelse
      2026-12-08 08:00  contact passes from Ward to Municipality, by rule hours-72
      2026-12-08 08:00  treatment-questions ended by rule
