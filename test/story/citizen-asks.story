Story: a citizen writes to nobody in particular, at three on a Sunday morning
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje
  Nurses is Testkommune, hjemmesygepleje

2026-11-19 08:00  Ward tells: admitted
2026-11-19 09:00  the citizen writes the goals
# A stranger may not, and neither may a relative who only is told.
2026-11-19 09:01  Ward states relative
2026-11-19 09:02  who speaks by 1 writes the goals
2026-11-19 09:03  who speaks by 1 asks whoever reads it
# In hospital it is the ward that the citizen is to call; but nobody at the ward would see it here.
2026-11-20 20:00  the citizen asks whoever reads it
2026-11-21 10:00  Ward tells: home
2026-11-22 03:00  citizen asks whom to call about treatment
2026-11-22 03:00  citizen asks whom to call about care
2026-11-22 03:00  the citizen asks whoever reads it
2026-11-22 03:00  the same command again
2026-11-23 08:00  Municipality sees citizen-question
2026-11-23 08:10  Municipality completes citizen-question
2026-11-23 08:11  Municipality completes citizen-question, saying whom
2026-11-23 08:30  Municipality measures at home
2026-11-23 08:31  Ward measures at home
# Silence acts on the other as on any duty.
2026-11-24 13:00  the clock
# When nothing is open there is still somebody to read it.
2026-11-25 09:00  Municipality completes first-visit
2026-12-01 09:00  the clock
2026-12-01 09:01  the citizen asks whoever reads it
