Story: dead on arrival, and nobody closes the case
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

# The first message ever about this citizen is of the death.
2026-11-02 22:40  Ward tells: dead
2026-11-02 22:45  the lists
2026-11-09 08:00  the clock
2026-11-09 09:00  Municipality completes after-death
