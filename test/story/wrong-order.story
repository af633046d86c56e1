Story: messages in the wrong order
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

# The discharge comes before the admission. State follows event time, whatever comes first.
2026-11-06 11:00  Ward tells: home at 2026-11-06 10:50
2026-11-06 11:02  the lists
2026-11-06 11:30  Ward tells: admitted at 2026-11-02 08:00 (report wanted)
2026-11-06 11:35  Ward tells: leave at 2026-11-04 12:00
2026-11-06 11:40  the lists
2026-11-06 16:00  Municipality completes first-visit
