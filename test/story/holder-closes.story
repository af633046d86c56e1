Story: the unit that holds closes
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
2026-11-06 11:30  Municipality offers first-visit to Team, answer by 2026-11-06 15:00
2026-11-06 12:00  Municipality closes; Desk has its duties
2026-11-06 12:05  the lists
# A task that moves from one authority to another, said by operations.
2026-11-06 12:30  operations moves first-visit to Team: acute nursing moves to the region
2026-11-06 13:00  Team completes first-visit
