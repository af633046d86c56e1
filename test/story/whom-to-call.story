Story: whom to call, at noon and at three in the morning
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje
  Doctor is Testlægerne

2026-11-02 09:00  Ward tells: admitted
      course 1 opened: hospital-stay, version 2
      noted: admitted 2026-11-02 09:00; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-03 09:00
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-02 09:00
2026-11-02 12:00  Municipality names the GP: Doctor
      the citizen's GP is Doctor
2026-11-02 12:01  relative asks whom to call about treatment
      112 in acute danger to life: 112, by rule emergency-first
      Ward: 00 00 10 11, by rule hospital-notifies
2026-11-06 11:00  Ward tells: home
      noted: home 2026-11-06 11:00; now home, department Ward
      contact will pass to Municipality at 2026-11-09 11:00, by rule hours-72
      treatment ended by rule
      care passes from Ward to Municipality, by rule municipal-care
      services-paused void: not-needed
      discharge done: the message proves it
      treatment-questions opened: held by Ward, by rule hours-72, not visible here
      treatment-questions will pass to Doctor at 2026-11-09 11:00, by rule hours-72
      first-visit opened: held by Municipality, by rule municipal-care, due 2026-11-07 11:00
# Inside the 72 hours a nurse and a GP call the ward, day and night.
2026-11-06 12:00  nurse asks whom to call about treatment
      112 in acute danger to life: 112, by rule emergency-first
      Ward: 00 00 10 11, by rule hours-72
2026-11-06 12:00  gp asks whom to call about treatment
      112 in acute danger to life: 112, by rule emergency-first
      Ward: 00 00 10 11, by rule hours-72
2026-11-06 12:00  nurse asks whom to call about care
      112 in acute danger to life: 112, by rule emergency-first
      Municipality: 00 00 20 12, by rule municipal-care
# The citizen and the relatives call the GP, out of hours the on-call doctor.
2026-11-06 12:00  citizen asks whom to call about treatment
      112 in acute danger to life: 112, by rule emergency-first
      Doctor: 00 00 30 11, by rule citizens-call-the-gp-elsewhere
2026-11-06 12:00  relative asks whom to call about treatment
      112 in acute danger to life: 112, by rule emergency-first
      Doctor: 00 00 30 11, by rule citizens-call-the-gp-elsewhere
2026-11-07 03:00  nurse asks whom to call about treatment
      112 in acute danger to life: 112, by rule emergency-first
      Ward: 00 00 10 11, by rule hours-72
2026-11-07 03:00  gp asks whom to call about treatment
      112 in acute danger to life: 112, by rule emergency-first
      Ward: 00 00 10 11, by rule hours-72
2026-11-07 03:00  citizen asks whom to call about treatment
      112 in acute danger to life: 112, by rule emergency-first
      The on-call doctor: 70 11 31 31, by rule citizens-call-the-gp-elsewhere
2026-11-07 03:00  relative asks whom to call about treatment
      112 in acute danger to life: 112, by rule emergency-first
      The on-call doctor: 70 11 31 31, by rule citizens-call-the-gp-elsewhere
2026-11-07 03:05  citizen asks whom to call about care
      112 in acute danger to life: 112, by rule emergency-first
      Municipality: 00 00 20 12, by rule municipal-care
2026-11-07 10:00  Municipality completes first-visit
      first-visit done by Municipality
2026-11-07 10:05  Municipality opens other, due 2026-11-13 12:00
      other opened: held by Municipality, taken, due 2026-11-13 12:00
# The ward keeps the phone a day longer.
2026-11-08 10:00  Municipality prolongs the 72 hours until 2026-11-10 11:00
      refused: other-state; Ward
2026-11-08 10:05  Ward prolongs the 72 hours until 2026-11-10 11:00
      contact will pass to Municipality at 2026-11-10 11:00, by rule hours-72
      treatment-questions will pass to Doctor at 2026-11-10 11:00, by rule hours-72
2026-11-10 10:00  nurse asks whom to call about treatment
      112 in acute danger to life: 112, by rule emergency-first
      Ward: 00 00 10 11, by rule hours-72
# Then the treatment is the GP's by rule, and the municipality is whom to call.
2026-11-10 11:01  the clock
      2026-11-10 11:00  contact passes from Ward to Municipality, by rule hours-72
      2026-11-10 11:00  treatment-questions passes from Ward to Doctor, by rule hours-72, not visible here
      2026-11-10 11:00  make-sure-it-arrived opened: held by Ward, by rule hours-72, due 2026-11-11 11:00, not visible here
2026-11-10 12:00  nurse asks whom to call about treatment
      112 in acute danger to life: 112, by rule emergency-first
      Doctor: 00 00 30 11, by rule gp-outside-72-hours
2026-11-11 03:00  nurse asks whom to call about treatment
      112 in acute danger to life: 112, by rule emergency-first
      The on-call doctor: 70 11 31 31, by rule gp-outside-72-hours
