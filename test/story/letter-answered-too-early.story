Story: an answer to another letter than the latest
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Home is Testkommune, hjemmesygepleje
  Municipality is Testkommune, visitation

# Only the latest letter of a thread is answered. What came while the answer was being written is to be read first.
2026-11-09 09:00  Ward writes to Home: new, letter a, thread 1
      thread 1 opened
      thread 1, letter 1: new from Ward to Home, sent 2026-11-09 09:00
      answer opened: held by Home, by rule letters-each-shift, due 2026-11-09 23:00
2026-11-09 09:20  Home prepares a reply in thread 1
      letter 2 is prepared by Home: reply to Ward, to letter 1
2026-11-09 09:30  Ward writes to Home: reply to a, letter b, thread 1
      thread 1, letter 3: reply from Ward to Home, sent 2026-11-09 09:30, to letter 1
2026-11-09 09:31  Home sends letter 2
      refused: not-the-latest; Ward
2026-11-09 09:35  Home prepares a reply in thread 1
      letter 4 is prepared by Home: reply to Ward, to letter 3
2026-11-09 09:36  Home sends letter 4
      thread 1, letter 4 is sent: reply from Home to Ward, to letter 3
      answer done: the message proves it
2026-11-09 09:40  Home withdraws letter 2
      letter 2 is withdrawn by Home
2026-11-09 09:40  Home withdraws letter 2
      refused: no-such-letter
2026-11-09 09:41  the threads
      thread 1:
        2026-11-09 09:00 letter 1: new from Ward to Home
        2026-11-09 09:30 letter 3: reply from Ward to Home, to letter 1
        2026-11-09 09:36 letter 4: reply from Home to Ward, to letter 3
