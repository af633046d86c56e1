Story: nobody answers a letter
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Home is Testkommune, hjemmesygepleje
  Municipality is Testkommune, visitation
  Home is in region Nordjylland

# A letter on a Friday is to be answered before the end of Monday. Then who owes the answer is reminded, its on-call is
# asked, and the leaders hear of it; nothing is dropped, and a late answer is an answer.
2026-11-06 14:00  Ward writes to Home: new, letter a, thread 1
      thread 1 opened
      thread 1, letter 1: new from Ward to Home, sent 2026-11-06 14:00
      answer opened: held by Home, by rule letter-answered, due 2026-11-10 00:00
2026-11-09 23:00  the clock
      nothing
2026-11-10 08:00  the clock
      2026-11-10 00:00  answer is silent (due), step 1: remind, told Home
2026-11-13 08:00  the clock
      2026-11-11 00:00  answer is silent (due), step 2: ask, told Testkommune, vagttelefon
      2026-11-13 00:00  answer is silent (due), step 3: raise, told Testkommune, ledelse
2026-11-13 08:00  the list of Home
      answer: Home, by rule letter-answered, due 2026-11-10 00:00, silent since 2026-11-10 00:00 (3)
2026-11-13 09:00  Home prepares a reply in thread 1
      letter 2 is prepared by Home: reply to Ward, to letter 1
2026-11-13 09:01  Home sends letter 2
      thread 1, letter 2 is sent: reply from Home to Ward, to letter 1
      answer done: the message proves it
2026-11-13 09:02  the list
      nothing
