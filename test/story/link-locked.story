Story: a link is locked by wrong codes, and harms nobody else
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje
  GP is Testlægerne

2026-11-02 08:00  Ward tells: admitted
2026-11-06 11:00  Ward tells: home
2026-11-06 11:30  Municipality offers first-visit to GP
2026-11-06 11:31  Municipality makes a link for first-visit, until 2026-11-07 11:00
2026-11-06 12:00  somebody opens the link for first-visit with a wrong code
2026-11-06 12:01  somebody opens the link for first-visit with a wrong code
2026-11-06 12:02  somebody opens the link for first-visit with a wrong code
2026-11-06 12:03  somebody opens the link for first-visit with a wrong code
2026-11-06 12:04  somebody opens the link for first-visit with a wrong code
2026-11-06 12:05  somebody opens the link for first-visit with the right code
# The offer stands. They say no on the phone, and the municipality writes it down.
2026-11-06 12:30  Municipality records that GP declined first-visit by phone: no-capacity
2026-11-06 12:35  the list
