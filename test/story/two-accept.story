Story: two parties accept the same offer
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
# One offer at a time; only the party that is asked may accept; and only once.
2026-11-06 11:31  Municipality offers first-visit to Desk
2026-11-06 11:40  Desk accepts first-visit
2026-11-06 11:41  Team accepts first-visit
2026-11-06 11:41  Team accepts first-visit
2026-11-06 11:42  Desk accepts first-visit
2026-11-06 11:45  the lists
# Withdrawn before it is answered.
2026-11-06 12:00  Team offers first-visit to Desk
2026-11-06 12:01  Team withdraws the offer of first-visit
2026-11-06 12:02  Desk accepts first-visit
