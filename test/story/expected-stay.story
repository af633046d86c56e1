Story: a stay that is expected, moved, and comes
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje

# The operation is planned; the municipality can see it coming before any notification.
2026-11-02 09:00  Ward expects a stay at Ward on 2026-11-09 08:00
      course 1 opened: hospital-stay, version 2
      noted: expected 2026-11-09 08:00; now expected, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule stay-expected, not visible here
      admission opened: held by Ward, by rule stay-expected, due 2026-11-09 12:00
2026-11-03 10:00  Ward expects a stay at Ward on 2026-11-10 08:00
      noted: correction of expected 2026-11-10 08:00; now expected, department Ward
      admission: due moved to 2026-11-10 12:00
# The hospital's message has ids of its own. It is the stay that was expected.
2026-11-10 08:20  Ward tells: admitted, course h1
      noted: admitted 2026-11-10 08:20; now admitted, department Ward
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      admission done: the message proves it
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-11 08:20
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-10 08:20
2026-11-10 08:25  the list
      services-paused: Municipality, by rule services-paused, due 2026-11-11 08:20
      discharge: Ward, by rule hospital-notifies, due 2026-12-10 08:20
      contact: Ward, by rule stay-expected
      treatment: Ward, by rule hospital-notifies
      care: Ward, by rule hospital-notifies
