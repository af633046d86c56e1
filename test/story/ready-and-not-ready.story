Story: ready for discharge, and not after all
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje

2026-11-02 09:00  Ward tells: admitted
      course 1 opened: hospital-stay, version 2
      noted: admitted 2026-11-02 09:00; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-03 09:00
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-02 09:00
# The municipality has the decision and the payment by rule. Nobody asks it, and nobody else can say so.
2026-11-05 10:00  Municipality says: ready
      refused: not-yours; Ward
2026-11-05 10:05  Ward says: ready
      ready for discharge since 2026-11-05 10:05
      take-home opened: held by Municipality, by rule ready-for-discharge
2026-11-06 08:00  the list of Municipality
      services-paused: Municipality, by rule services-paused, due 2026-11-03 09:00
      take-home: Municipality, by rule ready-for-discharge
# The decision cannot be completed away: it lasts as long as the citizen is ready.
2026-11-06 08:05  Municipality completes take-home
      refused: contact-must-stay; Municipality, since 2026-11-05 10:05
2026-11-07 09:00  the ready days
      2 days ready for discharge
# A fever. The duty ends; the two days stay counted.
2026-11-07 09:30  Ward says: not ready
      not ready for discharge since 2026-11-07 09:30
      take-home ended by rule
2026-11-08 12:00  the ready days
      2 days ready for discharge
2026-11-09 11:00  Ward says: ready since 2026-11-09 10:00
      ready for discharge since 2026-11-09 10:00
      take-home opened: held by Municipality, by rule ready-for-discharge
2026-11-10 14:00  Ward tells: home
      noted: home 2026-11-10 14:00; now home, department Ward
      contact will pass to Municipality at 2026-11-13 14:00, by rule hours-72
      treatment ended by rule
      care passes from Ward to Municipality, by rule municipal-care
      take-home ended by rule
      services-paused void: not-needed
      discharge done: the message proves it
      treatment-questions opened: held by Ward, by rule hours-72, not visible here
      treatment-questions ends at 2026-11-13 14:00 unless it is known by then whom it passes to, by rule hours-72
      first-visit opened: held by Municipality, by rule municipal-care, due 2026-11-11 14:00
2026-11-12 09:00  the ready days
      3 days ready for discharge
