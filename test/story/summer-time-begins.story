Story: the night summer time begins
Given the pathway every-deadline and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje

# On 28 March 2027 two o'clock is three o'clock: the night shift has seven hours, and the day 23.
2027-03-25 09:00  Ward tells: admitted
      course 1 opened: hospital-stay, version 1
      noted: admitted 2027-03-25 09:00; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
2027-03-27 23:30  Ward tells: home
      noted: home 2027-03-27 23:30; now home, department Ward
      contact passes from Ward to Municipality, by rule made-up
      within-24-hours opened: held by Municipality, by rule made-up, due 2027-03-29 00:30
      after-a-day opened: held by Municipality, by rule made-up, due 2027-03-28 23:30
      within-3-working-days opened: held by Municipality, by rule made-up, due 2027-04-02 00:00
      by-noon opened: held by Municipality, by rule made-up, due 2027-03-27 12:00
      by-next-shift opened: held by Municipality, by rule made-up, due 2027-03-28 07:00
2027-03-27 23:35  the list
      by-noon: Municipality, by rule made-up, due 2027-03-27 12:00
      by-next-shift: Municipality, by rule made-up, due 2027-03-28 07:00
      after-a-day: Municipality, by rule made-up, due 2027-03-28 23:30
      within-24-hours: Municipality, by rule made-up, due 2027-03-29 00:30
      within-3-working-days: Municipality, by rule made-up, due 2027-04-02 00:00
      contact: Municipality, by rule made-up
2027-03-28 01:59  the clock
      2027-03-27 23:45  by-noon is silent (due), step 1: remind, told Municipality
2027-03-28 06:59  the clock
      nothing
2027-03-28 07:00  the clock
      by-next-shift is silent (due), step 1: remind, told Municipality
2027-03-28 08:00  Municipality completes by-next-shift
      by-next-shift done by Municipality
2027-03-28 08:05  Municipality completes by-noon
      by-noon done by Municipality
# The same time the day after is 23 hours away; 24 hours are over an hour later by the clock.
2027-03-28 23:29  the clock
      nothing
2027-03-28 23:30  the clock
      after-a-day is silent (due), step 1: remind, told Municipality
2027-03-29 00:29  the clock
      nothing
2027-03-29 00:30  the clock
      within-24-hours is silent (due), step 1: remind, told Municipality
2027-03-29 08:00  Municipality completes within-24-hours
      within-24-hours done by Municipality
2027-03-29 08:05  Municipality completes after-a-day
      after-a-day done by Municipality
2027-03-29 08:10  Municipality completes within-3-working-days
      within-3-working-days done by Municipality
      course 1 closed; contact ends with it
