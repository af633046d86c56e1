Story: 72 hours are 72 hours when the clocks change
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

# The clocks go back at 03:00 on 25 October: 72 hours after 12:00 are over at 11:00.
2026-10-20 09:00  Ward tells: admitted
2026-10-23 12:00  Ward tells: home
2026-10-23 16:00  Municipality completes first-visit
2026-10-26 11:00  the clock
