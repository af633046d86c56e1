Story: the unit that holds closes and nobody takes over
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
# Nothing is dropped: operations has it, and has the duty to find a holder.
2026-11-06 12:00  Municipality closes; nobody has its duties
2026-11-06 12:05  the lists
2026-11-07 12:30  the clock
2026-11-07 13:00  operations moves first-visit to Desk: found
2026-11-07 13:05  Desk completes first-visit
