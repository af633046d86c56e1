Story: a receiver refuses every letter at its door
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, visitation
  letters go to Ward: 30 min, 2 times more

# Its door says 4xx: it will not take the letter as it is. Who wrote it sees to it at once, and the next letter is tried all
# the same. When whatever was wrong has been put right, a person sends it again; when it is taken, the duty ends by itself.
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
2026-11-06 08:06  letter 1 is refused at the door: 403
      letter 1 is refused at the door, as it is: 403
      letter-not-received opened: held by Municipality, by rule letter-not-received, due 2026-11-06 12:06
2026-11-06 08:06  letter 2 is refused at the door: 503
      refused: other-state; Ward
2026-11-06 08:06  letter 2 is refused at the door: 403
      letter 2 is refused at the door, as it is: 403
      letter-not-received opened: held by Municipality, by rule letter-not-received, due 2026-11-06 12:06
2026-11-06 08:07  letter 1 is refused at the door: 403
      refused: other-state; Ward
2026-11-06 08:08  the list of Municipality
      letter-not-received: Municipality, by rule letter-not-received, due 2026-11-06 12:06
      letter-not-received: Municipality, by rule letter-not-received, due 2026-11-06 12:06
      services-paused: Municipality, by rule services-paused, due 2026-11-07 06:30
2026-11-06 09:00  Municipality sends letter 1 again
      letter 1 is to go again, says Municipality
2026-11-06 09:01  letter 1 is refused at the door: 401
      letter 1 is refused at the door, as it is: 401
2026-11-06 09:30  Municipality sends letter 1 again
      letter 1 is to go again, says Municipality
2026-11-06 09:30  Municipality sends letter 2 again
      letter 2 is to go again, says Municipality
2026-11-06 09:31  letter 1 is delivered
      letter 1 is delivered
      letter-not-received ended by rule
2026-11-06 09:31  letter 2 is delivered
      letter 2 is delivered
      letter-not-received ended by rule
2026-11-06 09:32  Ward acknowledges letter 1: ok
      letter 1 is acknowledged: ok
2026-11-06 09:32  Ward acknowledges letter 2: ok
      letter 2 is acknowledged: ok
2026-11-06 09:33  the list of Municipality
      services-paused: Municipality, by rule services-paused, due 2026-11-07 06:30
