Story: working days stand still over Easter; care does not
Given the pathway every-deadline and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje

# Easter 2026: Thursday 2, Friday 3 and Monday 6 April are holidays. The first working day is Tuesday 7 April.
2026-03-30 09:00  Ward tells: admitted
      course 1 opened: hospital-stay, version 1
      noted: admitted 2026-03-30 09:00; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
2026-04-01 10:00  Ward tells: home
      noted: home 2026-04-01 10:00; now home, department Ward
      contact passes from Ward to Municipality, by rule made-up
      within-24-hours opened: held by Municipality, by rule made-up, due 2026-04-02 10:00
      after-a-day opened: held by Municipality, by rule made-up, due 2026-04-02 10:00
      within-3-working-days opened: held by Municipality, by rule made-up, due 2026-04-10 00:00
      by-noon opened: held by Municipality, by rule made-up, due 2026-04-01 12:00
      by-next-shift opened: held by Municipality, by rule made-up, due 2026-04-01 15:00
2026-04-01 10:05  the list
      by-noon: Municipality, by rule made-up, due 2026-04-01 12:00
      by-next-shift: Municipality, by rule made-up, due 2026-04-01 15:00
      within-24-hours: Municipality, by rule made-up, due 2026-04-02 10:00
      after-a-day: Municipality, by rule made-up, due 2026-04-02 10:00
      within-3-working-days: Municipality, by rule made-up, due 2026-04-10 00:00
      contact: Municipality, by rule made-up
2026-04-01 13:00  Municipality completes by-noon
      by-noon done by Municipality
2026-04-01 14:00  Municipality completes by-next-shift
      by-next-shift done by Municipality
2026-04-02 11:00  Municipality completes after-a-day
      after-a-day done by Municipality
# Good Friday: what counts hours is late, holiday or not.
2026-04-03 12:00  the clock
      2026-04-02 10:00  within-24-hours is silent (due), step 1: remind, told Municipality
      2026-04-03 10:00  within-24-hours is silent (due), step 2: raise, told Testsygehus, ledelse and Testkommune, ledelse
2026-04-03 12:30  Municipality completes within-24-hours
      within-24-hours done by Municipality
# Working days are 7, 8 and 9 April: it is not late before the last of them is over.
2026-04-09 23:59  the clock
      nothing
2026-04-10 00:00  the clock
      within-3-working-days is silent (due), step 1: remind, told Municipality
2026-04-10 08:00  Municipality completes within-3-working-days
      within-3-working-days done by Municipality
      course 1 closed; contact ends with it
