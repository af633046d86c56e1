Story: an offer refused twice, with its ladder
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
# The home nurses ask the acute team, which has no room.
2026-11-06 11:30  Municipality offers first-visit to Team, answer by 2026-11-06 13:00
2026-11-06 12:00  Team declines first-visit: no-capacity, it should be Desk
# The desk is asked, and does not answer: the ladder begins. Nobody but the holder ever holds it meanwhile.
2026-11-06 12:15  Municipality offers first-visit to Desk, answer by 2026-11-06 14:00
2026-11-06 16:30  the clock
2026-11-06 16:35  the lists
2026-11-06 17:00  Desk declines first-visit: wrong-level
# The holder's own clock runs again.
2026-11-07 12:00  the clock
2026-11-07 12:30  Municipality completes first-visit
