Story: leave at home, over the hour that comes twice
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

# On leave the ward still has the citizen: municipal services start again only if it is agreed.
2026-10-23 09:00  Ward tells: admitted
2026-10-24 10:00  Ward tells: leave
2026-10-24 10:05  the lists
2026-10-25 19:00  Ward tells: back
# A second leave, from which the citizen does not come back: the hospital tells of the discharge at once.
2026-10-30 10:00  Ward tells: leave
2026-11-01 15:00  Ward tells: home
2026-11-02 09:00  Municipality completes first-visit
2026-11-04 15:00  the clock
