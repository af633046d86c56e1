Story: a thread that an older system breaks is tied
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Home is Testkommune, hjemmesygepleje
  Municipality is Testkommune, visitation

# Each letter that was converted has a thread of its own; the course and the two parties say which conversation it is.
# One that names no course is tied to nothing.
2026-11-02 08:00  Ward tells: admitted at 2026-11-02 07:30, course 1
      course 1 opened: hospital-stay, version 2
      noted: admitted 2026-11-02 07:30; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-03 07:30
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-02 07:30
2026-11-09 09:00  Ward writes to Home: new, letter a, thread 1, course 1, converted
      thread 1 opened
      thread 1, letter 1: new from Ward to Home, sent 2026-11-09 09:00, converted
      answer opened: held by Home, by rule letters-each-shift, due 2026-11-09 23:00
2026-11-09 10:00  Home prepares a reply in thread 1
      letter 2 is prepared by Home: reply to Ward, to letter 1
2026-11-09 10:01  Home sends letter 2
      thread 1, letter 2 is sent: reply from Home to Ward, to letter 1
      answer done: the message proves it
2026-11-09 12:00  Ward writes to Home: new, letter b, thread 2, course 1, converted
      thread 1 has another id: it is broken, and goes on here
      thread 1, letter 3: new from Ward to Home, sent 2026-11-09 12:00, converted
      answer opened: held by Home, by rule letters-each-shift, due 2026-11-09 23:00
2026-11-09 12:01  the threads
      thread 1, course 1:
        2026-11-09 09:00 letter 1: new from Ward to Home
        2026-11-09 10:01 letter 2: reply from Home to Ward, to letter 1
        2026-11-09 12:00 letter 3: new from Ward to Home
2026-11-09 13:00  Ward writes to Home: new, letter c, thread 3, converted
      thread 2 opened
      thread 2, letter 4: new from Ward to Home, sent 2026-11-09 13:00, converted
      answer opened: held by Home, by rule letters-each-shift, due 2026-11-09 23:00
2026-11-09 13:01  the threads
      thread 1, course 1:
        2026-11-09 09:00 letter 1: new from Ward to Home
        2026-11-09 10:01 letter 2: reply from Home to Ward, to letter 1
        2026-11-09 12:00 letter 3: new from Ward to Home
      thread 2:
        2026-11-09 13:00 letter 4: new from Ward to Home
