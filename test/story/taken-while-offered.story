Story: taken by another while it is offered
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
2026-11-06 11:30  Municipality offers first-visit to Desk, answer by 2026-11-06 15:00
2026-11-06 11:40  Team takes first-visit without a reason
2026-11-06 11:41  GP takes first-visit
2026-11-06 11:42  Team takes first-visit
2026-11-06 11:43  Desk accepts first-visit
2026-11-06 13:00  Team completes first-visit
2026-11-06 13:30  Team reopens first-visit
2026-11-06 13:31  the lists
