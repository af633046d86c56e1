Story: a discharge is agreed upon in letters
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Home is Testkommune, hjemmesygepleje
  Municipality is Testkommune, visitation

# The ward asks when the home can be there; the answer completes what was owed, by proof of the letter itself.
2026-11-02 08:00  Ward tells: admitted at 2026-11-02 07:30, course 1
      course 1 opened: hospital-stay, version 2
      noted: admitted 2026-11-02 07:30; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-03 07:30
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-02 07:30
2026-11-09 09:00  Ward writes to Home: new, letter a, thread 1, course 1
      thread 1 opened
      thread 1, letter 1: new from Ward to Home, sent 2026-11-09 09:00
      answer opened: held by Home, by rule letters-each-shift, due 2026-11-09 23:00
2026-11-09 09:30  Ward writes to Home: reply to a, letter b, thread 1, course 1
      thread 1, letter 2: reply from Ward to Home, sent 2026-11-09 09:30, to letter 1
2026-11-09 10:00  Home prepares a reply in thread 1, to letter 1
      refused: not-the-latest; Ward
2026-11-09 10:05  Home prepares a reply in thread 1
      letter 3 is prepared by Home: reply to Ward, to letter 2
2026-11-09 10:10  Home sends letter 3
      thread 1, letter 3 is sent: reply from Home to Ward, to letter 2
      answer done: the message proves it
2026-11-09 10:10  the threads
      thread 1, course 1:
        2026-11-09 09:00 letter 1: new from Ward to Home
        2026-11-09 09:30 letter 2: reply from Ward to Home, to letter 1
        2026-11-09 10:10 letter 3: reply from Home to Ward, to letter 2
2026-11-09 13:00  Ward writes to Home: reply to the letter of the home, letter c, thread 1, course 1
      thread 1, letter 4: reply from Ward to Home, sent 2026-11-09 13:00, to a letter that was never seen here
      answer opened: held by Home, by rule letters-each-shift, due 2026-11-09 23:00
2026-11-09 13:10  Home completes answer
      answer done by Home
2026-11-09 13:10  Ward tells: home at 2026-11-09 13:05, course 1
      noted: home 2026-11-09 13:05; now home, department Ward
      contact will pass to Municipality at 2026-11-12 13:05, by rule hours-72
      treatment ended by rule
      care passes from Ward to Municipality, by rule municipal-care
      services-paused void: not-needed
      discharge done: the message proves it
      treatment-questions opened: held by Ward, by rule hours-72, not visible here
      treatment-questions ends at 2026-11-12 13:05 unless it is known by then whom it passes to, by rule hours-72
      first-visit opened: held by Municipality, by rule municipal-care, due 2026-11-10 13:05
