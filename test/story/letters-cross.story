Story: two write at the same moment
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Home is Testkommune, hjemmesygepleje
  Municipality is Testkommune, visitation

# Each says which letter it answers; neither is an answer to the other, so what the ward wrote is still owed one. Of the same moment,
# whoever began the conversation comes first.
2026-11-09 09:00  Ward writes to Home: new, letter a, thread 1
      thread 1 opened
      thread 1, letter 1: new from Ward to Home, sent 2026-11-09 09:00
      answer opened: held by Home, by rule letters-each-shift, due 2026-11-09 23:00
2026-11-09 10:00  Home writes to Ward: reply to a, letter b, thread 1
      thread 1, letter 2: reply from Home to Ward, sent 2026-11-09 10:00, to letter 1
      answer done: the message proves it
2026-11-09 12:00  Home writes to Ward: reply to b, letter d, thread 1
      thread 1, letter 3: reply from Home to Ward, sent 2026-11-09 12:00, to letter 2
2026-11-09 12:01  Ward writes to Home: reply to b, letter c, thread 1, sent 2026-11-09 12:00
      thread 1, letter 4: reply from Ward to Home, sent 2026-11-09 12:00, to letter 2
      answer opened: held by Home, by rule letters-each-shift, due 2026-11-09 23:00
2026-11-09 12:05  the threads
      thread 1:
        2026-11-09 09:00 letter 1: new from Ward to Home
        2026-11-09 10:00 letter 2: reply from Home to Ward, to letter 1
        2026-11-09 12:00 letter 4: reply from Ward to Home, to letter 2
        2026-11-09 12:00 letter 3: reply from Home to Ward, to letter 2
2026-11-09 12:30  Home writes to Ward: reply to c, letter e, thread 1
      thread 1, letter 5: reply from Home to Ward, sent 2026-11-09 12:30, to letter 4
      answer done: the message proves it
2026-11-09 12:31  the list
      nothing
