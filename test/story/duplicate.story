Story: the same message twice, the same command twice
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje
  GP is Testlægerne

2026-11-02 08:00  Ward tells: admitted (report wanted), message m1
      course 1 opened: hospital-stay, version 2
      noted: admitted 2026-11-02 08:00; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      admission-report opened: held by Municipality, by rule report-on-request, due 2026-11-03 08:00
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-03 08:00
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-02 08:00
2026-11-02 08:30  Ward tells: admitted at 2026-11-02 08:00 (report wanted), message m1
      the same message again: answered as the first time, nothing changes
2026-11-02 09:00  Municipality completes admission-report
      admission-report done by Municipality
2026-11-02 09:01  the same command again
      the same command again: done already, nothing changes
# Another message that says the same again opens nothing twice.
2026-11-02 10:00  Ward tells: admitted, message m2
      noted: admitted 2026-11-02 10:00; now admitted, department Ward
2026-11-02 10:05  the list
      services-paused: Municipality, by rule services-paused, due 2026-11-03 08:00
      discharge: Ward, by rule hospital-notifies, due 2026-12-02 08:00
      contact: Ward, by rule hospital-notifies
      treatment: Ward, by rule hospital-notifies
      care: Ward, by rule hospital-notifies
# A refused command is refused again.
2026-11-02 11:00  GP completes care
      refused: not-yours; Ward, since 2026-11-02 08:00
2026-11-02 11:01  the same command again
      the same command again: refused: not-yours; Ward, since 2026-11-02 08:00
