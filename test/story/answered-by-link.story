Story: a clinic answers by link
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje
  GP is Testlægerne

2026-11-02 08:00  Ward tells: admitted
2026-11-06 11:00  Ward tells: home
# The clinic has no account here. The municipality asks it, sends a link by mail, and tells the code on the phone.
2026-11-06 11:30  Municipality offers first-visit to GP
2026-11-06 11:31  Municipality makes a link for first-visit, until 2026-11-07 11:00
2026-11-06 12:00  somebody opens the link for first-visit with a wrong code
2026-11-06 12:01  somebody opens the link for first-visit with the right code
2026-11-06 12:02  GP declines first-visit by link: no-capacity
# The link is used. Asked again, they get another one.
2026-11-06 12:10  GP accepts first-visit by link
2026-11-06 12:30  Municipality offers first-visit to GP
2026-11-06 12:31  Municipality makes a link for first-visit, until 2026-11-07 11:00
2026-11-06 12:40  somebody opens the link for first-visit with the right code
2026-11-06 12:41  GP accepts first-visit by link
2026-11-06 12:45  the list
2026-11-06 12:50  somebody opens the link for first-visit with the right code
