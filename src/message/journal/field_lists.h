#pragma once
// The fields of everything that is kept: number, name, member. Numbers and names are for ever: a field that
// is no longer written leaves its number unused. A new field takes the next free number at the end of its
// list, and its absence must mean what was so before it came. A meaning that changes is a new version of the
// fact instead (docs/format/journal.md, "When something changes").
#include "message/journal/fields.h"

namespace klynge::message {

// --- facts: the citizen ---

template <class F>
void fields(F& f, Of<CitizenOpened> auto& x) {
  f.begin("CitizenOpened", 1);
  f.code(1, "controller", x.controller);
  f(2, "municipality", x.municipality);
}
template <class F>
void fields(F& f, Of<IdentityStated> auto& x) {
  f.begin("IdentityStated", 1);
  f(1, "number_only", x.number_only);
}
template <class F>
void fields(F& f, Of<MunicipalityChanged> auto& x) {
  f.begin("MunicipalityChanged", 1);
  f(1, "municipality", x.municipality);
  f(2, "said", x.said);
}
template <class F>
void fields(F& f, Of<CitizenDied> auto& x) {
  f.begin("CitizenDied", 1);
  f(1, "at", x.at);
}
template <class F>
void fields(F& f, Of<DeathAnnulled> auto&) {
  f.begin("DeathAnnulled", 1);
}
template <class F>
void fields(F& f, Of<CitizenMerged> auto& x) {
  f.begin("CitizenMerged", 1);
  f(1, "into", x.into);
}
template <class F>
void fields(F& f, Of<CitizenSplit> auto& x) {
  f.begin("CitizenSplit", 1);
  f(1, "from", x.from);
}
template <class F>
void fields(F& f, Of<RecordFrozen> auto& x) {
  f.begin("RecordFrozen", 1);
  f(1, "invariant", x.invariant);
}
template <class F>
void fields(F& f, Of<RecordThawed> auto& x) {
  f.begin("RecordThawed", 1);
  f(1, "by", x.by);
  f(2, "text", x.text);
}

template <class F>
void fields(F& f, Of<CaseOpened> auto& x) {
  f.begin("CaseOpened", 1);
  f(1, "number", x.number);
  f(2, "case_kind", x.case_kind);
  f(3, "desk", x.desk);
  f(4, "from", x.from);
  f(5, "to", x.to);
  f(6, "source", x.source);
}
template <class F>
void fields(F& f, Of<CaseChanged> auto& x) {
  f.begin("CaseChanged", 1);
  f(1, "number", x.number);
  f(2, "from", x.from);
  f(3, "to", x.to);
  f(4, "source", x.source);
}
template <class F>
void fields(F& f, Of<CaseClosed> auto& x) {
  f.begin("CaseClosed", 1);
  f(1, "number", x.number);
  f(2, "to", x.to);
  f(3, "source", x.source);
}

template <class F>
void fields(F& f, Of<GpNamed> auto& x) {
  f.begin("GpNamed", 1);
  f(1, "gp", x.gp);
  f(2, "by", x.by);
}
template <class F>
void fields(F& f, Of<ObjectionNoted> auto& x) {
  f.begin("ObjectionNoted", 1);
  f(1, "withdrawn", x.withdrawn);
  f(2, "by", x.by);
  f(3, "text", x.text);
}
template <class F>
void fields(F& f, Of<CircumstanceStated> auto& x) {
  f.begin("CircumstanceStated", 1);
  f(1, "number", x.number);
  f(2, "circumstance", x.circumstance);
  f(3, "from", x.from);
  f(4, "to", x.to);
  f(5, "where", x.where);
  f(6, "by", x.by);
  f(7, "renewal", x.renewal);
  f(8, "text", x.text);
}
template <class F>
void fields(F& f, Of<MoveAnnounced> auto& x) {
  f.begin("MoveAnnounced", 1);
  f(1, "to", x.to);
  f(2, "from", x.from);
}
template <class F>
void fields(F& f, Of<RecordsJoined> auto& x) {
  f.begin("RecordsJoined", 1);
  f(1, "other", x.other);
  f(2, "municipality", x.municipality);
  f(3, "died", x.died);
  f(4, "joined", x.joined);
  f(5, "courses", x.courses);
  f(6, "duties", x.duties);
  f(7, "cases", x.cases);
  f(8, "circumstances", x.circumstances);
  f(9, "text", x.text);
  f(10, "gp", x.gp);
  f(11, "objected", x.objected);
  f(12, "threads", x.threads);
  f(13, "drafts", x.drafts);
  f(14, "barred", x.barred);
  f(15, "municipality_said", x.municipality_said);
}
template <class F>
void fields(F& f, Of<GlassBroken> auto& x) {
  f.begin("GlassBroken", 1);
  f(1, "by", x.by);
  f(2, "person", x.person);
  f(3, "until", x.until);
  f(4, "text", x.text);
}
template <class F>
void fields(F& f, Of<UnitBarred> auto& x) {
  f.begin("UnitBarred", 1);
  f(1, "unit", x.unit);
  f(2, "lifted", x.lifted);
  f(3, "by", x.by);
  f(4, "text", x.text);
}
template <class F>
void fields(F& f, Of<GoalsWritten> auto& x) {
  f.begin("GoalsWritten", 1);
  f(1, "by", x.by);
  f(2, "acting", x.acting);
  f(3, "text", x.text);
}

// --- facts: courses and stays ---

template <class F>
void fields(F& f, Of<CourseOpened> auto& x) {
  f.begin("CourseOpened", 1);
  f(1, "course", x.course);
  f(2, "pathway", x.pathway);
  f(3, "version", x.version);
  f(4, "municipality", x.municipality);
}
template <class F>
void fields(F& f, Of<CourseKeyLearned> auto& x) {
  f.begin("CourseKeyLearned", 1);
  f(1, "course", x.course);
  f(2, "key", x.key);
}
template <class F>
void fields(F& f, Of<StayNoted> auto& x) {
  f.begin("StayNoted", 1);
  f(1, "course", x.course);
  f(2, "event", x.event);
  f(3, "message", x.message);
  f(4, "at", x.at);
  f(5, "ward_named", x.ward_named);
  f(6, "sender", x.sender);
  f(7, "state", x.state);
  f(8, "ward", x.ward);
  f(9, "stay_start", x.stay_start);
  f(10, "late", x.late);
  f(11, "deviates", x.deviates);
  f(12, "form", x.form);
  f(13, "of", x.of);
  f(14, "reconstructed", x.reconstructed);
  f(15, "place", x.place);
  f(16, "text", x.text);
}
template <class F>
void fields(F& f, Of<StayTold> auto& x) {
  f.begin("StayTold", 1);
  f(1, "course", x.course);
  f(2, "event", x.event);
  f(3, "at", x.at);
  f(4, "by", x.by);
  f(5, "text", x.text);
}
template <class F>
void fields(F& f, Of<GpTold> auto& x) {
  f.begin("GpTold", 1);
  f(1, "course", x.course);
  f(2, "gp", x.gp);
  f(3, "by", x.by);
  f(4, "basis", x.basis);
  f(5, "text", x.text);
}
template <class F>
void fields(F& f, Of<StayClosed> auto& x) {
  f.begin("StayClosed", 1);
  f(1, "course", x.course);
  f(2, "by", x.by);
  f(3, "because", x.because);
  f(4, "text", x.text);
}
template <class F>
void fields(F& f, Of<StayOvertaken> auto& x) {
  f.begin("StayOvertaken", 1);
  f(1, "course", x.course);
  f(2, "by", x.by);
  f(3, "message", x.message);
}
template <class F>
void fields(F& f, Of<StayResumed> auto& x) {
  f.begin("StayResumed", 1);
  f(1, "course", x.course);
  f(2, "state", x.state);
}
template <class F>
void fields(F& f, Of<DueMoved> auto& x) {
  f.begin("DueMoved", 1);
  f(1, "duty", x.duty);
  f(2, "due", x.due);
  f(3, "clock", x.clock);
}
template <class F>
void fields(F& f, Of<GapSeen> auto& x) {
  f.begin("GapSeen", 1);
  f(1, "course", x.course);
  f(2, "message", x.message);
}
template <class F>
void fields(F& f, Of<GapFilled> auto& x) {
  f.begin("GapFilled", 1);
  f(1, "course", x.course);
  f(2, "message", x.message);
}
template <class F>
void fields(F& f, Of<CourseClosed> auto& x) {
  f.begin("CourseClosed", 1);
  f(1, "course", x.course);
  f(2, "message", x.message);
}

// --- facts: duties ---

template <class F>
void fields(F& f, Of<DutyOpened> auto& x) {
  f.begin("DutyOpened", 1);
  f(1, "duty", x.duty);
  f(2, "course", x.course);
  f(3, "task", x.task);
  f(4, "strand", x.strand);
  f(5, "holder", x.holder);
  f(6, "ground", x.ground);
  f(7, "rule", x.rule);
  f(8, "cause", x.cause);
  f(9, "visible", x.visible);
  f(10, "due", x.due);
  f(11, "ladder", x.ladder);
  f(12, "clock", x.clock);
  f(13, "by", x.by);
  f(14, "text", x.text);
  f(15, "since", x.since);
  f(16, "contributes_to", x.contributes_to);
  f(17, "counts_from", x.counts_from);
}
template <class F>
void fields(F& f, Of<DutyOffered> auto& x) {
  f.begin("DutyOffered", 1);
  f(1, "duty", x.duty);
  f(2, "to", x.to);
  f(3, "by", x.by);
  f(4, "answer_by", x.answer_by);
  f(5, "clock", x.clock);
  f(6, "text", x.text);
}
template <class F>
void fields(F& f, Of<OfferAccepted> auto& x) {
  f.begin("OfferAccepted", 1);
  f(1, "duty", x.duty);
  f(2, "by", x.by);
  f(3, "by_phone", x.by_phone);
  f(4, "recorded_by", x.recorded_by);
  f(5, "contest_until", x.contest_until);
  f(6, "clock", x.clock);
  f(7, "text", x.text);
  f(8, "by_link", x.by_link);
}
template <class F>
void fields(F& f, Of<OfferDeclined> auto& x) {
  f.begin("OfferDeclined", 1);
  f(1, "duty", x.duty);
  f(2, "by", x.by);
  f(3, "reason", x.reason);
  f(4, "instead", x.instead);
  f(5, "clock", x.clock);
  f(6, "text", x.text);
  f(7, "by_phone", x.by_phone);
  f(8, "recorded_by", x.recorded_by);
  f(9, "by_link", x.by_link);
}
template <class F>
void fields(F& f, Of<LinkMade> auto& x) {
  f.begin("LinkMade", 1);
  f(1, "duty", x.duty);
  f(2, "until", x.until);
}
template <class F>
void fields(F& f, Of<LinkTried> auto& x) {
  f.begin("LinkTried", 1);
  f(1, "duty", x.duty);
  f(2, "right", x.right);
}
template <class F>
void fields(F& f, Of<OfferWithdrawn> auto& x) {
  f.begin("OfferWithdrawn", 1);
  f(1, "duty", x.duty);
  f(2, "clock", x.clock);
}
template <class F>
void fields(F& f, Of<OfferEnded> auto& x) {
  f.begin("OfferEnded", 1);
  f(1, "duty", x.duty);
  f(2, "to", x.to);
  f(3, "clock", x.clock);
}
template <class F>
void fields(F& f, Of<AcceptanceContested> auto& x) {
  f.begin("AcceptanceContested", 1);
  f(1, "duty", x.duty);
  f(2, "by", x.by);
  f(3, "clock", x.clock);
  f(4, "text", x.text);
}
template <class F>
void fields(F& f, Of<DutyPassed> auto& x) {
  f.begin("DutyPassed", 1);
  f(1, "duty", x.duty);
  f(2, "to", x.to);
  f(3, "rule", x.rule);
  f(4, "visible", x.visible);
  f(5, "due", x.due);
  f(6, "clock", x.clock);
  f(7, "since", x.since);
}
template <class F>
void fields(F& f, Of<PassAnnounced> auto& x) {
  f.begin("PassAnnounced", 1);
  f(1, "duty", x.duty);
  f(2, "to", x.to);
  f(3, "rule", x.rule);
  f(4, "at", x.at);
  f(5, "text", x.text);
}
template <class F>
void fields(F& f, Of<PassCalledOff> auto& x) {
  f.begin("PassCalledOff", 1);
  f(1, "duty", x.duty);
}
template <class F>
void fields(F& f, Of<DutySucceeded> auto& x) {
  f.begin("DutySucceeded", 1);
  f(1, "duty", x.duty);
  f(2, "to", x.to);
  f(3, "reason", x.reason);
  f(4, "day", x.day);
  f(5, "visible", x.visible);
  f(6, "clock", x.clock);
}
template <class F>
void fields(F& f, Of<DutyTaken> auto& x) {
  f.begin("DutyTaken", 1);
  f(1, "duty", x.duty);
  f(2, "by", x.by);
  f(3, "clock", x.clock);
  f(4, "text", x.text);
}
template <class F>
void fields(F& f, Of<DutyAssigned> auto& x) {
  f.begin("DutyAssigned", 1);
  f(1, "duty", x.duty);
  f(2, "unit", x.unit);
  f(3, "text", x.text);
}
template <class F>
void fields(F& f, Of<LeftToCitizen> auto& x) {
  f.begin("LeftToCitizen", 1);
  f(1, "duty", x.duty);
  f(2, "check_by", x.check_by);
  f(3, "clock", x.clock);
  f(4, "text", x.text);
}
template <class F>
void fields(F& f, Of<SilenceNoted> auto& x) {
  f.begin("SilenceNoted", 1);
  f(1, "duty", x.duty);
  f(2, "clock_kind", x.clock_kind);
  f(3, "step", x.step);
  f(4, "ladder", x.ladder);
  f(5, "told", x.told);
  f(6, "clock", x.clock);
}
template <class F>
void fields(F& f, Of<DutyCompleted> auto& x) {
  f.begin("DutyCompleted", 1);
  f(1, "duty", x.duty);
  f(2, "by", x.by);
  f(3, "proof", x.proof);
  f(4, "message", x.message);
  f(5, "text", x.text);
  f(6, "marked", x.marked);
  f(7, "date", x.date);
}
template <class F>
void fields(F& f, Of<DutyVoided> auto& x) {
  f.begin("DutyVoided", 1);
  f(1, "duty", x.duty);
  f(2, "by", x.by);
  f(3, "reason", x.reason);
  f(4, "text", x.text);
  f(5, "message", x.message);
}
template <class F>
void fields(F& f, Of<DutyReopened> auto& x) {
  f.begin("DutyReopened", 1);
  f(1, "duty", x.duty);
  f(2, "by", x.by);
  f(3, "clock", x.clock);
  f(4, "text", x.text);
}
template <class F>
void fields(F& f, Of<CauseAnnulled> auto& x) {
  f.begin("CauseAnnulled", 1);
  f(1, "duty", x.duty);
}
template <class F>
void fields(F& f, Of<DutyReviewed> auto& x) {
  f.begin("DutyReviewed", 1);
  f(1, "duty", x.duty);
  f(2, "by", x.by);
}

template <class F>
void fields(F& f, Of<VisibilityChanged> auto& x) {
  f.begin("VisibilityChanged", 1);
  f(1, "duty", x.duty);
  f(2, "visible", x.visible);
  f(3, "clock", x.clock);
}
template <class F>
void fields(F& f, Of<DutyNoted> auto& x) {
  f.begin("DutyNoted", 1);
  f(1, "duty", x.duty);
  f(2, "by", x.by);
  f(3, "text", x.text);
}

// --- facts: letters ---

template <class F>
void fields(F& f, Of<ThreadOpened> auto& x) {
  f.begin("ThreadOpened", 1);
  f(1, "thread", x.thread);
  f(2, "id", x.id);
}
template <class F>
void fields(F& f, Of<ThreadIdLearned> auto& x) {
  f.begin("ThreadIdLearned", 1);
  f(1, "thread", x.thread);
  f(2, "id", x.id);
}
template <class F>
void fields(F& f, Of<ThreadCourseLearned> auto& x) {
  f.begin("ThreadCourseLearned", 1);
  f(1, "thread", x.thread);
  f(2, "of", x.of);
}
template <class F>
void fields(F& f, Of<LetterNoted> auto& x) {
  f.begin("LetterNoted", 1);
  f(1, "letter", x.letter);
  f(2, "thread", x.thread);
  f(3, "message", x.message);
  f(4, "letter_kind", x.letter_kind);
  f(5, "answers", x.answers);
  f(6, "from", x.from);
  f(7, "to", x.to);
  f(8, "sent", x.sent);
  f(9, "category", x.category);
  f(10, "converted", x.converted);
  f(11, "deviates", x.deviates);
}
template <class F>
void fields(F& f, Of<LetterSent> auto& x) {
  f.begin("LetterSent", 1);
  f(1, "letter", x.letter);
  f(2, "thread", x.thread);
  f(3, "message", x.message);
  f(4, "letter_kind", x.letter_kind);
  f(5, "answers", x.answers);
  f(6, "from", x.from);
  f(7, "to", x.to);
  f(8, "category", x.category);
}
template <class F>
void fields(F& f, Of<LetterPrepared> auto& x) {
  f.begin("LetterPrepared", 1);
  f(1, "letter", x.letter);
  f(2, "thread", x.thread);
  f(3, "course", x.course);
  f(4, "letter_kind", x.letter_kind);
  f(5, "answers", x.answers);
  f(6, "by", x.by);
  f(7, "to", x.to);
  f(8, "category", x.category);
}
template <class F>
void fields(F& f, Of<Measured> auto& x) {
  f.begin("Measured", 1);
  f(1, "message", x.message);
  f(2, "form", x.form);
  f(3, "of", x.of);
  f(4, "from", x.from);
  f(5, "to", x.to);
  f(6, "at", x.at);
  f(7, "text", x.text);
}
template <class F>
void fields(F& f, Of<LetterWithdrawn> auto& x) {
  f.begin("LetterWithdrawn", 1);
  f(1, "letter", x.letter);
  f(2, "by", x.by);
}
template <class F>
void fields(F& f, Of<LetterPosted> auto& x) {
  f.begin("LetterPosted", 1);
  f(1, "letter", x.letter);
  f(2, "wait_seconds", x.wait_seconds);
  f(3, "resends", x.resends);
  f(4, "taken_within_seconds", x.taken_within_seconds);
}
template <class F>
void fields(F& f, Of<LetterDelivered> auto& x) {
  f.begin("LetterDelivered", 1);
  f(1, "letter", x.letter);
  f(2, "times", x.times);
}
template <class F>
void fields(F& f, Of<LetterAcknowledged> auto& x) {
  f.begin("LetterAcknowledged", 1);
  f(1, "letter", x.letter);
  f(2, "answer", x.answer);
  f(3, "by", x.by);
  f(4, "codes", x.codes);
}
template <class F>
void fields(F& f, Of<LetterGivenUp> auto& x) {
  f.begin("LetterGivenUp", 1);
  f(1, "letter", x.letter);
}
template <class F>
void fields(F& f, Of<LetterAskedAgain> auto& x) {
  f.begin("LetterAskedAgain", 1);
  f(1, "letter", x.letter);
  f(2, "by", x.by);
}
template <class F>
void fields(F& f, Of<LetterNotTaken> auto& x) {
  f.begin("LetterNotTaken", 1);
  f(1, "letter", x.letter);
  f(2, "status", x.status);
}

// --- facts: messages and commands ---

template <class F>
void fields(F& f, Of<MessageApplied> auto& x) {
  f.begin("MessageApplied", 1);
  f(1, "message", x.message);
}
template <class F>
void fields(F& f, Of<DuplicateReceived> auto& x) {
  f.begin("DuplicateReceived", 1);
  f(1, "message", x.message);
  f(2, "first", x.first);
  f(3, "times", x.times);
}
template <class F>
void fields(F& f, Of<CommandRefused> auto& x) {
  f.begin("CommandRefused", 1);
  f(1, "refusal", x.refusal);
  f(2, "duty", x.duty);
}

// --- facts: the installation ---

template <class F>
void fields(F& f, Of<WriterStarted> auto& x) {
  f.begin("WriterStarted", 1);
  f(1, "epoch", x.epoch);
  f(2, "program", x.program);
}
template <class F>
void fields(F& f, Of<SettingAdopted> auto& x) {
  f.begin("SettingAdopted", 1);
  f(1, "what", x.what);
  f(2, "name", x.name);
  f.hash(3, "content_hash", x.content_hash);
}
template <class F>
void fields(F& f, Of<PartyLearned> auto& x) {
  f.begin("PartyLearned", 1);
  f(1, "party", x.party);
  f(2, "kind_of", x.kind_of);
  f(3, "gln", x.gln);
  f(4, "name", x.name);
}
template <class F>
void fields(F& f, Of<MessageRefused> auto& x) {
  f.begin("MessageRefused", 1);
  f(1, "message", x.message);
  f(2, "owner", x.owner);
}
template <class F>
void fields(F& f, Of<NoBasis> auto& x) {
  f.begin("NoBasis", 1);
  f(1, "message", x.message);
  f(2, "from", x.from);
  f(3, "to", x.to);
  f(4, "type", x.type);
  f(5, "sent", x.sent);
  f(6, "size_bytes", x.size_bytes);
}
template <class F>
void fields(F& f, Of<CitizenErased> auto& x) {
  f.begin("CitizenErased", 1);
  f(1, "citizen", x.citizen);
  f.code(2, "controller", x.controller);
  f(3, "entry", x.entry);
  f(4, "basis", x.basis);
}
template <class F>
void fields(F& f, Of<QuarantineDestroyed> auto& x) {
  f.begin("QuarantineDestroyed", 1);
  f(1, "entry", x.entry);
}

template <class F>
void fields(F& f, Of<FileImported> auto& x) {
  f.begin("FileImported", 1);
  f(1, "what", x.what);
  f.hash(2, "content_hash", x.content_hash);
  f(3, "rows", x.rows);
  f(4, "complaints", x.complaints);
  f(5, "complete", x.complete);
  f(6, "reconstructed", x.reconstructed);
}

// --- the entry, after its header ---

template <class F>
void fields(F& f, Of<Party> auto& x) {  // as an item of a list; alone it is a number
  f(1, "sor", x.sor);
}
template <class F>
void fields(F& f, Of<Caller> auto& x) {
  f(1, "party", x.party);
  f(2, "role", x.role);
  f(3, "self", x.self);
  f(4, "lay", x.lay);
  f(5, "voice", x.voice);
  f(6, "person", x.person);
  f(7, "mandate_until", x.mandate_until);
}
template <class F>
void fields(F& f, Of<Issue> auto& x) {
  f(1, "severity", x.severity);
  f(2, "path", x.path);
  f(3, "rule", x.rule);
  f(4, "text", x.text);
  f(5, "type", x.type);
  f(6, "detail", x.detail);
}
template <class F>
void fields(F& f, Of<MessageNote> auto& x) {
  f(1, "id", x.id);
  f(2, "envelope", x.envelope);
  f.hash(3, "content", x.content);
  f(4, "sender", x.sender);
  f(5, "receiver", x.receiver);
  f(6, "type", x.type);
  f(7, "answer", x.answer);
  f(8, "issues", x.issues);
  f(9, "acknowledgement_id", x.acknowledgement_id);
  f(10, "sent", x.sent);
  f(11, "size_bytes", x.size_bytes);
}
template <class F>
void fields(F& f, Of<klynge::Answer> auto& x) {
  f(1, "refusal", x.refusal);
  f(2, "duty", x.duty);
  f(3, "course", x.course);
  f(4, "party", x.party);
  f(5, "at", x.at);
  f(6, "letter", x.letter);
  f(7, "thread", x.thread);
  f(8, "due", x.due);
}
template <class F>
void fields(F& f, Of<JournalEntry> auto& x) {
  f(1, "caller", x.caller);
  f(2, "command", x.command);
  f.hash(3, "request", x.request);
  f(4, "message", x.message);
  f(5, "answer", x.answer);
  f(6, "facts", x.facts);
  f.sealed(7, "sealed", x.sealed);
  f.hash(8, "body_hash", x.body_hash);
  f(9, "body_parts", x.body_parts);
}

// --- the record ---

template <class F>
void fields(F& f, Of<Offer> auto& x) {
  f(1, "to", x.to);
  f(2, "by", x.by);
  f(3, "made", x.made);
  f(4, "answer_by", x.answer_by);
  f(5, "link_until", x.link_until);
  f(6, "wrong_codes", x.wrong_codes);
}
template <class F>
void fields(F& f, Of<PhoneAcceptance> auto& x) {
  f(1, "recorded_by", x.recorded_by);
  f(2, "former", x.former);
  f(3, "former_ground", x.former_ground);
  f(4, "contest_until", x.contest_until);
}
template <class F>
void fields(F& f, Of<ComingPass> auto& x) {
  f(1, "to", x.to);
  f(2, "at", x.at);
  f(3, "rule", x.rule);
}
template <class F>
void fields(F& f, Of<Duty> auto& x) {
  f(1, "number", x.number);
  f(2, "course", x.course);
  f(3, "task", x.task);
  f(4, "strand", x.strand);
  f(5, "state", x.state);
  f(6, "holder", x.holder);
  f(7, "ground", x.ground);
  f(8, "rule", x.rule);
  f(9, "held_since", x.held_since);
  f(10, "assigned_unit", x.assigned_unit);
  f(11, "opened", x.opened);
  f(12, "cause", x.cause);
  f(13, "cause_annulled", x.cause_annulled);
  f(14, "visible", x.visible);
  f(15, "due", x.due);
  f(16, "ladder", x.ladder);
  f(17, "offer", x.offer);
  f(18, "phone", x.phone);
  f(19, "coming", x.coming);
  f(20, "citizen_check_by", x.citizen_check_by);
  f(21, "clock_kind", x.clock_kind);
  f(22, "clock", x.clock);
  f(23, "ladder_step", x.ladder_step);
  f(24, "silences", x.silences);
  f(25, "silent_since", x.silent_since);
  f(26, "told", x.told);
  f(27, "declines", x.declines);
  f(28, "ended", x.ended);
  f(29, "void_reason", x.void_reason);
  f(30, "proof", x.proof);
  f(31, "ended_by", x.ended_by);
  f(32, "contributes_to", x.contributes_to);
  f(33, "counts_from", x.counts_from);
  f(34, "marked", x.marked);
  f(42, "reviewed", x.reviewed);
  f(43, "reviewed_by", x.reviewed_by);
  f(44, "noted_at", x.noted_at);
  f(45, "said_at", x.said_at);
}
template <class F>
void fields(F& f, Of<ReadyPeriod> auto& x) {
  f(1, "from", x.from);
  f(2, "to", x.to);
}
template <class F>
void fields(F& f, Of<StayNote> auto& x) {
  f(1, "event", x.event);
  f(2, "message", x.message);
  f(3, "at", x.at);
  f(4, "ward", x.ward);
  f(5, "sender", x.sender);
  f(6, "form", x.form);
  f(7, "of", x.of);
  f(8, "place", x.place);
}
template <class F>
void fields(F& f, Of<Course> auto& x) {
  f(1, "number", x.number);
  f(2, "pathway", x.pathway);
  f(3, "version", x.version);
  f(4, "keys", x.keys);
  f(5, "municipality", x.municipality);
  f(6, "stay", x.stay);
  f(7, "ward", x.ward);
  f(8, "stay_start", x.stay_start);
  f(9, "notes", x.notes);
  f(10, "gaps", x.gaps);
  f(11, "opened", x.opened);
  f(12, "closed", x.closed);
  f(13, "overtaken_by", x.overtaken_by);
  f(14, "discharge_expected", x.discharge_expected);
  f(15, "ready", x.ready);
  f(16, "terminal", x.terminal);
  f(17, "emergency_call", x.emergency_call);
}
template <class F>
void fields(F& f, Of<Case> auto& x) {
  f(1, "number", x.number);
  f(2, "kind", x.kind);
  f(3, "desk", x.desk);
  f(4, "from", x.from);
  f(5, "to", x.to);
}
template <class F>
void fields(F& f, Of<Circumstance> auto& x) {
  f(1, "number", x.number);
  f(2, "kind", x.kind);
  f(3, "from", x.from);
  f(4, "to", x.to);
  f(5, "where", x.where);
  f(6, "by", x.by);
  f(7, "renewal", x.renewal);
}
template <class F>
void fields(F& f, Of<Glass> auto& x) {
  f(1, "by", x.by);
  f(2, "person", x.person);
  f(3, "until", x.until);
}
template <class F>
void fields(F& f, Of<Joined> auto& x) {
  f(1, "citizen", x.citizen);
  f(2, "courses_before", x.courses_before);
  f(3, "duties_before", x.duties_before);
  f(4, "circumstances_before", x.circumstances_before);
  f(5, "threads_before", x.threads_before);
  f(6, "letters_before", x.letters_before);
}
template <class F>
void fields(F& f, Of<Post> auto& x) {
  f(1, "by_post", x.by_post);
  f(2, "wait_seconds", x.wait_seconds);
  f(3, "resends", x.resends);
  f(4, "sendings", x.sendings);
  f(5, "delivered", x.delivered);
  f(6, "sent_last", x.sent_last);
  f(7, "again", x.again);
  f(8, "answer", x.answer);
  f(9, "answered", x.answered);
  f(10, "given_up", x.given_up);
  f(11, "posted", x.posted);
  f(12, "taken_within_seconds", x.taken_within_seconds);
  f(13, "not_taken", x.not_taken);
  f(14, "status", x.status);
}
template <class F>
void fields(F& f, Of<Letter> auto& x) {
  f(1, "number", x.number);
  f(2, "message", x.message);
  f(3, "kind", x.kind);
  f(4, "answers", x.answers);
  f(5, "from", x.from);
  f(6, "to", x.to);
  f(7, "sent", x.sent);
  f(8, "here", x.here);
  f(9, "converted", x.converted);
  f(10, "post", x.post);
}
template <class F>
void fields(F& f, Of<Thread> auto& x) {
  f(1, "number", x.number);
  f(2, "ids", x.ids);
  f(3, "courses", x.courses);
  f(4, "category", x.category);
  f(5, "letters", x.letters);
}
template <class F>
void fields(F& f, Of<LetterDraft> auto& x) {
  f(1, "number", x.number);
  f(2, "thread", x.thread);
  f(3, "course", x.course);
  f(4, "kind", x.kind);
  f(5, "answers", x.answers);
  f(6, "by", x.by);
  f(7, "to", x.to);
  f(8, "category", x.category);
}
template <class F>
void fields(F& f, Of<ComingMove> auto& x) {
  f(1, "to", x.to);
  f(2, "from", x.from);
}
template <class F>
void fields(F& f, Of<Record> auto& x) {
  f(1, "citizen", x.citizen);
  f.code(2, "controller", x.controller);
  f(3, "municipality", x.municipality);
  f(4, "died", x.died);
  f(5, "merged_into", x.merged_into);
  f(6, "frozen", x.frozen);
  f(7, "last_course", x.last_course);
  f(8, "last_duty", x.last_duty);
  f(9, "courses", x.courses);
  f(10, "duties", x.duties);
  f(11, "last", x.last);
  f(12, "identity_at", x.identity_at);
  f(13, "cases", x.cases);
  f(14, "number_only", x.number_only);
  f(15, "gp", x.gp);
  f(16, "objected", x.objected);
  f(25, "circumstances", x.circumstances);
  f(26, "joined", x.joined);
  f(27, "moving", x.moving);
  f(28, "threads", x.threads);
  f(29, "drafts", x.drafts);
  f(30, "last_thread", x.last_thread);
  f(31, "last_letter", x.last_letter);
  f(32, "barred", x.barred);
  f(33, "glass", x.glass);
  f(34, "municipality_said", x.municipality_said);
}

}  // namespace klynge::message
