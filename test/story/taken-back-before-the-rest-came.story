Story: an annulled return from leave overtakes everything that was sent before it
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje

# Three of the stay's messages overtake the others: a return from leave, and its annulment. Nothing that was told stands.
2026-11-15 20:05  Ward tells: back at 2026-11-15 19:00, message m4, course c1
      course 1 opened: hospital-stay, version 2
      noted: back 2026-11-15 19:00; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-15 19:00
2026-11-15 20:10  Ward tells: back, annulling message m4, message m5, course c1
      noted: annulment of back 2026-11-15 20:10; now none, department Ward
      discharge void: annulled
      treatment void: annulled
      care void: annulled
      course 1 closed; contact ends with it
# Then the leave comes, and the admission: the citizen is on leave, and somebody is to be called.
2026-11-15 20:20  Ward tells: leave at 2026-11-13 15:00, message m2, course c1
      noted: leave 2026-11-13 15:00; now leave, department Ward
      course 1 goes on: leave
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-13 15:00
2026-11-15 20:25  Ward tells: admitted at 2026-11-11 08:00, message m1, course c1
      noted: admitted 2026-11-11 08:00, late; now leave, department Ward
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-12 08:00
2026-11-15 20:30  the list
      services-paused: Municipality, by rule services-paused, due 2026-11-12 08:00
      discharge: Ward, by rule hospital-notifies, due 2026-12-13 15:00
      contact: Ward, by rule hospital-notifies
      treatment: Ward, by rule hospital-notifies
      care: Ward, by rule hospital-notifies
