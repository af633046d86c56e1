Story: the same message twice, the same command twice
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Surgery is Testsygehus, kirurgisk afdeling
  Municipality is Testkommune, hjemmesygepleje
  Desk is Testkommune, visitation
  Team is Testkommune, akutteam
  Municipal on-call is Testkommune, vagttelefon
  Municipal leader is Testkommune, ledelse
  Hospital on-call is Testsygehus, bagvagt
  Hospital leader is Testsygehus, ledelse
  GP is Testlægerne
  Operations is Klynges drift

2026-11-02 08:00  Ward tells: admitted (report wanted), message m1
2026-11-02 08:30  Ward tells: admitted at 2026-11-02 08:00 (report wanted), message m1
2026-11-02 09:00  Municipality completes admission-report
2026-11-02 09:01  the same command again
# Another message that says the same again opens nothing twice.
2026-11-02 10:00  Ward tells: admitted, message m2
2026-11-02 10:05  the lists
# A refused command is refused again.
2026-11-02 11:00  GP completes care
2026-11-02 11:01  the same command again
