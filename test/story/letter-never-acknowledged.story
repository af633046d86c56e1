Story: a letter is never acknowledged
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, visitation
  Clinic is Testlægerne
  letters go to Ward: 30 min, 2 times more

# A letter goes by the post to whom the settings switch on, and to nobody else. The ward's system takes it three times and
# never says that it has it: who wrote it gets the duty to reach the ward in another way. A late yes ends that duty.
2026-11-06 07:00  Ward tells: admitted at 2026-11-06 06:30, course 1
      course 1 opened: hospital-stay, version 2
      noted: admitted 2026-11-06 06:30; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-07 06:30
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-06 06:30
2026-11-06 08:00  Municipality prepares a letter to Clinic
      refused: not-switched-on; Clinic
2026-11-06 08:01  Municipality prepares a letter to Ward
      letter 1 is prepared by Municipality: new to Ward
2026-11-06 08:02  Municipality sends letter 1
      thread 1 opened
      thread 1, letter 1 is sent: new from Municipality to Ward
      letter 1 goes by the post: taken within 4 h, 30 min for an acknowledgement, then at most 2 times more
2026-11-06 08:03  letter 1 is delivered
      letter 1 is delivered
2026-11-06 08:33  letter 1 is given up
      refused: other-state; Ward
2026-11-06 08:33  letter 1 is delivered
      letter 1 is delivered, once more
2026-11-06 09:00  Ward acknowledges letter 1: transient-error
      letter 1 is acknowledged: transient-error
2026-11-06 09:03  letter 1 is delivered
      letter 1 is delivered, once more
2026-11-06 09:33  letter 1 is given up
      letter 1 is given up: no acknowledgement after the last time
      letter-not-received opened: held by Municipality, by rule letter-not-received, due 2026-11-06 13:33
2026-11-06 09:34  Clinic acknowledges letter 1: ok
      refused: not-yours; Ward
2026-11-06 09:35  the list of Municipality
      letter-not-received: Municipality, by rule letter-not-received, due 2026-11-06 13:33
      services-paused: Municipality, by rule services-paused, due 2026-11-07 06:30
2026-11-06 10:00  Municipality sends letter 1 again
      letter 1 is to go again, says Municipality
2026-11-06 10:01  letter 1 is delivered
      letter 1 is delivered, once more
2026-11-06 10:02  Ward acknowledges letter 1: ok
      letter 1 is acknowledged: ok
      letter-not-received done: the message proves it
2026-11-06 10:03  Ward acknowledges letter 1: ok
      nothing
2026-11-06 10:04  Ward acknowledges letter 1: fatal-error
      refused: answered-otherwise; Ward
2026-11-06 10:05  the list of Municipality
      services-paused: Municipality, by rule services-paused, due 2026-11-07 06:30
2026-11-06 10:06  Municipality sends letter 1 again
      refused: other-state; Ward
