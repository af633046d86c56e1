Story: moved to another department, and contact cannot be ended by hand
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
2026-11-03 13:00  Surgery tells: admitted
2026-11-03 13:05  the lists
2026-11-03 14:00  Surgery completes contact
2026-11-03 14:01  Surgery voids contact: not-needed
# Inside its own house a duty may be assigned; outside it is an offer.
2026-11-03 15:00  Surgery assigns care to Ward
2026-11-03 15:01  Surgery assigns care to Municipality
