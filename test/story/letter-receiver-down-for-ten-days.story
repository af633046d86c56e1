Story: a receiver is down for ten days and then takes all
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, visitation
  letters go to Ward: 30 min, 2 times more

# Nobody takes the letters. After the time that the settings give, who wrote them is told once, and reaches the ward in another
# way; the letters go on waiting. When the ward's system is back it takes all, in order, and what nobody had seen to ends by itself.
2026-11-06 07:00  Ward tells: admitted at 2026-11-06 06:30, course 1
      course 1 opened: hospital-stay, version 2
      noted: admitted 2026-11-06 06:30; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-07 06:30
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-06 06:30
2026-11-06 08:02  Municipality prepares a letter to Ward
      letter 1 is prepared by Municipality: new to Ward
2026-11-06 08:03  Municipality sends letter 1
      thread 1 opened
      thread 1, letter 1 is sent: new from Municipality to Ward
      letter 1 goes by the post: taken within 4 h, 30 min for an acknowledgement, then at most 2 times more
2026-11-06 08:04  Municipality prepares a letter to Ward
      letter 2 is prepared by Municipality: new to Ward
2026-11-06 08:05  Municipality sends letter 2
      thread 2 opened
      thread 2, letter 2 is sent: new from Municipality to Ward
      letter 2 goes by the post: taken within 4 h, 30 min for an acknowledgement, then at most 2 times more
2026-11-06 12:00  letter 1 is not taken
      refused: other-state; Ward
2026-11-06 12:03  letter 1 is not taken
      letter 1 was not taken in time
      letter-not-received opened: held by Municipality, by rule letter-not-received, due 2026-11-06 16:03
2026-11-06 12:05  letter 2 is not taken
      letter 2 was not taken in time
      letter-not-received opened: held by Municipality, by rule letter-not-received, due 2026-11-06 16:05
2026-11-06 12:10  letter 1 is not taken
      refused: other-state; Ward
2026-11-06 13:00  Municipality completes letter-not-received
      letter-not-received done by Municipality
2026-11-06 13:01  letter 2 is not taken
      refused: other-state; Ward
2026-11-16 08:00  letter 1 is delivered
      letter 1 is delivered
      letter-not-received ended by rule
2026-11-16 08:00  letter 2 is delivered
      letter 2 is delivered
2026-11-16 08:01  Ward acknowledges letter 1: ok
      letter 1 is acknowledged: ok
2026-11-16 08:01  Ward acknowledges letter 2: ok
      letter 2 is acknowledged: ok
2026-11-16 08:02  the list of Municipality
      services-paused: Municipality, by rule services-paused, due 2026-11-07 06:30
