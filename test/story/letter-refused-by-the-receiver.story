Story: the receiver's system refuses a letter
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, visitation
  letters go to Ward: 30 min, 2 times more

# What was refused as wrong is not sent again unchanged: who wrote it sees to it, and the right one is a new letter.
2026-11-06 07:00  Ward tells: admitted at 2026-11-06 06:30, course 1
      course 1 opened: hospital-stay, version 2
      noted: admitted 2026-11-06 06:30; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-07 06:30
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-06 06:30
2026-11-06 08:00  Municipality prepares a letter to Ward
      letter 1 is prepared by Municipality: new to Ward
2026-11-06 08:02  Municipality sends letter 1
      thread 1 opened
      thread 1, letter 1 is sent: new from Municipality to Ward
      letter 1 goes by the post: taken within 4 h, 30 min for an acknowledgement, then at most 2 times more
2026-11-06 08:03  letter 1 is delivered
      letter 1 is delivered
2026-11-06 08:04  Ward acknowledges letter 1: fatal-error
      letter 1 is acknowledged: fatal-error
      letter-not-received opened: held by Municipality, by rule letter-not-received, due 2026-11-06 12:04
2026-11-06 08:05  the list of Municipality
      letter-not-received: Municipality, by rule letter-not-received, due 2026-11-06 12:04
      services-paused: Municipality, by rule services-paused, due 2026-11-07 06:30
2026-11-06 08:06  Municipality sends letter 1 again
      refused: other-state; Ward
2026-11-06 08:30  Municipality completes letter-not-received
      letter-not-received done by Municipality
2026-11-06 08:31  the list of Municipality
      services-paused: Municipality, by rule services-paused, due 2026-11-07 06:30
