Story: left to the citizen
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
# "You must book it yourself": the giver still holds it, until it is known to be done.
2026-11-06 12:00  Municipality leaves first-visit to the citizen, to check by 2026-11-07 09:00
2026-11-06 12:05  the lists
2026-11-07 09:30  the clock
2026-11-07 10:00  Municipality completes first-visit
