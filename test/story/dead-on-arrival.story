Story: dead on arrival, and nobody closes the case
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje
  Municipal on-call is Testkommune, vagttelefon

# The first message ever about this citizen is of the death.
2026-11-02 22:40  Ward tells: dead
      course 1 opened: hospital-stay, version 2
      noted: dead 2026-11-02 22:40; now dead, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      after-death opened: held by Municipality, by rule after-death-3-days, due 2026-11-05 22:40
      the citizen died 2026-11-02 22:40
2026-11-02 22:45  the list
      after-death: Municipality, by rule after-death-3-days, due 2026-11-05 22:40
      contact: Ward, by rule hospital-notifies
2026-11-09 08:00  the clock
      2026-11-05 22:40  after-death is silent (due), step 1: remind, told Municipality
      2026-11-06 22:40  after-death is silent (due), step 2: ask, told Municipal on-call
      2026-11-07 22:40  after-death is silent (due), step 3: inform, told Ward
2026-11-09 09:00  Municipality completes after-death
      after-death done by Municipality
      course 1 closed; contact ends with it
