Story: letters about somebody who has died
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Home is Testkommune, hjemmesygepleje
  Municipality is Testkommune, visitation

# A letter that comes is kept, and nobody owes an answer; no new one is begun, but whoever asks can be answered.
2026-11-02 08:00  Ward tells: admitted at 2026-11-02 07:30, course 1
      course 1 opened: hospital-stay, version 2
      noted: admitted 2026-11-02 07:30; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-03 07:30
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-02 07:30
2026-11-02 09:00  Ward writes to Home: new, letter a, thread 1, course 1
      thread 1 opened
      thread 1, letter 1: new from Ward to Home, sent 2026-11-02 09:00
      answer opened: held by Home, by rule letters-each-shift, due 2026-11-02 23:00
2026-11-03 04:00  Ward tells: dead at 2026-11-03 03:50, course 1
      noted: dead 2026-11-03 03:50; now dead, department Ward
      treatment ended by rule
      care ended by rule
      services-paused void: death
      discharge done: the message proves it
      after-death opened: held by Municipality, by rule after-death-3-days, due 2026-11-06 03:50
      the citizen died 2026-11-03 03:50
      answer void: death
2026-11-03 09:00  Ward writes to Home: reply to a, letter b, thread 1, course 1
      thread 1, letter 2: reply from Ward to Home, sent 2026-11-03 09:00, to letter 1
2026-11-03 09:10  Home prepares a letter to Ward
      refused: dead
2026-11-03 09:11  Home prepares a reply in thread 1
      letter 3 is prepared by Home: reply to Ward, to letter 2
2026-11-03 09:12  Home sends letter 3
      thread 1, letter 3 is sent: reply from Home to Ward, to letter 2
