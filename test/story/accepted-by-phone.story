Story: accepted by phone, and contested
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
2026-11-06 11:30  Municipality offers first-visit to GP, answer by 2026-11-06 15:00
# The GP's answers are not visible here: the municipality records what was said on the phone.
2026-11-06 12:00  Municipality records that GP accepted first-visit by phone
2026-11-06 12:05  the lists
2026-11-06 14:00  GP contests first-visit
2026-11-06 14:05  the lists
# Once more, and this time nobody denies it within a shift.
2026-11-06 14:30  Municipality offers first-visit to Team, answer by 2026-11-06 16:00
2026-11-06 14:45  Municipality records that Team accepted first-visit by phone
2026-11-07 00:00  Team contests first-visit
