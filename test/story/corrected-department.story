Story: the wrong department and the wrong hour, put right
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Surgery is Testsygehus, kirurgisk afdeling
  Municipality is Testkommune, hjemmesygepleje

2026-11-02 09:00  Ward tells: admitted (report wanted), message m1
      course 1 opened: hospital-stay, version 2
      noted: admitted 2026-11-02 09:00; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      admission-report opened: held by Municipality, by rule report-on-request, due 2026-11-03 09:00
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-03 09:00
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-02 09:00
# A correction names the department; the report that was asked for is not asked for once more, but its deadline
# counts from the right hour.
2026-11-02 09:30  Ward tells: admitted at 2026-11-02 07:15 (report wanted), the department is Surgery, instead of message m1, message m2
      noted: correction of admitted 2026-11-02 07:15; now admitted, department Surgery
      contact passes from Ward to Surgery, by rule hospital-notifies, not visible here
      treatment passes from Ward to Surgery, by rule hospital-notifies, not visible here
      care passes from Ward to Surgery, by rule hospital-notifies, not visible here
      discharge passes from Ward to Surgery, by rule hospital-notifies, due 2026-12-02 09:00
      admission-report: due moved to 2026-11-03 07:15
      services-paused: due moved to 2026-11-03 07:15
      discharge: due moved to 2026-12-02 07:15
2026-11-02 09:35  the list
      admission-report: Municipality, by rule report-on-request, due 2026-11-03 07:15
      services-paused: Municipality, by rule services-paused, due 2026-11-03 07:15
      discharge: Surgery, by rule hospital-notifies, due 2026-12-02 07:15
      contact: Surgery, by rule hospital-notifies
      treatment: Surgery, by rule hospital-notifies
      care: Surgery, by rule hospital-notifies
# The message that was corrected comes again, late: nothing changes.
2026-11-02 12:00  Ward tells: admitted at 2026-11-02 09:00, message m1
      the same message again: answered as the first time, nothing changes
