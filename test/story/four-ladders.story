Story: reminded, asked, informed, raised: four different things, and the duty stays where it is
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje
  On-call is Testkommune, vagttelefon
  Hospital leaders is Testsygehus, ledelse
  Municipal leaders is Testkommune, ledelse

2026-11-02 08:00  Ward tells: admitted (report wanted)
      course 1 opened: hospital-stay, version 2
      noted: admitted 2026-11-02 08:00; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      admission-report opened: held by Municipality, by rule report-on-request, due 2026-11-03 08:00
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-03 08:00
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-02 08:00
2026-11-02 10:00  Municipality completes services-paused
      services-paused done by Municipality
2026-11-07 08:00  the clock
      2026-11-03 08:00  admission-report is silent (due), step 1: remind, told Municipality
      2026-11-04 08:00  admission-report is silent (due), step 2: ask, told On-call
      2026-11-05 08:00  admission-report is silent (due), step 3: inform, told Ward
      admission-report is silent (due), step 4: raise, told Hospital leaders and Municipal leaders
2026-11-07 08:01  the list of On-call
      admission-report: Municipality, by rule report-on-request, due 2026-11-03 08:00, silent since 2026-11-03 08:00 (4) [is told]
2026-11-07 08:01  the list of Ward
      admission-report: Municipality, by rule report-on-request, due 2026-11-03 08:00, silent since 2026-11-03 08:00 (4) [is told]
      discharge: Ward, by rule hospital-notifies, due 2026-12-02 08:00
      contact: Ward, by rule hospital-notifies
      treatment: Ward, by rule hospital-notifies
      care: Ward, by rule hospital-notifies
2026-11-07 08:01  the list of Hospital leaders
      admission-report: Municipality, by rule report-on-request, due 2026-11-03 08:00, silent since 2026-11-03 08:00 (4) [is told]
2026-11-07 08:01  the list of Municipality
      admission-report: Municipality, by rule report-on-request, due 2026-11-03 08:00, silent since 2026-11-03 08:00 (4)
# The answer ends it everywhere at once.
2026-11-07 09:00  Municipality completes admission-report
      admission-report done by Municipality
2026-11-07 09:01  the list of Municipal leaders
      nothing
