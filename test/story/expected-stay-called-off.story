Story: an expected stay is called off
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje
  Heart is Hjertemedicinsk sengeafs. S103

2026-11-02 09:00  Ward expects a stay at Ward on 2026-11-09 08:00
      course 1 opened: hospital-stay, version 2
      noted: expected 2026-11-09 08:00; now expected, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule stay-expected, not visible here
      admission opened: held by Ward, by rule stay-expected, due 2026-11-09 12:00
# Another hospital cannot, and the ward gives its reason.
2026-11-05 09:00  Heart calls off the stay
      refused: not-yours; Ward
2026-11-05 09:05  Ward calls off the stay without a reason
      refused: reason-required
2026-11-05 09:10  Ward calls off the stay
      noted: annulment of expected 2026-11-09 08:00; now none, department Ward
      admission void: annulled
      course 1 closed; contact ends with it
2026-11-05 09:15  Ward calls off the stay
      refused: no-such-course
