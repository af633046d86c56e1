#include "server/words.h"

#include <fmt/format.h>

#include <array>
#include <cstdlib>

#include "core/law.h"

namespace klynge::server {
namespace {

constexpr std::string_view unknown = "?";

struct Names {
  std::string_view operator()(const CitizenOpened&) const { return "citizen-opened"; }
  std::string_view operator()(const IdentityStated&) const { return "identity-stated"; }
  std::string_view operator()(const MunicipalityChanged&) const { return "municipality-changed"; }
  std::string_view operator()(const CitizenDied&) const { return "citizen-died"; }
  std::string_view operator()(const DeathAnnulled&) const { return "death-annulled"; }
  std::string_view operator()(const CitizenMerged&) const { return "citizen-merged"; }
  std::string_view operator()(const CitizenSplit&) const { return "citizen-split"; }
  std::string_view operator()(const RecordFrozen&) const { return "record-frozen"; }
  std::string_view operator()(const RecordThawed&) const { return "record-thawed"; }
  std::string_view operator()(const CaseOpened&) const { return "case-opened"; }
  std::string_view operator()(const CaseChanged&) const { return "case-changed"; }
  std::string_view operator()(const CaseClosed&) const { return "case-closed"; }
  std::string_view operator()(const GpNamed&) const { return "gp-named"; }
  std::string_view operator()(const ObjectionNoted&) const { return "objection-noted"; }
  std::string_view operator()(const StayTold&) const { return "stay-told"; }
  std::string_view operator()(const GpTold&) const { return "gp-told"; }
  std::string_view operator()(const CircumstanceStated&) const { return "circumstance-stated"; }
  std::string_view operator()(const MoveAnnounced&) const { return "move-announced"; }
  std::string_view operator()(const RecordsJoined&) const { return "records-joined"; }
  std::string_view operator()(const StayClosed&) const { return "stay-closed"; }
  std::string_view operator()(const ThreadOpened&) const { return "thread-opened"; }
  std::string_view operator()(const ThreadIdLearned&) const { return "thread-id-learned"; }
  std::string_view operator()(const ThreadCourseLearned&) const { return "thread-course-learned"; }
  std::string_view operator()(const LetterNoted&) const { return "letter-noted"; }
  std::string_view operator()(const LetterSent&) const { return "letter-sent"; }
  std::string_view operator()(const LetterPrepared&) const { return "letter-prepared"; }
  std::string_view operator()(const LetterWithdrawn&) const { return "letter-withdrawn"; }
  std::string_view operator()(const Measured&) const { return "measured"; }
  std::string_view operator()(const LetterPosted&) const { return "letter-posted"; }
  std::string_view operator()(const LetterDelivered&) const { return "letter-delivered"; }
  std::string_view operator()(const LetterAcknowledged&) const { return "letter-acknowledged"; }
  std::string_view operator()(const LetterGivenUp&) const { return "letter-given-up"; }
  std::string_view operator()(const LetterAskedAgain&) const { return "letter-asked-again"; }
  std::string_view operator()(const LetterNotTaken&) const { return "letter-not-taken"; }
  std::string_view operator()(const CourseOpened&) const { return "course-opened"; }
  std::string_view operator()(const CourseKeyLearned&) const { return "course-key-learned"; }
  std::string_view operator()(const StayNoted&) const { return "stay-noted"; }
  std::string_view operator()(const StayOvertaken&) const { return "stay-overtaken"; }
  std::string_view operator()(const StayResumed&) const { return "stay-resumed"; }
  std::string_view operator()(const VisibilityChanged&) const { return "visibility-changed"; }
  std::string_view operator()(const DueMoved&) const { return "due-moved"; }
  std::string_view operator()(const GapSeen&) const { return "gap-seen"; }
  std::string_view operator()(const GapFilled&) const { return "gap-filled"; }
  std::string_view operator()(const CourseClosed&) const { return "course-closed"; }
  std::string_view operator()(const DutyOpened&) const { return "duty-opened"; }
  std::string_view operator()(const DutyOffered&) const { return "duty-offered"; }
  std::string_view operator()(const OfferAccepted&) const { return "offer-accepted"; }
  std::string_view operator()(const OfferDeclined&) const { return "offer-declined"; }
  std::string_view operator()(const LinkMade&) const { return "link-made"; }
  std::string_view operator()(const LinkTried&) const { return "link-tried"; }
  std::string_view operator()(const OfferWithdrawn&) const { return "offer-withdrawn"; }
  std::string_view operator()(const OfferEnded&) const { return "offer-ended"; }
  std::string_view operator()(const AcceptanceContested&) const { return "acceptance-contested"; }
  std::string_view operator()(const DutyPassed&) const { return "duty-passed"; }
  std::string_view operator()(const PassAnnounced&) const { return "pass-announced"; }
  std::string_view operator()(const PassCalledOff&) const { return "pass-called-off"; }
  std::string_view operator()(const DutySucceeded&) const { return "duty-succeeded"; }
  std::string_view operator()(const DutyTaken&) const { return "duty-taken"; }
  std::string_view operator()(const DutyAssigned&) const { return "duty-assigned"; }
  std::string_view operator()(const LeftToCitizen&) const { return "left-to-citizen"; }
  std::string_view operator()(const SilenceNoted&) const { return "silence-noted"; }
  std::string_view operator()(const DutyCompleted&) const { return "duty-completed"; }
  std::string_view operator()(const DutyVoided&) const { return "duty-voided"; }
  std::string_view operator()(const DutyReopened&) const { return "duty-reopened"; }
  std::string_view operator()(const CauseAnnulled&) const { return "cause-annulled"; }
  std::string_view operator()(const DutyReviewed&) const { return "duty-reviewed"; }
  std::string_view operator()(const DutyNoted&) const { return "duty-noted"; }
  std::string_view operator()(const GlassBroken&) const { return "glass-broken"; }
  std::string_view operator()(const UnitBarred&) const { return "unit-barred"; }
  std::string_view operator()(const GoalsWritten&) const { return "goals-written"; }
  std::string_view operator()(const MessageApplied&) const { return "message-applied"; }
  std::string_view operator()(const DuplicateReceived&) const { return "duplicate-received"; }
  std::string_view operator()(const CommandRefused&) const { return "command-refused"; }
  std::string_view operator()(const WriterStarted&) const { return "writer-started"; }
  std::string_view operator()(const SettingAdopted&) const { return "setting-adopted"; }
  std::string_view operator()(const PartyLearned&) const { return "party-learned"; }
  std::string_view operator()(const MessageRefused&) const { return "message-refused"; }
  std::string_view operator()(const NoBasis&) const { return "no-basis"; }
  std::string_view operator()(const CitizenErased&) const { return "citizen-erased"; }
  std::string_view operator()(const QuarantineDestroyed&) const { return "quarantine-destroyed"; }
  std::string_view operator()(const FileImported&) const { return "file-imported"; }
};

// One sentence a fact. Both languages stand side by side, so that neither is forgotten.
class Teller {
 public:
  Teller(Tongue tongue, const Naming& naming) : tongue_(tongue), naming_(naming) {}

  std::string operator()(const CitizenOpened&) const {
    return both("Første gang set her", "First seen here");
  }
  std::string operator()(const IdentityStated&) const { return {}; }
  std::string operator()(const MunicipalityChanged& f) const {
    return both("Beskeder går nu til ", "Messages now go to ") + who(f.municipality);
  }
  std::string operator()(const CitizenDied&) const { return both("Død", "Died"); }
  std::string operator()(const DeathAnnulled&) const {
    return both("Meldingen om død er taget tilbage", "The report of death was taken back");
  }
  std::string operator()(const CitizenMerged&) const {
    return both("Samlet med en anden borgers forløb", "Joined with another citizen's record");
  }
  std::string operator()(const CitizenSplit&) const {
    return both("Skilt fra en anden borgers forløb", "Split from another citizen's record");
  }
  std::string operator()(const RecordFrozen&) const {
    return both("Spærret for ændringer, til driften har set på det",
                "Closed for changes until operations have looked at it");
  }
  std::string operator()(const RecordThawed& f) const {
    return both("Åbnet igen for ændringer af ", "Opened for changes again by ") + who(f.by);
  }
  std::string operator()(const CaseOpened& f) const {
    return both("Sag hos ", "Case at ") + who(f.desk) + both(" fra ", " from ") + day(f.from) +
           (f.to.none() ? "" : both(" til ", " until ") + day(f.to));
  }
  std::string operator()(const CaseChanged& f) const {
    return both("Sagens dage rettet: fra ", "Days of the case changed: from ") + day(f.from) +
           (f.to.none() ? "" : both(" til ", " until ") + day(f.to));
  }
  std::string operator()(const CaseClosed& f) const {
    return both("Sag afsluttet ", "Case ended ") + day(f.to);
  }
  std::string operator()(const GpNamed& f) const { return both("Egen læge: ", "The GP: ") + who(f.gp); }
  std::string operator()(const ObjectionNoted& f) const {
    return f.withdrawn ? both("Borgeren har ikke længere noget imod, at egen læge orienteres",
                              "The citizen does not object any more to the GP being told")
                       : both("Borgeren har frabedt sig, at egen læge orienteres",
                              "The citizen objects to the GP being told");
  }
  std::string operator()(const StayTold& f) const {
    return std::string(say(tongue_, f.event)) + ", " + moment(f.at) + ", " + who(f.by);
  }
  std::string operator()(const GpTold& f) const {
    return who(f.by) + both(" har orienteret ", " has told ") + who(f.gp) +
           (f.basis == GpBasis::consent ? both(" med samtykke", " with consent")
                                        : both(" efter sundhedslovens § 41", " under sundhedsloven § 41"));
  }
  std::string operator()(const CircumstanceStated& f) const {
    return std::string(say(tongue_, f.circumstance)) + both(", fra ", ", from ") + day(f.from) +
           (f.to.none() ? "" : both(" til ", " until ") + day(f.to)) +
           (f.where.none() ? "" : ": " + who(f.where)) + both(", oplyst af ", ", stated by ") + who(f.by);
  }
  std::string operator()(const MoveAnnounced& f) const {
    // A move is announced for a day to come; one "from now" is back to where the citizen is.
    if (!naming_.at.none() && f.from <= naming_.at)
      return both("Flytningen er aflyst. Beskeder går stadig til ",
                  "The move is called off. Messages still go to ") +
             who(f.to);
    return both("Borgeren flytter til ", "The citizen moves to ") + who(f.to) + both(" den ", " on ") +
           day(f.from);
  }
  std::string operator()(const RecordsJoined&) const {
    return both("Samlet med det, der stod under et andet nummer",
                "Joined with what stood under another number");
  }
  std::string operator()(const StayClosed& f) const {
    return both("Opholdet lukket i hånden af ", "The stay closed by hand by ") + who(f.by) + ": " +
           std::string(say(tongue_, f.because));
  }
  std::string operator()(const ThreadOpened&) const { return {}; }
  std::string operator()(const ThreadIdLearned&) const {
    return both("Brevet hører til en tråd, som er brudt i et ældre system",
                "The letter belongs to a thread that was broken in an older system");
  }
  std::string operator()(const ThreadCourseLearned&) const { return {}; }
  std::string operator()(const LetterNoted& f) const {
    return std::string(say(tongue_, f.letter_kind)) + both(" fra ", " from ") + who(f.from) +
           both(" til ", " to ") + who(f.to) + ", " + format_person(f.sent, tongue_ == Tongue::danish) +
           (f.converted ? both(" (omsat fra ældre standard)", " (converted from an older standard)") : "");
  }
  std::string operator()(const LetterSent& f) const {
    return std::string(say(tongue_, f.letter_kind)) + both(" sendt af ", " sent by ") + who(f.from) +
           both(" til ", " to ") + who(f.to);
  }
  std::string operator()(const LetterPrepared& f) const {
    return both("Kladde til brev til ", "Draft of a letter to ") + who(f.to) + both(" af ", " by ") +
           who(f.by);
  }
  std::string operator()(const LetterPosted&) const { return {}; }
  std::string operator()(const LetterDelivered& f) const {
    return f.times < 2 ? both("Brevet er leveret", "The letter was delivered")
                       : both("Brevet er leveret igen", "The letter was delivered again");
  }
  std::string operator()(const LetterAcknowledged& f) const {
    switch (f.answer) {
      case PostAnswer::none:
        return {};
      case PostAnswer::ok:
        return both("Brevet er modtaget af den anden parts system",
                    "The letter was received by the other party's system");
      case PostAnswer::fatal_error:
        return both("Brevet blev afvist af den anden parts system",
                    "The letter was refused by the other party's system") +
               (f.codes.empty() ? "" : " (" + f.codes + ")");
      case PostAnswer::transient_error:
        return both("Den anden parts system kunne ikke tage brevet lige nu",
                    "The other party's system could not take the letter just now");
    }
    return {};
  }
  std::string operator()(const LetterGivenUp&) const {
    return both("Ingen kvittering for brevet efter sidste genafsendelse",
                "No acknowledgement of the letter after it was sent for the last time");
  }
  std::string operator()(const LetterAskedAgain& f) const {
    return both("Brevet sendes igen, siger ", "The letter is to be sent again, says ") + who(f.by);
  }
  std::string operator()(const LetterNotTaken& f) const {
    return f.status == 0
               ? both("Den anden parts system har ikke taget imod brevet i tide; det prøves stadig",
                      "The other party's system has not taken the letter in time; it is still tried")
               : both("Den anden parts system tager ikke imod brevet, som det er (",
                      "The other party's system does not take the letter as it is (") +
                     std::to_string(f.status) + ")";
  }
  std::string operator()(const LetterWithdrawn& f) const {
    return both("Kladde slettet af ", "Draft withdrawn by ") + who(f.by);
  }
  std::string operator()(const Measured& f) const {
    if (f.form == NoteForm::by_hand) return both("Målt i hjemmet af ", "Measured at home by ") + who(f.from);
    const std::string from_to = who(f.from) + both(" til ", " to ") + who(f.to);
    switch (f.form) {
      case NoteForm::first:
      case NoteForm::by_hand:
        return both("Målt i hjemmet, fra ", "Measured at home, from ") + from_to;
      case NoteForm::correction:
        return both("R: målt i hjemmet, rettet, fra ", "R: measured at home, corrected, from ") + from_to;
      case NoteForm::annulment:
        return both("Målinger trukket tilbage, fra ", "Measurements withdrawn, from ") + from_to;
    }
    return {};
  }
  std::string operator()(const CourseOpened&) const { return both("Forløb åbnet", "Course opened"); }
  std::string operator()(const CourseKeyLearned&) const { return {}; }
  std::string operator()(const StayNoted& f) const {
    std::string text;
    if (f.form == NoteForm::correction) text = both("Rettet: ", "Corrected: ");
    if (f.form == NoteForm::annulment) text = both("Annulleret: ", "Annulled: ");
    if (f.form == NoteForm::by_hand) text = both("Uden advis: ", "Without a notification: ");
    text += say(tongue_, f.event);
    text += ", " + who(f.ward_named) + ", " + format_person(f.at, tongue_ == Tongue::danish);
    if (f.late)
      text += both(" (kom sent, ændrer ikke tilstanden)", " (came late, does not change the state)");
    if (f.reconstructed) text += both(" (genskabt fra en log)", " (reconstructed from a log)");
    if (f.deviates) text += both(" (afviger fra reglerne for brug)", " (deviates from the rules of use)");
    return text;
  }
  std::string operator()(const StayOvertaken&) const {
    return both("Borgeren er indlagt igen; det nye ophold gælder", "In hospital again; the new stay counts");
  }
  std::string operator()(const StayResumed&) const {
    return both("Forløbet er åbent igen, fordi en besked blev annulleret",
                "The course is open again because a message was annulled");
  }
  std::string operator()(const DueMoved& f) const {
    return what(f.duty) +
           both(": ny frist, fordi tidspunktet er flyttet: ",
                ": new deadline, because the time was moved: ") +
           (f.due.none() ? both("ingen", "none") : moment(f.due));
  }
  std::string operator()(const VisibilityChanged& f) const {
    return what(f.duty) + (f.visible ? both(": kan ses her fra nu af", ": visible here from now on")
                                     : both(": kan ikke ses her mere", ": not visible here any more"));
  }
  std::string operator()(const GapSeen&) const {
    return both("En tidligere besked i kæden er ikke set her",
                "An earlier message of the chain was never seen here");
  }
  std::string operator()(const GapFilled&) const {
    return both("Den manglende besked er kommet", "The missing message has come");
  }
  std::string operator()(const CourseClosed&) const { return both("Forløb afsluttet", "Course closed"); }
  std::string operator()(const DutyOpened& f) const {
    return what(f.duty) + both(": åbnet hos ", ": opened, held by ") + who(f.holder);
  }
  std::string operator()(const DutyOffered& f) const {
    return what(f.duty) + both(": ", ": ") + who(f.by) + both(" spørger ", " asks ") + who(f.to);
  }
  std::string by_phone(Party recorded_by) const {
    return both(" pr. telefon, noteret af ", " by phone, noted by ") + who(recorded_by);
  }
  std::string by_link() const { return both(" med et link", " by a link"); }
  std::string operator()(const OfferAccepted& f) const {
    return what(f.duty) + both(": overtaget af ", ": accepted by ") + who(f.by) +
           (f.by_phone  ? by_phone(f.recorded_by)
            : f.by_link ? by_link()
                        : "");
  }
  std::string operator()(const OfferDeclined& f) const {
    return what(f.duty) + both(": afslået af ", ": declined by ") + who(f.by) + ", " +
           std::string(say(tongue_, f.reason)) +
           (f.by_phone  ? by_phone(f.recorded_by)
            : f.by_link ? by_link()
                        : "");
  }
  std::string operator()(const LinkMade& f) const {
    return what(f.duty) + both(": der kan svares med et link", ": may be answered by a link");
  }
  std::string operator()(const LinkTried& f) const {
    return what(f.duty) + (f.right ? both(": åbnet med link og kode", ": opened by link and code")
                                   : both(": en forkert kode til linket", ": a wrong code for the link"));
  }
  std::string operator()(const OfferWithdrawn& f) const {
    return what(f.duty) + both(": forespørgslen er taget tilbage", ": the offer was withdrawn");
  }
  std::string operator()(const OfferEnded& f) const {
    return what(f.duty) + both(": forespørgslen til ", ": the offer to ") + who(f.to) +
           both(" bortfaldt", " lapsed");
  }
  std::string operator()(const AcceptanceContested& f) const {
    return what(f.duty) + both(": overtagelsen bestrides af ", ": the acceptance is contested by ") +
           who(f.by);
  }
  std::string operator()(const DutyPassed& f) const {
    return what(f.duty) + both(": gået til ", ": passed to ") + who(f.to) +
           both(" efter reglerne", " by rule");
  }
  std::string operator()(const PassAnnounced& f) const {
    if (f.to.none()) return what(f.duty) + both(": slutter ", ": ends ") + moment(f.at);
    return what(f.duty) + both(": går til ", ": passes to ") + who(f.to) + " " + moment(f.at);
  }
  std::string operator()(const PassCalledOff& f) const {
    return what(f.duty) + both(": går alligevel ikke videre", ": does not pass on after all");
  }
  std::string operator()(const DutySucceeded& f) const {
    return what(f.duty) + both(": videreført af ", ": succeeded to by ") + who(f.to);
  }
  std::string operator()(const DutyTaken& f) const {
    return what(f.duty) + both(": taget af ", ": taken by ") + who(f.by);
  }
  std::string operator()(const DutyAssigned& f) const {
    return what(f.duty) + both(": fordelt til ", ": assigned to ") + who(f.unit);
  }
  std::string operator()(const LeftToCitizen& f) const {
    return what(f.duty) +
           both(": overladt til borgeren, følges op ", ": left to the citizen, to be checked ") +
           format_person(f.check_by, tongue_ == Tongue::danish);
  }
  std::string operator()(const SilenceNoted& f) const {
    std::string text =
        what(f.duty) + both(": intet svar, ", ": no answer, ") + std::string(say(tongue_, f.ladder));
    for (size_t i = 0; i < f.told.size(); ++i) text += (i == 0 ? ": " : ", ") + who(f.told[i]);
    return text;
  }
  std::string operator()(const DutyCompleted& f) const {
    return what(f.duty) + both(": udført", ": done") + (f.by.none() ? "" : both(" af ", " by ") + who(f.by)) +
           (f.marked ? both(", markeret til opfølgning", ", marked for follow-up") : "") +
           (f.date.none() ? "" : both(", gælder fra ", ", counts from ") + moment(f.date));
  }
  std::string operator()(const DutyVoided& f) const {
    return what(f.duty) + both(": bortfaldet, ", ": void, ") + std::string(say(tongue_, f.reason));
  }
  std::string operator()(const DutyReopened& f) const {
    return what(f.duty) + both(": genåbnet af ", ": reopened by ") + who(f.by);
  }
  std::string operator()(const CauseAnnulled& f) const {
    return what(f.duty) + both(": årsagen er annulleret", ": its cause was annulled");
  }
  std::string operator()(const DutyReviewed& f) const {
    return what(f.duty) + both(": set af ", ": reviewed by ") + who(f.by);
  }
  std::string operator()(const GoalsWritten& f) const {
    if (f.by.none()) return both("Borgerens egne mål", "The citizen's own goals");
    return both("Borgerens egne mål, skrevet ned af ", "The citizen's own goals, written down by ") +
           who(f.by);
  }
  std::string operator()(const DutyNoted& f) const {
    return what(f.duty) + both(": note fra ", ": note by ") + who(f.by);
  }
  std::string operator()(const GlassBroken& f) const {
    return who(f.by) +
           both(" ser hele forløbet med en begrundelse, indtil ",
                " sees the whole course with a reason, until ") +
           format_person(f.until, tongue_ == Tongue::danish);
  }
  std::string operator()(const UnitBarred& f) const {
    return f.lifted ? who(f.unit) + both(" må igen slå borgeren op", " may look the citizen up again")
                    : both("Borgeren ønsker ikke, at ", "The citizen does not want ") + who(f.unit) +
                          both(" slår op", " to look");
  }
  std::string operator()(const MessageApplied&) const { return {}; }
  std::string operator()(const DuplicateReceived&) const {
    return both("Samme besked kom igen", "The same message came again");
  }
  std::string operator()(const CommandRefused& f) const {
    return what(f.duty) + both(": afvist, ", ": refused, ") +
           std::string(say(tongue_, static_cast<Refusal>(f.refusal)));
  }
  // The installation's own; no citizen's timeline holds them.
  std::string operator()(const WriterStarted&) const { return {}; }
  std::string operator()(const SettingAdopted&) const { return {}; }
  std::string operator()(const PartyLearned&) const { return {}; }
  std::string operator()(const MessageRefused&) const { return {}; }
  std::string operator()(const NoBasis&) const { return {}; }
  std::string operator()(const CitizenErased&) const { return {}; }
  std::string operator()(const QuarantineDestroyed&) const { return {}; }
  std::string operator()(const FileImported&) const { return {}; }

 private:
  std::string both(std::string_view danish, std::string_view english) const {
    return std::string(say(tongue_, danish, english));
  }
  std::string moment(Instant at) const { return format_person(at, tongue_ == Tongue::danish); }
  std::string day(Instant at) const {
    const std::string text = format_person(at, tongue_ == Tongue::danish);
    return text.substr(0, text.rfind(both(" kl.", " ")));
  }
  std::string who(Party party) const { return naming_.party(party); }
  std::string what(uint16_t duty) const { return naming_.task(tongue_, duty); }

  Tongue tongue_;
  const Naming& naming_;
};

}  // namespace

std::string_view say(Tongue tongue, std::string_view danish, std::string_view english) {
  return tongue == Tongue::danish ? danish : english;
}

const std::string& say(Tongue tongue, const Words& words) {
  return tongue == Tongue::danish || words.en.empty() ? words.da : words.en;
}

std::string_view say(Tongue t, Strand strand) {
  switch (strand) {
    case Strand::none:
      return "";
    case Strand::contact:
      return say(t, "Indgang", "Contact");
    case Strand::treatment:
      return say(t, "Behandling", "Treatment");
    case Strand::care:
      return say(t, "Pleje og sygepleje", "Nursing and care");
    case Strand::authority:
      return say(t, "Myndighed", "Decision and payment");
    case Strand::rehabilitation:
      return say(t, "Genoptræning", "Rehabilitation");
  }
  return unknown;
}

std::string_view say(Tongue t, Ground ground) {
  switch (ground) {
    case Ground::accepted:
      return say(t, "har sagt ja", "accepted");
    case Ground::by_rule:
      return say(t, "efter regel", "by rule");
    case Ground::succession:
      return say(t, "videreført", "by succession");
    case Ground::taken:
      return say(t, "har selv taget den", "took it");
  }
  return unknown;
}

std::string_view say(Tongue t, StayState state) {
  switch (state) {
    case StayState::none:
      return say(t, "Intet ophold", "No stay");
    case StayState::acute:
      return say(t, "Akut ambulant", "Acute, not admitted");
    case StayState::admitted:
      return say(t, "Indlagt", "Admitted");
    case StayState::leave:
      return say(t, "På orlov", "On leave");
    case StayState::home:
      return say(t, "Hjemme", "Home");
    case StayState::dead:
      return say(t, "Død", "Dead");
    case StayState::elsewhere:
      return say(t, "Indlagt igen", "In hospital again");
    case StayState::expected:
      return say(t, "Indlæggelse ventes", "Admission expected");
    case StayState::ready:
      return say(t, "Klar til udskrivning", "Ready for discharge");
  }
  return unknown;
}

std::string_view say(Tongue t, StayEvent event) {
  switch (event) {
    case StayEvent::acute:
      return say(t, "Akut ambulant kontakt", "Acute contact");
    case StayEvent::admitted:
      return say(t, "Indlagt", "Admitted");
    case StayEvent::leave:
      return say(t, "Orlov begyndt", "Leave began");
    case StayEvent::back:
      return say(t, "Tilbage fra orlov", "Back from leave");
    case StayEvent::home:
      return say(t, "Udskrevet", "Discharged");
    case StayEvent::dead:
      return say(t, "Død", "Died");
    case StayEvent::elsewhere:
      return say(t, "Indlagt igen", "In hospital again");
    case StayEvent::expected:
      return say(t, "Indlæggelse ventes", "Admission expected");
    case StayEvent::discharge_expected:
      return say(t, "Udskrivning ventes", "Discharge expected");
    case StayEvent::discharge_moved:
      return say(t, "Ventet udskrivning flyttet", "Expected discharge moved");
    case StayEvent::ready:
      return say(t, "Klar til udskrivning (færdigbehandlet)", "Ready for discharge");
    case StayEvent::not_ready:
      return say(t, "Ikke klar til udskrivning alligevel", "Not ready for discharge after all");
    case StayEvent::terminal:
      return say(t, "Døende", "Dying");
    case StayEvent::emergency_call:
      return say(t, "112 er kaldt", "112 was called");
    case StayEvent::emergency_over:
      return say(t, "Det akutte er ovre", "The emergency is over");
    case StayEvent::gp_named:
      return say(t, "Egen læge er kendt", "The GP is known");
    case StayEvent::task_opened:
      return say(t, "Opgave åbnet", "Duty opened");
    case StayEvent::task_done:
      return say(t, "Opgave udført", "Duty done");
    case StayEvent::task_marked:
      return say(t, "Opgave markeret til opfølgning", "Duty marked for follow-up");
    case StayEvent::task_overdue:
      return say(t, "Opgave overskredet", "Duty overdue");
    case StayEvent::task_voided:
      return say(t, "Opgave bortfaldet", "Duty void");
  }
  return unknown;
}

std::string_view say(Tongue t, DeclineReason reason) {
  switch (reason) {
    case DeclineReason::not_our_citizen:
      return say(t, "ikke vores borger", "not our citizen");
    case DeclineReason::no_capacity:
      return say(t, "ingen plads", "no capacity");
    case DeclineReason::information_missing:
      return say(t, "oplysninger mangler", "information is missing");
    case DeclineReason::wrong_level:
      return say(t, "forkert niveau", "wrong level");
    case DeclineReason::other:
      return say(t, "anden grund", "other reason");
  }
  return unknown;
}

std::string_view say(Tongue t, ClosedBecause because) {
  switch (because) {
    case ClosedBecause::seen_at_home:
      return say(t, "set hjemme", "seen at home");
    case ClosedBecause::told_by_ward:
      return say(t, "oplyst af afdelingen", "told by the department");
    case ClosedBecause::told_by_citizen:
      return say(t, "oplyst af borgeren", "told by the citizen");
    case ClosedBecause::other:
      return say(t, "anden grund", "other reason");
  }
  return unknown;
}

std::string_view say(Tongue t, CircumstanceKind kind) {
  switch (kind) {
    case CircumstanceKind::no_residence:
      return say(t, "Uden bopæl", "No residence");
    case CircumstanceKind::protected_address:
      return say(t, "Navne- og adressebeskyttelse", "Protected name and address");
    case CircumstanceKind::guardian:
      return say(t, "Værge", "Guardian");
    case CircumstanceKind::mandate:
      return say(t, "Fuldmagt", "Mandate");
    case CircumstanceKind::relative:
      return say(t, "Pårørende, der må orienteres", "Relative who may be told");
    case CircumstanceKind::custody:
      return say(t, "Forældremyndighed", "Custody");
  }
  return unknown;
}

std::string_view say(Tongue t, VoidReason reason) {
  switch (reason) {
    case VoidReason::death:
      return say(t, "død", "death");
    case VoidReason::annulled:
      return say(t, "annulleret", "annulled");
    case VoidReason::wrong_citizen:
      return say(t, "forkert borger", "wrong citizen");
    case VoidReason::not_needed:
      return say(t, "ikke nødvendig", "not needed");
    case VoidReason::duplicate:
      return say(t, "dobbelt", "duplicate");
    case VoidReason::other:
      return say(t, "anden grund", "other reason");
  }
  return unknown;
}

std::string_view say(Tongue t, LadderKind kind) {
  switch (kind) {
    case LadderKind::remind:
      return say(t, "rykket", "reminded");
    case LadderKind::ask:
      return say(t, "bedt om hjælp", "asked for help");
    case LadderKind::inform:
      return say(t, "underrettet", "informed");
    case LadderKind::raise:
      return say(t, "løftet til ledelsen", "raised with the leaders");
  }
  return unknown;
}

std::string_view say(Tongue t, PartyKind kind) {
  switch (kind) {
    case PartyKind::hospital:
      return say(t, "hospital", "hospital");
    case PartyKind::municipality:
      return say(t, "kommune", "municipality");
    case PartyKind::gp:
      return say(t, "almen praksis", "general practice");
    case PartyKind::region:
      return say(t, "region", "region");
    case PartyKind::operations:
      return say(t, "drift", "operations");
    case PartyKind::unknown:
      break;
  }
  return say(t, "ukendt", "unknown");
}

std::string_view say(Tongue t, LetterKind kind) {
  switch (kind) {
    case LetterKind::first:
      return say(t, "Nyt brev", "New letter");
    case LetterKind::reply:
      return say(t, "Svar", "Reply");
    case LetterKind::forward:
      return say(t, "Videresendt brev", "Forwarded letter");
  }
  return unknown;
}

std::string_view say(Tongue t, Refusal refusal) {
  switch (refusal) {
    case Refusal::none:
      return say(t, "i orden", "all right");
    case Refusal::no_such_duty:
      return say(t, "opgaven findes ikke", "there is no such duty");
    case Refusal::no_such_party:
      return say(t, "parten kendes ikke i dag", "the party does not exist today");
    case Refusal::not_yours:
      return say(t, "en anden har opgaven", "another party holds the duty");
    case Refusal::not_offered_to_you:
      return say(t, "I er ikke spurgt", "the duty is not offered to you");
    case Refusal::already_offered:
      return say(t, "en anden er allerede spurgt", "another party is already asked");
    case Refusal::not_offered:
      return say(t, "ingen er spurgt", "nobody is asked");
    case Refusal::ended:
      return say(t, "opgaven er slut", "the duty has ended");
    case Refusal::not_ended:
      return say(t, "opgaven er ikke slut", "the duty has not ended");
    case Refusal::accepted_by_other:
      return say(t, "en anden har overtaget opgaven", "another party has accepted it");
    case Refusal::contact_must_stay:
      return say(t, "indgangen slutter kun med forløbet", "contact ends only with its course");
    case Refusal::reason_required:
      return say(t, "en begrundelse mangler", "a reason is required");
    case Refusal::kind_may_not_take:
      return say(t, "den slags part kan ikke tage opgaven", "this kind of party may not take the duty");
    case Refusal::not_allowed:
      return say(t, "det må I ikke", "not allowed");
    case Refusal::frozen:
      return say(t, "borgerens forløb er spærret, til driften har set på det",
                 "the record is frozen until operations have looked at it");
    case Refusal::too_late_to_contest:
      return say(t, "det er for sent at bestride", "it is too late to contest");
    case Refusal::same_party:
      return say(t, "parten har den allerede", "that party has it already");
    case Refusal::barred:
      return say(t, "parten må ikke spørges", "the party may not be offered duties");
    case Refusal::time_is_past:
      return say(t, "tidspunktet er passeret", "the time is past");
    case Refusal::no_such_course:
      return say(t, "forløbet findes ikke", "there is no such course");
    case Refusal::dead:
      return say(t, "borgeren er død", "the citizen has died");
    case Refusal::no_such_task:
      return say(t, "opgavetypen kendes ikke", "there is no such task");
    case Refusal::objected:
      return say(t, "borgeren har frabedt sig, at egen læge orienteres",
                 "the citizen objects to the GP being told");
    case Refusal::other_state:
      return say(t, "det passer ikke med, hvor opholdet er nu", "the stay is in another state");
    case Refusal::no_open_stay:
      return say(t, "borgeren er ikke på hospital i det forløb",
                 "the citizen is not in hospital in that course");
    case Refusal::wrong_time:
      return say(t, "tidspunktet passer ikke med det, der vides",
                 "the time does not agree with what is known");
    case Refusal::joined_with_other:
      return say(t, "borgerens forløb er samlet under et andet nummer",
                 "the record is part of another one now");
    case Refusal::no_such_citizen:
      return say(t, "den anden borger findes ikke", "there is no such other citizen");
    case Refusal::no_such_circumstance:
      return say(t, "det er ikke oplyst tidligere", "nothing of that kind has been stated");
    case Refusal::no_such_letter:
      return say(t, "brevet eller tråden findes ikke", "there is no such letter or thread");
    case Refusal::not_the_latest:
      return say(t, "kun det seneste brev i tråden kan besvares",
                 "only the latest letter of a thread is answered");
    case Refusal::no_location_number:
      return say(t, "parten har intet lokationsnummer og kan ikke sende eller få breve",
                 "the party has no location number: no letters can be sent from it or to it");
    case Refusal::link_over:
      return say(t, "linket gælder ikke mere", "the link is over");
    case Refusal::changed_since:
      return say(t, "opgaven har skiftet hænder eller er tilbudt på ny, siden du så den",
                 "the duty has changed hands, or is offered anew, since you saw it");
    case Refusal::link_locked:
      return say(t, "linket er låst efter for mange forkerte koder",
                 "the link is locked after too many wrong codes");
    case Refusal::not_switched_on:
      return say(t, "der sendes ikke breve til den part herfra: det er ikke slået til (indstillingen post)",
                 "no letters are sent to that party from here: it is not switched on (the setting `post`)");
    case Refusal::answered_otherwise:
      return say(t, "brevet er allerede kvitteret på en anden måde",
                 "the letter has been acknowledged otherwise before");
  }
  return unknown;
}

std::string say_length(Tongue tongue, Duration length) {
  const int64_t total = std::max<int64_t>(1, std::abs(length.us) / minutes(1).us);
  const int64_t day = total / 1440, hour = total / 60 % 24, minute = total % 60;
  const auto unit = [](int64_t n, std::string_view name) {
    return std::to_string(n) + " " + std::string(name);
  };
  const std::string_view minute_name = say(tongue, "min.", "min"), hour_name = say(tongue, "t", "h");
  if (day > 0) return unit(day, "d") + (hour > 0 && day < 4 ? " " + unit(hour, hour_name) : "");
  if (hour > 0)
    return unit(hour, hour_name) + (hour < 6 && minute > 0 ? " " + unit(minute, minute_name) : "");
  return unit(minute, minute_name);
}

std::string say_when(Tongue tongue, Instant at, Instant now) {
  static constexpr std::array<std::string_view, 7> weekdays_da{"man.", "tirs.", "ons.", "tors.",
                                                               "fre.", "lør.",  "søn."},
      weekdays_en{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  static constexpr std::array<std::string_view, 12> months_da{"jan.", "feb.", "mar.", "apr.", "maj",  "jun.",
                                                              "jul.", "aug.", "sep.", "okt.", "nov.", "dec."},
      months_en{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const bool danish = tongue == Tongue::danish;
  const Date date = denmark_date(at);
  const int64_t off = days_from_civil(date) - days_from_civil(denmark_date(now));
  const int64_t minute = denmark_clock(at).us / minutes(1).us;
  const std::string clock = danish ? fmt::format("kl. {:02}.{:02}", minute / 60, minute % 60)
                                   : fmt::format("{:02}:{:02}", minute / 60, minute % 60);
  if (off == -1) return fmt::format("{} {}", say(tongue, "i går", "yesterday"), clock);
  if (off == 0) return fmt::format("{} {}", say(tongue, "i dag", "today"), clock);
  if (off == 1) return fmt::format("{} {}", say(tongue, "i morgen", "tomorrow"), clock);
  const auto weekday_at = static_cast<size_t>(weekday(date) - 1),
             month_at = static_cast<size_t>(date.month - 1);
  const std::string day =
      fmt::format("{}{} {}", date.day, danish ? "." : "", (danish ? months_da : months_en)[month_at]);
  if (std::abs(off) > 300) return fmt::format("{} {} {}", day, date.year, clock);
  return fmt::format("{} {} {}", (danish ? weekdays_da : weekdays_en)[weekday_at], day, clock);
}

Instant due_said(Instant due) {
  return denmark_clock(due) < minutes(1) ? due - minutes(1) : due;
}

std::string say_cpr(std::string_view digits) {
  if (digits.size() != 10) return std::string(digits);
  return std::string(digits.substr(0, 6)) + "-" + std::string(digits.substr(6));
}

std::string Naming::party(Party who) const {
  if (who.none()) return {};
  const PartyInfo* info = setting->directory.find(who);
  return info != nullptr && !info->name.empty() ? info->name : "SOR " + std::to_string(who.sor);
}

std::string Naming::task(Tongue tongue, const Duty& duty) const {
  if (duty.strand != Strand::none) return std::string(say(tongue, duty.strand));
  const Course* course = record == nullptr ? nullptr : record->course(duty.course);
  const Pathway* pathway = course == nullptr ? nullptr : setting->pathway(course->pathway, course->version);
  const Task* task = pathway == nullptr ? nullptr : pathway->task(duty.task);
  if (task == nullptr)
    if (const Pathway* letters = setting->pathway("letters", duty.opened)) task = letters->task(duty.task);
  const Words* own = task == nullptr ? own_task(duty.task) : &task->name;
  return own == nullptr ? std::string(duty.task) : say(tongue, *own);
}

std::string Naming::task(Tongue tongue, uint16_t duty) const {
  const Duty* found = record == nullptr ? nullptr : record->duty(duty);
  if (found != nullptr) return task(tongue, *found);
  return std::string(say(tongue, "Opgave ", "Duty ")) + std::to_string(duty);
}

namespace {

std::vector<std::string_view> fields_of(std::string_view line) {
  std::vector<std::string_view> fields;
  for (size_t at = 0; at <= line.size();) {
    const size_t end = std::min(line.find('\t', at), line.size());
    fields.push_back(line.substr(at, end - at));
    at = end + 1;
  }
  return fields;
}

std::string say_measurement(Tongue tongue, const std::vector<std::string_view>& fields) {
  std::string said(fields[1].empty() ? fields[0] : fields[1]);
  said += ": " + std::string(fields[2]);
  if (!fields[3].empty() && fields[3] != "1") said += " " + std::string(fields[3]);
  if (const auto at = parse_time(fields[4])) said += ", " + format_person(at->at, tongue == Tongue::danish);
  if (!fields[5].empty()) said += " (" + std::string(fields[5]) + ")";
  return said;
}

}  // namespace

std::vector<std::string> say_measured(Tongue tongue, std::string_view lines) {
  std::vector<std::string> said;
  for (size_t at = 0; at < lines.size();) {
    const size_t end = std::min(lines.find('\n', at), lines.size());
    const auto fields = fields_of(lines.substr(at, end - at));
    at = end + 1;
    const auto rest = [&] {
      std::string text;
      for (size_t i = 1; i < fields.size(); ++i)
        if (!fields[i].empty()) text += (text.empty() ? "" : ", ") + std::string(fields[i]);
      return text;
    };
    if (fields.size() == 6) {
      said.push_back(say_measurement(tongue, fields));
    } else if (fields[0] == "by") {
      if (const std::string who = rest(); !who.empty())
        said.push_back(std::string(say(tongue, "Målt af ", "Measured by ")) + who);
    } else if (fields[0] == "asked-by") {
      said.push_back(std::string(say(tongue, "Bestilt af ", "Asked for by ")) + rest());
    } else if (fields[0] == "file") {
      said.push_back(std::string(say(tongue, "Fil: ", "File: ")) + rest());
    } else if (fields[0] == "restricted") {
      said.emplace_back(
          say(tongue, "Borgeren ønsker ikke svaret delt", "The citizen does not want the result shared"));
    } else {
      said.push_back(rest());
    }
  }
  return said;
}

std::string_view name_of(const Fact& fact) {
  return std::visit(Names{}, fact);
}

std::string sentence(Tongue tongue, const Fact& fact, const Naming& naming) {
  return std::visit(Teller(tongue, naming), fact);
}

}  // namespace klynge::server
