Story: a reply whose thread nobody here has seen, and one that comes late
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Home is Testkommune, hjemmesygepleje
  Municipality is Testkommune, visitation

# A reply to what never came here begins a thread; what it answers comes afterwards, and stands in its place.
2026-11-09 11:00  Ward writes to Home: reply to x, letter y, thread 1, course 1
      thread 1 opened
      thread 1, letter 1: reply from Ward to Home, sent 2026-11-09 11:00, to a letter that was never seen here
      answer opened: held by Home, by rule letters-each-shift, due 2026-11-09 23:00
2026-11-09 11:05  Home writes to Ward: new, letter x, thread 1, course 1, sent 2026-11-09 10:00
      thread 1, letter 2: new from Home to Ward, sent 2026-11-09 10:00
2026-11-09 11:06  Ward writes to Home: new, letter w, thread 1, course 1, sent 2026-11-08 09:00
      thread 1, letter 3: new from Ward to Home, sent 2026-11-08 09:00
2026-11-09 11:10  the threads
      thread 1:
        2026-11-08 09:00 letter 3: new from Ward to Home
        2026-11-09 10:00 letter 2: new from Home to Ward
        2026-11-09 11:00 letter 1: reply from Ward to Home, to letter 2
# The notification comes after the letters that are about its course: they are of it from then on.
2026-11-09 12:00  Ward tells: admitted at 2026-11-09 07:30, course 1
      course 1 opened: hospital-stay, version 2
      noted: admitted 2026-11-09 07:30; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-10 07:30
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-09 07:30
2026-11-09 12:01  the threads
      thread 1, course 1:
        2026-11-08 09:00 letter 3: new from Ward to Home
        2026-11-09 10:00 letter 2: new from Home to Ward
        2026-11-09 11:00 letter 1: reply from Ward to Home, to letter 2
