Story: death during a stay
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje

2026-11-02 08:00  Ward tells: admitted (report wanted)
      course 1 opened: hospital-stay, version 2
      noted: admitted 2026-11-02 08:00; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      admission-report opened: held by Municipality, by rule report-on-request, due 2026-11-03 08:00
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-03 08:00
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-02 08:00
2026-11-04 03:10  Ward tells: dead
      noted: dead 2026-11-04 03:10; now dead, department Ward
      treatment ended by rule
      care ended by rule
      admission-report void: death
      services-paused void: death
      discharge done: the message proves it
      after-death opened: held by Municipality, by rule after-death-3-days, due 2026-11-07 03:10
      the citizen died 2026-11-04 03:10
2026-11-04 03:15  the list
      after-death: Municipality, by rule after-death-3-days, due 2026-11-07 03:10
      contact: Ward, by rule hospital-notifies
# Nothing is asked of a citizen who has died; what is owed after a death is a duty of its own.
2026-11-04 09:00  Ward opens first-visit for Municipality
      refused: dead; Municipality
2026-11-05 10:00  Municipality completes after-death
      after-death done by Municipality
      course 1 closed; contact ends with it
