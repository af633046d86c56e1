Story: overdue is louder, never cancelled
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

2026-11-02 08:00  Ward tells: admitted
2026-11-06 11:00  Ward tells: home
2026-11-10 11:00  the clock
2026-11-10 11:05  the lists
# Late is late, not refused.
2026-11-10 12:00  Municipality completes first-visit
