Story: rehabilitation from a later date, and the free choice
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
2026-11-05 10:00  Ward opens rehabilitation-plan
      rehabilitation-plan opened: held by Ward, taken, not visible here
2026-11-06 11:00  Ward tells: home
      noted: home 2026-11-06 11:00; now home, department Ward
      contact will pass to Municipality at 2026-11-09 11:00, by rule hours-72
      treatment ended by rule
      care passes from Ward to Municipality, by rule municipal-care
      services-paused void: not-needed
      discharge done: the message proves it
      treatment-questions opened: held by Ward, by rule hours-72, not visible here
      treatment-questions ends at 2026-11-09 11:00 unless it is known by then whom it passes to, by rule hours-72
      first-visit opened: held by Municipality, by rule municipal-care, due 2026-11-07 11:00
      rehabilitation-plan: due moved to 2026-11-07 11:00
# Six weeks in plaster first: the seven days count from then.
2026-11-06 14:00  Municipality completes first-visit
      first-visit done by Municipality
2026-11-06 15:00  Ward completes rehabilitation-plan, from 2026-12-18 00:00
      rehabilitation-plan done by Ward, from 2026-12-18 00:00
      training opened: held by Municipality, by rule training-7-days, due 2026-12-25 00:00
2026-11-20 09:00  Municipality leaves training to the citizen, to check by 2026-12-20 09:00
      training is left to the citizen; Municipality holds it, to check by 2026-12-20 09:00
# Left to the citizen, and not done: the municipality still has it.
2026-12-20 09:05  the clock
      2026-11-09 11:00  contact passes from Ward to Municipality, by rule hours-72
      2026-11-09 11:00  treatment-questions ended by rule
      2026-12-20 09:00  training is silent (citizen), step 1: remind, told Municipality
# Then the deadline: the citizen is to be told of the free choice.
2026-12-25 00:05  the clock
      2026-12-21 09:00  training is silent (citizen), step 2: ask, told Testkommune, vagttelefon
      2026-12-22 09:00  training is silent (citizen), step 3: inform, told Ward
      2026-12-24 09:00  training is silent (citizen), step 4: raise, told Testsygehus, ledelse and Testkommune, ledelse
      2026-12-25 00:00  training is silent (due), step 1: remind, told Municipality
      2026-12-25 00:00  free-choice opened: held by Municipality, by rule free-choice, due 2026-12-26 00:00
2026-12-28 09:00  Municipality completes free-choice
      free-choice done by Municipality
2027-01-04 09:00  Municipality completes training
      training done by Municipality
      course 1 closed; contact ends with it; care ends with it
