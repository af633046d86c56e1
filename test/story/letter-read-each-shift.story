Story: in Region Midtjylland the municipality reads its letters in every shift
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje
  Ward answers here

# Written in the day shift: to be read before the evening shift is over. It need not be answered by then.
2026-11-04 10:00  Ward writes to Municipality: new, letter a, thread 1
      thread 1 opened
      thread 1, letter 1: new from Ward to Municipality, sent 2026-11-04 10:00
      answer opened: held by Municipality, by rule letters-each-shift, due 2026-11-04 23:00
2026-11-04 16:00  Municipality sees answer
      answer seen by Municipality
      answer: due moved to 2026-11-06 00:00
# A letter to the ward: the agreement on shifts is the municipality's.
2026-11-04 17:00  Municipality writes to Ward: new, letter b, thread 2
      thread 2 opened
      thread 2, letter 2: new from Municipality to Ward, sent 2026-11-04 17:00
      answer opened: held by Ward, by rule letter-answered, due 2026-11-06 00:00
# Nobody reads this one.
2026-11-05 10:00  Ward writes to Municipality: new, letter c, thread 3
      thread 3 opened
      thread 3, letter 3: new from Ward to Municipality, sent 2026-11-05 10:00
      answer opened: held by Municipality, by rule letters-each-shift, due 2026-11-05 23:00
2026-11-06 08:00  the clock
      2026-11-05 23:00  answer is silent (due), step 1: remind, told Municipality
      2026-11-06 00:00  answer is silent (due), step 1: remind, told Municipality
      2026-11-06 00:00  answer is silent (due), step 1: remind, told Ward
