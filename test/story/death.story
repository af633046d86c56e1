Story: death during a stay
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

2026-11-02 08:00  Ward tells: admitted (report wanted)
2026-11-04 03:10  Ward tells: dead
2026-11-04 03:15  the lists
# Nothing is asked of a citizen who has died; what is owed after a death is a duty of its own.
2026-11-04 09:00  Ward opens first-visit for Municipality
2026-11-05 10:00  Municipality completes after-death
