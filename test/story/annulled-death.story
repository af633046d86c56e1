Story: a death of the wrong citizen, annulled
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje

2026-11-02 09:00  Ward tells: admitted, message m1, course c1
      course 1 opened: hospital-stay, version 2
      noted: admitted 2026-11-02 09:00; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-03 09:00
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-02 09:00
2026-11-03 10:00  Ward tells: home, message m2, course c1
      noted: home 2026-11-03 10:00; now home, department Ward
      contact will pass to Municipality at 2026-11-06 10:00, by rule hours-72
      treatment ended by rule
      care passes from Ward to Municipality, by rule municipal-care
      services-paused void: not-needed
      discharge done: the message proves it
      treatment-questions opened: held by Ward, by rule hours-72, not visible here
      treatment-questions ends at 2026-11-06 10:00 unless it is known by then whom it passes to, by rule hours-72
      first-visit opened: held by Municipality, by rule municipal-care, due 2026-11-04 10:00
2026-11-03 12:00  Ward tells: dead, message m3, course c1
      noted: dead 2026-11-03 12:00; now dead, department Ward
      contact will not pass after all
      care ended by rule
      treatment-questions void: death
      first-visit void: death
      after-death opened: held by Municipality, by rule after-death-3-days, due 2026-11-06 12:00
      the citizen died 2026-11-03 12:00
# What the death ended is owed again, and what is owed after a death is not.
2026-11-03 14:00  Ward tells: dead, annulling message m3, message m4, course c1
      noted: annulment of dead 2026-11-03 14:00; now home, department Ward
      after-death void: annulled
      the death is annulled
      care reopened: held by Municipality
      treatment-questions reopened: held by Ward
      first-visit reopened: held by Municipality
      contact will pass to Municipality at 2026-11-06 10:00, by rule hours-72
      treatment-questions ends at 2026-11-06 10:00 unless it is known by then whom it passes to, by rule hours-72
2026-11-03 14:05  the list
      first-visit: Municipality, by rule municipal-care, due 2026-11-04 10:00
      contact: Ward, by rule hospital-notifies
      care: Municipality, by rule municipal-care
      treatment-questions: Ward, by rule hours-72
