Story: the first that is heard of a stay is its leave, then the return
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

2026-11-04 10:00  Ward tells: leave, after an unseen message m0
2026-11-04 10:05  the lists
2026-11-05 19:00  Ward tells: back
2026-11-06 09:00  Ward tells: admitted at 2026-11-02 08:00, message m0
