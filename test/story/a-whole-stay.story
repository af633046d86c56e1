Story: a whole stay, from the day it is expected to the day nobody owes anything
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje
  GP is Testlægerne
  Ward answers here
  GP answers here

# A new hip on Tuesday. She lives alone with a nurse in the morning and home help, and everybody who will have her
# is named before she comes.
2026-10-28 10:30  Ward expects a stay at Ward on 2026-11-03 08:00
      course 1 opened: hospital-stay, version 2
      noted: expected 2026-11-03 08:00; now expected, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule stay-expected
      admission opened: held by Ward, by rule stay-expected, due 2026-11-03 12:00
2026-10-28 11:00  Municipality names the GP: GP
      the citizen's GP is GP
2026-10-28 11:05  nurse asks whom to call about care
      112 in acute danger to life: 112, by rule emergency-first
      Ward: 00 00 10 11, by rule hospital-notifies

# She comes. The ward has her now, and asks for a report; at home nothing is to run while she is away.
2026-11-03 07:50  Ward tells: admitted (report wanted)
      noted: admitted 2026-11-03 07:50; now admitted, department Ward
      treatment opened: held by Ward, by rule hospital-notifies
      care opened: held by Ward, by rule hospital-notifies
      admission done: the message proves it
      admission-report opened: held by Municipality, by rule report-on-request, due 2026-11-04 07:50
      treatment-plan opened: held by Ward, by rule treatment-plan, due 2026-11-04 07:50
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-04 07:50
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-03 07:50
2026-11-03 08:30  Municipality completes services-paused
      services-paused done by Municipality
2026-11-03 10:00  Municipality completes admission-report
      admission-report done by Municipality
2026-11-03 14:00  Ward completes treatment-plan
      treatment-plan done by Ward
2026-11-03 14:05  relative asks whom to call about care
      112 in acute danger to life: 112, by rule emergency-first
      Ward: 00 00 10 11, by rule hospital-notifies

# The discharge is planned for Saturday. The card, the bag, the bed and the car must be there by Friday at three.
2026-11-05 09:00  Ward expects the discharge on 2026-11-07 11:00
      discharge is expected 2026-11-07 11:00, says Ward
      discharge: due moved to 2026-11-07 15:00
      care-plan opened: held by Ward, by rule care-plan, due 2026-11-06 23:59
      medicine-card opened: held by Ward, by rule before-15-on-friday, due 2026-11-06 15:00
      medicine-bag opened: held by Ward, by rule before-15-on-friday, due 2026-11-06 15:00
      dose-dispensing opened: held by Ward, by rule dose-dispensing, due 2026-11-06 15:00
      aids-and-bed opened: held by Ward, by rule before-15-on-friday, due 2026-11-06 15:00
      transport opened: held by Ward, by rule before-15-on-friday, due 2026-11-06 15:00
      municipality-phoned opened: held by Ward, by rule phone-the-municipality, due 2026-11-06 15:00
      relatives-told opened: held by Ward, by rule before-15-on-friday, due 2026-11-06 15:00
      discharge-report opened: held by Ward, by rule discharge-report, due 2026-11-07 12:00
2026-11-05 09:05  the list of Ward
      medicine-card: Ward, by rule before-15-on-friday, due 2026-11-06 15:00
      medicine-bag: Ward, by rule before-15-on-friday, due 2026-11-06 15:00
      dose-dispensing: Ward, by rule dose-dispensing, due 2026-11-06 15:00
      aids-and-bed: Ward, by rule before-15-on-friday, due 2026-11-06 15:00
      transport: Ward, by rule before-15-on-friday, due 2026-11-06 15:00
      municipality-phoned: Ward, by rule phone-the-municipality, due 2026-11-06 15:00
      relatives-told: Ward, by rule before-15-on-friday, due 2026-11-06 15:00
      care-plan: Ward, by rule care-plan, due 2026-11-06 23:59
      discharge-report: Ward, by rule discharge-report, due 2026-11-07 12:00
      discharge: Ward, by rule hospital-notifies, due 2026-11-07 15:00
      contact: Ward, by rule stay-expected
      treatment: Ward, by rule hospital-notifies
      care: Ward, by rule hospital-notifies
2026-11-05 11:00  Ward completes care-plan, marked
      care-plan done by Ward, marked
2026-11-05 13:00  Ward opens rehabilitation-plan
      rehabilitation-plan opened: held by Ward, taken, due 2026-11-08 11:00
2026-11-05 13:30  Ward says: ready
      ready for discharge since 2026-11-05 13:30
      take-home opened: held by Municipality, by rule ready-for-discharge
# By noon on Friday all of it is done but the car, and nobody has phoned the relatives. The clock says so, once.
2026-11-06 10:00  Ward completes medicine-card
      medicine-card done by Ward
2026-11-06 10:05  Ward completes medicine-bag
      medicine-bag done by Ward
2026-11-06 10:10  Ward completes dose-dispensing
      dose-dispensing done by Ward
2026-11-06 10:30  Ward completes aids-and-bed
      aids-and-bed done by Ward
2026-11-06 11:00  Ward completes municipality-phoned, saying whom
      municipality-phoned done by Ward
2026-11-06 15:05  the clock
      2026-11-06 15:00  transport is silent (due), step 1: remind, told Ward
      2026-11-06 15:00  relatives-told is silent (due), step 1: remind, told Ward
2026-11-06 15:20  Ward completes transport
      transport done by Ward
2026-11-06 15:30  Ward completes relatives-told
      relatives-told done by Ward

# Home. For 72 hours nurse and GP call the ward; she herself calls her GP, and at night the on-call doctor. The
# summary says until when, so it is due before then.
2026-11-07 10:00  Ward completes discharge-report
      discharge-report done by Ward
2026-11-07 11:00  Ward tells: home
      noted: home 2026-11-07 11:00; now home, department Ward
      contact will pass to Municipality at 2026-11-10 11:00, by rule hours-72
      treatment ended by rule
      care passes from Ward to Municipality, by rule municipal-care
      take-home ended by rule
      discharge done: the message proves it
      treatment-questions opened: held by Ward, by rule hours-72
      treatment-questions will pass to GP at 2026-11-10 11:00, by rule hours-72
      discharge-summary opened: held by Ward, by rule discharge-summary, due 2026-11-10 11:00
      services-resumed opened: held by Municipality, by rule municipal-care, due 2026-11-08 11:00
      first-visit opened: held by Municipality, by rule municipal-care, due 2026-11-08 11:00
      follow-up-visit opened: held by Municipality, by rule follow-up-visit, due 2026-11-14 11:00
      follow-up-visit-gp opened: held by Municipality, by rule follow-up-visit, due 2026-11-14 11:00, part of follow-up-visit
2026-11-07 11:05  Ward completes rehabilitation-plan
      rehabilitation-plan done by Ward
      training opened: held by Municipality, by rule training-7-days, due 2026-11-14 11:00
2026-11-07 14:00  nurse asks whom to call about treatment
      112 in acute danger to life: 112, by rule emergency-first
      Ward: 00 00 10 11, by rule hours-72
2026-11-07 15:00  Municipality completes services-resumed
      services-resumed done by Municipality
2026-11-07 17:00  Municipality completes first-visit
      first-visit done by Municipality
2026-11-08 03:00  citizen asks whom to call about treatment
      112 in acute danger to life: 112, by rule emergency-first
      The on-call doctor: 70 11 31 31, by rule citizens-call-the-gp-elsewhere
# The wound weeps a little on Sunday night. The nurse calls the ward, as the list says, and the number is the right one.
2026-11-08 21:00  nurse asks whom to call about treatment
      112 in acute danger to life: 112, by rule emergency-first
      Ward: 00 00 10 11, by rule hours-72
2026-11-09 09:00  Ward completes discharge-summary, marked
      discharge-summary done by Ward, marked
      follow-up opened: held by Ward, by rule discharge-summary
      follow-up passes from Ward to GP, by rule marked-summary
      make-sure-it-arrived opened: held by Ward, by rule marked-summary, due 2026-11-10 09:00
2026-11-09 10:00  GP sees follow-up
      follow-up seen by GP
      make-sure-it-arrived done by GP
# The hours are over: by rule the GP has the treatment now, and the municipality is whom to call.
2026-11-10 11:30  the clock
      2026-11-10 11:00  contact passes from Ward to Municipality, by rule hours-72
      2026-11-10 11:00  treatment-questions passes from Ward to GP, by rule hours-72
      2026-11-10 11:00  make-sure-it-arrived opened: held by Ward, by rule hours-72, due 2026-11-11 11:00
2026-11-10 11:35  nurse asks whom to call about treatment
      112 in acute danger to life: 112, by rule emergency-first
      GP: 00 00 30 11, by rule gp-outside-72-hours

# Her own doctor and the nurse visit together, and training begins.
2026-11-10 13:00  Municipality offers follow-up-visit-gp to GP
      follow-up-visit-gp offered to GP, answer by 2026-11-11 13:00; Municipality holds it meanwhile
      make-sure-it-arrived done by Municipality
2026-11-10 15:00  GP accepts follow-up-visit-gp
      follow-up-visit-gp is held by GP, accepted
2026-11-11 09:00  Municipality completes training
      training done by Municipality
2026-11-12 10:00  GP completes follow-up-visit-gp
      follow-up-visit-gp done by GP
2026-11-12 10:05  Municipality completes follow-up-visit
      follow-up-visit done by Municipality
2026-11-12 10:06  the list
      contact: Municipality, by rule hours-72
      care: Municipality, by rule municipal-care
      treatment-questions: GP, by rule hours-72
      follow-up: GP, by rule marked-summary
2026-11-12 16:00  GP completes follow-up
      follow-up done by GP
      course 1 closed; contact ends with it; care ends with it; treatment-questions ends with it
# Nobody owes anything, and nobody has forgotten her.
2026-11-12 16:05  the list
      nothing
