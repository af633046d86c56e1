Story: a citizen writes to nobody in particular, at three on a Sunday morning
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje

2026-11-19 08:00  Ward tells: admitted
      course 1 opened: hospital-stay, version 2
      noted: admitted 2026-11-19 08:00; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-20 08:00
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-19 08:00
2026-11-19 09:00  the citizen writes the goals
      goals written by the citizen
# A stranger may not, and neither may a relative who only is told.
2026-11-19 09:01  Ward states relative
      relative 1: from 2026-11-19 09:01, stated by Ward
2026-11-19 09:02  who speaks by 1 writes the goals
      refused: not-allowed
2026-11-19 09:03  who speaks by 1 asks whoever reads it
      refused: not-allowed
# In hospital it is the ward that the citizen is to call; but nobody at the ward would see it here.
2026-11-20 20:00  the citizen asks whoever reads it
      citizen-question opened: held by Municipality, by rule citizen-question, due 2026-11-23 12:00
      answered: Municipality has it, and reads it by 2026-11-23 12:00
2026-11-21 10:00  Ward tells: home
      noted: home 2026-11-21 10:00; now home, department Ward
      contact will pass to Municipality at 2026-11-24 10:00, by rule hours-72
      treatment ended by rule
      care passes from Ward to Municipality, by rule municipal-care
      services-paused void: not-needed
      discharge done: the message proves it
      treatment-questions opened: held by Ward, by rule hours-72, not visible here
      treatment-questions ends at 2026-11-24 10:00 unless it is known by then whom it passes to, by rule hours-72
      first-visit opened: held by Municipality, by rule municipal-care, due 2026-11-22 10:00
2026-11-22 03:00  citizen asks whom to call about treatment
      112 in acute danger to life: 112, by rule emergency-first
      The on-call doctor: 70 11 31 31, by rule citizens-call-the-gp-elsewhere
2026-11-22 03:00  citizen asks whom to call about care
      112 in acute danger to life: 112, by rule emergency-first
      Municipality: 00 00 20 12, by rule municipal-care
2026-11-22 03:00  the citizen asks whoever reads it
      citizen-question opened: held by Municipality, by rule citizen-question, due 2026-11-23 12:00
      answered: Municipality has it, and reads it by 2026-11-23 12:00
2026-11-22 03:00  the same command again
      the same command again: done already, nothing changes
2026-11-23 08:00  Municipality sees citizen-question
      citizen-question seen by Municipality
2026-11-23 08:10  Municipality completes citizen-question
      refused: reason-required; Municipality, since 2026-11-22 03:00
2026-11-23 08:11  Municipality completes citizen-question, saying whom
      citizen-question done by Municipality
2026-11-23 08:30  Municipality measures at home
      measured at home by Municipality, 2026-11-23 08:30
2026-11-23 08:31  Ward measures at home
      refused: not-allowed
# Silence acts on the other as on any duty.
2026-11-24 13:00  the clock
      2026-11-22 10:00  first-visit is silent (due), step 1: remind, told Municipality
      2026-11-22 12:00  first-visit is silent (due), step 2: ask, told Testkommune, vagttelefon
      2026-11-22 14:00  first-visit is silent (due), step 3: inform, told Ward
      2026-11-22 22:00  first-visit is silent (due), step 4: raise, told Testsygehus, ledelse and Testkommune, ledelse
      2026-11-23 06:00  first-visit is silent (due), step 5: raise, told Testsygehus, ledelse and Testkommune, ledelse
      2026-11-23 12:00  citizen-question is silent (due), step 1: remind, told Municipality
      2026-11-23 14:00  first-visit is silent (due), step 6: raise, told Testsygehus, ledelse and Testkommune, ledelse
      2026-11-23 22:00  first-visit is silent (due), step 7: raise, told Testsygehus, ledelse and Testkommune, ledelse
      2026-11-24 06:00  first-visit is silent (due), step 8: raise, told Testsygehus, ledelse and Testkommune, ledelse
      2026-11-24 10:00  contact passes from Ward to Municipality, by rule hours-72
      2026-11-24 10:00  treatment-questions ended by rule
      2026-11-24 12:00  citizen-question is silent (due), step 2: ask, told Testkommune, vagttelefon
# When nothing is open there is still somebody to read it.
2026-11-25 09:00  Municipality completes first-visit
      first-visit done by Municipality
      course 1 closed; contact ends with it; care ends with it
2026-12-01 09:00  the clock
      2026-11-26 12:00  citizen-question is silent (due), step 3: raise, told Testkommune, ledelse
      2026-11-28 12:00  citizen-question is silent (due), step 4: raise, told Testkommune, ledelse
      2026-11-30 12:00  citizen-question is silent (due), step 5: raise, told Testkommune, ledelse
2026-12-01 09:01  the citizen asks whoever reads it
      citizen-question opened: held by Municipality, by rule citizen-question, due 2026-12-02 12:00
      answered: Municipality has it, and reads it by 2026-12-02 12:00
