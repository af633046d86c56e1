Story: in hospital again before the first visit
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Surgery is Testsygehus, kirurgisk afdeling
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
# A new stay, of another course: nobody visits a home where nobody is, and only one ward has the citizen.
2026-11-03 20:00  Surgery tells: acute, message m3, course c2
      course 2 opened: hospital-stay, version 2
      noted: acute 2026-11-03 20:00; now acute, department Surgery
      contact opened: held by Surgery, by rule hospital-notifies, not visible here
      treatment opened: held by Surgery, by rule hospital-notifies, not visible here
      care opened: held by Surgery, by rule hospital-notifies, not visible here
      discharge opened: held by Surgery, by rule hospital-notifies, due 2026-12-03 20:00
      in hospital again: course 1 is overtaken by course 2
      contact will not pass after all
      treatment-questions will not pass after all
      care ended by rule
      treatment-questions void: not-needed
      first-visit void: not-needed
      course 1 closed; contact ends with it
2026-11-03 20:05  the list
      discharge: Surgery, by rule hospital-notifies, due 2026-12-03 20:00
      contact: Surgery, by rule hospital-notifies
      treatment: Surgery, by rule hospital-notifies
      care: Surgery, by rule hospital-notifies
# The acute contact was another citizen's: the first course goes on where it was.
2026-11-03 21:00  Surgery tells: acute, annulling message m3, message m4, course c2
      noted: annulment of acute 2026-11-03 21:00; now none, department Surgery
      discharge void: annulled
      course 1 goes on: home
      contact reopened: held by Ward
      care reopened: held by Municipality
      treatment-questions reopened: held by Ward
      first-visit reopened: held by Municipality
      treatment void: annulled
      care void: annulled
      contact will pass to Municipality at 2026-11-06 10:00, by rule hours-72
      treatment-questions ends at 2026-11-06 10:00 unless it is known by then whom it passes to, by rule hours-72
      course 2 closed; contact ends with it
2026-11-03 21:05  the list
      first-visit: Municipality, by rule municipal-care, due 2026-11-04 10:00
      contact: Ward, by rule hospital-notifies
      care: Municipality, by rule municipal-care
      treatment-questions: Ward, by rule hours-72
