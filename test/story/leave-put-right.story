Story: a leave that was told of with the wrong hours, and another that never was
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje

2026-11-02 09:00  Ward tells: admitted, message m1
      course 1 opened: hospital-stay, version 2
      noted: admitted 2026-11-02 09:00; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-03 09:00
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-02 09:00
2026-11-06 15:00  Ward tells: leave, message m2
      noted: leave 2026-11-06 15:00; now leave, department Ward
# The citizen left an hour later than the ward had written, and came back an hour earlier. A correction tells of the same
# leave: the citizen is where the latest event says.
2026-11-06 16:30  Ward tells: leave at 2026-11-06 16:20, instead of message m2, message m3
      noted: correction of leave 2026-11-06 16:20; now leave, department Ward
2026-11-08 19:30  Ward tells: back at 2026-11-08 19:00, message m4
      noted: back 2026-11-08 19:00; now admitted, department Ward
2026-11-08 19:40  Ward tells: back at 2026-11-08 18:00, instead of message m4, message m5
      noted: correction of back 2026-11-08 18:00; now admitted, department Ward
2026-11-08 19:45  the list
      services-paused: Municipality, by rule services-paused, due 2026-11-03 09:00
      discharge: Ward, by rule hospital-notifies, due 2026-12-02 09:00
      contact: Ward, by rule hospital-notifies
      treatment: Ward, by rule hospital-notifies
      care: Ward, by rule hospital-notifies
# The weekend after, somebody books a leave for the wrong citizen, and takes it back: admitted, as all the time.
2026-11-13 10:00  Ward tells: leave, message m6
      noted: leave 2026-11-13 10:00; now leave, department Ward
2026-11-13 10:05  the list
      services-paused: Municipality, by rule services-paused, due 2026-11-03 09:00
      discharge: Ward, by rule hospital-notifies, due 2026-12-02 09:00
      contact: Ward, by rule hospital-notifies
      treatment: Ward, by rule hospital-notifies
      care: Ward, by rule hospital-notifies
2026-11-13 11:00  Ward tells: leave, annulling message m6, message m7
      noted: annulment of leave 2026-11-13 11:00; now admitted, department Ward
# The correction that came in between, late and once more: nothing changes.
2026-11-13 12:00  Ward tells: back at 2026-11-08 18:00, instead of message m4, message m5
      the same message again: answered as the first time, nothing changes
2026-11-13 12:05  the list
      services-paused: Municipality, by rule services-paused, due 2026-11-03 09:00
      discharge: Ward, by rule hospital-notifies, due 2026-12-02 09:00
      contact: Ward, by rule hospital-notifies
      treatment: Ward, by rule hospital-notifies
      care: Ward, by rule hospital-notifies
