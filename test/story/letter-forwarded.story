Story: a letter is forwarded
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Home is Testkommune, hjemmesygepleje
  Municipality is Testkommune, visitation
  Doctor is Testlægerne
  Doctor answers here

# What is forwarded is a conversation of its own, and the first one is as it was.
2026-11-09 09:00  Ward writes to Home: new, letter a, thread 1
      thread 1 opened
      thread 1, letter 1: new from Ward to Home, sent 2026-11-09 09:00
      answer opened: held by Home, by rule letters-each-shift, due 2026-11-09 23:00
2026-11-09 09:30  Home prepares a forward of thread 1 to Doctor
      letter 2 is prepared by Home: forward to Doctor, to letter 1
2026-11-09 09:31  Home sends letter 2
      thread 2 opened
      thread 2, letter 2 is sent: forward from Home to Doctor, to letter 1
      answer opened: held by Doctor, by rule letter-answered, due 2026-11-11 00:00
2026-11-09 09:32  the threads
      thread 1:
        2026-11-09 09:00 letter 1: new from Ward to Home
      thread 2:
        2026-11-09 09:31 letter 2: forward from Home to Doctor
2026-11-09 10:00  Doctor prepares a reply in thread 2
      letter 3 is prepared by Doctor: reply to Home, to letter 2
2026-11-09 10:01  Doctor sends letter 3
      thread 2, letter 3 is sent: reply from Doctor to Home, to letter 2
      answer done: the message proves it
      answer opened: held by Home, by rule letters-each-shift, due 2026-11-09 23:00
2026-11-09 10:02  Home writes to Ward: reply to a, letter b, thread 1
      thread 1, letter 4: reply from Home to Ward, sent 2026-11-09 10:02, to letter 1
      answer done: the message proves it
2026-11-09 10:03  the threads
      thread 1:
        2026-11-09 09:00 letter 1: new from Ward to Home
        2026-11-09 10:02 letter 4: reply from Home to Ward, to letter 1
      thread 2:
        2026-11-09 09:31 letter 2: forward from Home to Doctor
        2026-11-09 10:01 letter 3: reply from Doctor to Home, to letter 2
2026-11-10 09:00  Ward writes to Home: forward of somebody else's letter, letter f, thread 9
      thread 3 opened
      thread 3, letter 5: forward from Ward to Home, sent 2026-11-10 09:00, to a letter that was never seen here
      answer opened: held by Home, by rule letters-each-shift, due 2026-11-10 23:00
