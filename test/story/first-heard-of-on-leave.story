Story: the first that is heard of a stay is its leave, then the return
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje

2026-11-04 10:00  Ward tells: leave, after an unseen message m0
      course 1 opened: hospital-stay, version 2
      a message of its chain was never seen
      noted: leave 2026-11-04 10:00; now leave, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-04 10:00
2026-11-04 10:05  the list
      discharge: Ward, by rule hospital-notifies, due 2026-12-04 10:00
      contact: Ward, by rule hospital-notifies
      treatment: Ward, by rule hospital-notifies
      care: Ward, by rule hospital-notifies
2026-11-05 19:00  Ward tells: back
      noted: back 2026-11-05 19:00; now admitted, department Ward
2026-11-06 09:00  Ward tells: admitted at 2026-11-02 08:00, message m0
      the message that was missing has come
      noted: admitted 2026-11-02 08:00, late; now admitted, department Ward
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-03 08:00
