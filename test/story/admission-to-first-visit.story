Story: admission to first visit
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

# An acute contact becomes an admission; the municipality reports, the citizen comes home, and is visited.
2026-11-02 08:00  Ward tells: acute (report wanted)
2026-11-02 08:05  the lists
2026-11-02 14:00  Ward tells: admitted
2026-11-03 08:15  the clock
2026-11-03 09:00  Municipality completes admission-report
2026-11-06 11:00  Ward tells: home
2026-11-06 11:05  the lists
2026-11-07 10:00  Municipality completes first-visit
# For 72 hours professionals call the ward; then the municipality.
2026-11-09 11:00  the clock
2026-11-09 11:05  the lists
