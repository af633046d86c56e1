#include "server/picture.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>

#include "core/draft.h"
#include "core/law.h"

namespace klynge::server {
namespace {

void put_rule(DutyPicture& duty, const Pathway* pathway, std::string_view rule) {
  if (duty.ground != Ground::by_rule) return;
  duty.rule = rule;
  const Citation* citation = pathway == nullptr ? nullptr : pathway->citation(rule);
  if (citation == nullptr) citation = standing_rule(rule);
  if (citation == nullptr) return;
  duty.rule_text = citation->text;
  duty.rule_source = citation->source;
}

// Tasks of letters stand in a pathway of their own.
const Pathway* with_task(const Pathway* pathway, const Setting& setting, std::string_view task, Instant at) {
  if (pathway != nullptr && pathway->task(task) != nullptr) return pathway;
  const Pathway* letters = setting.pathway(letters_pathway, at);
  return letters != nullptr && letters->task(task) != nullptr ? letters : pathway;
}

Words name_of_task(const Pathway* pathway, const std::string& id) {
  const Task* task = pathway == nullptr ? nullptr : pathway->task(id);
  if (task != nullptr) return task->name;
  const Words* own = own_task(id);
  return own == nullptr ? Words{id, id} : *own;
}

DutyPicture duty_picture(const Duty& duty, const Pathway* pathway, const Setting& setting) {
  pathway = with_task(pathway, setting, duty.task, duty.opened);
  DutyPicture out;
  out.number = duty.number;
  out.course = duty.course;
  out.task = duty.task;
  out.name = name_of_task(pathway, duty.task);
  out.strand = duty.strand;
  out.state = duty.state;
  out.holder = picture_of(duty.holder, setting);
  out.assigned = picture_of(duty.assigned_unit, setting);
  out.ground = duty.ground;
  put_rule(out, pathway, duty.rule);
  out.held_since = duty.held_since;
  out.due = duty.due;
  out.silent_since = duty.silent_since;
  out.silences = duty.silences;
  out.check_by = duty.citizen_check_by;
  out.ended = duty.ended;
  out.visible = duty.visible;
  out.markable = duty.open() && pathway != nullptr && pathway->heeds_mark(duty.task);
  if (duty.offer) {
    out.asked = picture_of(duty.offer->to, setting);
    out.answer_by = duty.offer->answer_by;
  }
  if (duty.open()) out.receipts = receipts_of(duty, setting.directory);
  if (duty.coming) {
    out.passes_to = picture_of(duty.coming->to, setting);
    out.passes_at = duty.coming->at;
  }
  return out;
}

CoursePicture course_picture(const Course& course, const Record& record, const Setting& setting) {
  const Pathway* pathway = setting.pathway(course.pathway, course.version);
  CoursePicture out;
  out.number = course.number;
  out.pathway = course.pathway + "/" + std::to_string(course.version);
  out.name = pathway == nullptr ? Words{course.pathway, course.pathway} : pathway->name;
  out.approved = pathway != nullptr && pathway->approved();
  out.stay = course.stay;
  out.ward = picture_of(course.ward, setting);
  out.municipality = picture_of(course.municipality, setting);
  out.stay_start = course.stay_start;
  out.opened = course.opened;
  out.closed = course.closed;
  out.discharge_expected = course.in_hospital() ? course.discharge_expected : Instant{};
  out.ready_since = course.is_ready() ? course.ready.back().from : Instant{};
  out.ready = ready_periods(record, course);
  out.gaps = course.gaps.size();
  for (const Duty* duty : record.all_duties()) {
    if (duty->course != course.number) continue;
    auto& list = !duty->open() ? out.ended : duty->strand == Strand::none ? out.duties : out.strands;
    list.push_back(duty_picture(*duty, pathway, setting));
  }
  std::ranges::stable_sort(out.strands, {}, &DutyPicture::strand);
  return out;
}

std::string rfc3339(Instant at) {
  return format_utc(at);
}

void time_field(json::Writer& out, View name, Instant at) {
  if (!at.none()) out.field(name, rfc3339(at));
}

void party_field(json::Writer& out, View name, const PartyPicture& party) {
  if (party.party.none()) return;
  out.key(name);
  write_json(party, out);
}

void words_field(json::Writer& out, View name, const Words& words) {
  out.key(name).begin_object().field("da", words.da).field("en", words.en).end_object();
}

// The fields of a duty, into an object that is already open.
void duty_fields(const DutyPicture& duty, Instant now, json::Writer& out) {
  out.key("duty").number(duty.number);
  if (duty.course != 0) out.key("course").number(duty.course);
  out.field("task", duty.task);
  words_field(out, "words", duty.name);
  if (duty.strand != Strand::none) out.field("strand", word(duty.strand));
  out.field("state", word(duty.state));
  party_field(out, "holder", duty.holder);
  party_field(out, "assigned", duty.assigned);
  out.field("ground", word(duty.ground));
  if (!duty.rule.empty()) {
    out.key("rule").begin_object().field("id", duty.rule);
    words_field(out, "text", duty.rule_text);
    if (!duty.rule_source.empty()) out.field("source", duty.rule_source);
    out.end_object();
  }
  time_field(out, "since", duty.held_since);
  time_field(out, "due", duty.due);
  if (duty.state == DutyState::open && !duty.due.none()) out.key("overdue").boolean(duty.due < now);
  party_field(out, "asked", duty.asked);
  time_field(out, "answer_by", duty.answer_by);
  time_field(out, "silent_since", duty.silent_since);
  out.key("silences").number(duty.silences);
  time_field(out, "check_by", duty.check_by);
  if (!duty.said.empty()) out.field("said", duty.said);
  if (!duty.left.empty()) out.field("left", duty.left);
  if (!duty.passes_at.none()) {
    out.key("passes").begin_object();
    time_field(out, "at", duty.passes_at);
    party_field(out, "to", duty.passes_to);
    out.end_object();
  }
  time_field(out, "ended", duty.ended);
  out.key("visible").boolean(duty.visible);
  if (duty.markable) out.key("markable").boolean(true);
}

void receipt_json(json::Writer& out, View name, const Receipt& receipt) {
  out.key(name).begin_object().field("known", word(receipt.known));
  time_field(out, "at", receipt.at);
  out.end_object();
}

void receipts_json(const Receipts& receipts, json::Writer& out) {
  out.key("receipts").begin_object().field("to", std::to_string(receipts.to.sor));
  receipt_json(out, "delivered", receipts.delivered);
  receipt_json(out, "received", receipts.received);
  receipt_json(out, "reviewed", receipts.reviewed);
  receipt_json(out, "owned", receipts.owned);
  out.end_object();
}

void circumstances_json(const CitizenPicture& picture, json::Writer& out) {
  out.key("circumstances").begin_array();
  for (const CircumstancePicture& one : picture.circumstances) {
    out.begin_object().key("number").number(one.said.number).field("kind", word(one.said.kind));
    time_field(out, "from", one.said.from);
    time_field(out, "to", one.said.to);
    party_field(out, "where", one.where);
    party_field(out, "stated_by", one.by);
    if (!one.text.empty()) out.field("text", one.text);
    out.end_object();
  }
  out.end_array();
}

void standing_json(const Standing& standing, json::Writer& out) {
  out.key("standing").begin_object().field("age", word(standing.age));
  out.key("protected_address").boolean(standing.protected_address);
  out.key("no_residence").boolean(standing.no_residence);
  out.key("relatives").begin_object().key("places").boolean(standing.relatives_see_places).end_object();
  out.key("voices").begin_array();
  for (const Voice& voice : standing.voices) {
    out.begin_object().field("who", word(voice.who));
    out.key("told").boolean(voice.told).key("acts").boolean(voice.acts);
    if (voice.circumstance != 0) out.key("circumstance").number(voice.circumstance);
    time_field(out, "until", voice.until);
    out.end_object();
  }
  out.end_array().end_object();
}

void duty_list(json::Writer& out, View name, const std::vector<DutyPicture>& duties, Instant now) {
  out.key(name).begin_array();
  for (const DutyPicture& duty : duties) {
    out.begin_object();
    duty_fields(duty, now, out);
    if (duty.receipts) receipts_json(*duty.receipts, out);
    out.end_object();
  }
  out.end_array();
}

// The members of an object that is already open.
void may_fields(const MayPicture& may, json::Writer& out) {
  out.key("tell").begin_array();
  for (const Tellable what : may.tell) out.string(word(what));
  out.end_array().key("open").begin_array();
  for (const OpenablePicture& one : may.open) {
    out.begin_object().field("task", one.what.task);
    words_field(out, "words", one.name);
    if (one.what.by_person) out.key("by_person").boolean(true);
    out.key("takers").begin_array();
    for (const PartyKind kind : one.what.takers) out.string(word(kind));
    out.end_array().end_object();
  }
  out.end_array();
}

void course_json(const CoursePicture& course, bool to_act, Instant now, json::Writer& out) {
  out.begin_object();
  out.key("course").number(course.number);
  out.field("pathway", course.pathway);
  words_field(out, "name", course.name);
  out.key("clinically_approved").boolean(course.approved);
  out.key("open").boolean(course.closed.none());
  out.field("stay", word(course.stay));
  party_field(out, "ward", course.ward);
  party_field(out, "municipality", course.municipality);
  time_field(out, "stay_start", course.stay_start);
  time_field(out, "opened", course.opened);
  time_field(out, "closed", course.closed);
  time_field(out, "discharge_expected", course.discharge_expected);
  time_field(out, "ready_since", course.ready_since);
  out.key("ready_days").unsigned_number(ready_days(course.ready, now));
  out.key("gaps").unsigned_number(course.gaps);
  if (!course.record_url.empty())
    out.key("record_link")
        .begin_object()
        .field("name", course.record_name)
        .field("url", course.record_url)
        .end_object();
  duty_list(out, "strands", course.strands, now);
  duty_list(out, "duties", course.duties, now);
  duty_list(out, "ended", course.ended, now);
  if (to_act) {
    out.key("may").begin_object();
    may_fields(course.may, out);
    out.end_object();
  }
  out.end_object();
}

void answers_json(const CitizenPicture& picture, json::Writer& out) {
  out.field("asker", word(*picture.asker)).key("answers").begin_array();
  for (const auto& one : picture.answers) write_json(one, out);
  out.end_array();
}

// Bars, arrows and silences say parties by number and tasks by id: each is named once.
void history_json(const CitizenPicture& picture, json::Writer& out) {
  const auto span = [&](Instant from, Instant to) {
    time_field(out, "from", from);
    time_field(out, "to", to);
  };
  const auto sor = [&](View name, Party party) {
    if (!party.none()) out.field(name, std::to_string(party.sor));
  };
  out.key("history").begin_object().key("bars").begin_array();
  for (const HistoryBar& bar : picture.history.bars) {
    out.begin_object().key("duty").number(bar.duty).key("course").number(bar.course).field("task", bar.task);
    if (bar.strand != Strand::none) out.field("strand", word(bar.strand));
    sor("party", bar.party);
    span(bar.from, bar.to);
    time_field(out, "due", bar.due);
    out.field("state", word(bar.state)).end_object();
  }
  out.end_array().key("arrows").begin_array();
  for (const HistoryArrow& arrow : picture.history.arrows) {
    out.begin_object().key("duty").number(arrow.duty);
    time_field(out, "at", arrow.at);
    sor("from", arrow.from);
    sor("to", arrow.to);
    out.field("ground", word(arrow.ground)).end_object();
  }
  out.end_array().key("silences").begin_array();
  for (const HistorySilence& silence : picture.history.silences) {
    out.begin_object().key("duty").number(silence.duty);
    sor("party", silence.party);
    span(silence.from, silence.to);
    out.end_object();
  }
  out.end_array().key("stays").begin_array();
  for (const HistoryStay& stay : picture.history.stays) {
    out.begin_object().key("course").number(stay.course).field("stay", word(stay.state));
    sor("ward", stay.ward);
    span(stay.from, stay.to);
    out.end_object();
  }
  out.end_array().key("parties").begin_array();
  for (const auto& [party, known] : picture.parties) {
    out.begin_object().field("sor", std::to_string(party.sor)).field("name", known.first.name);
    if (!known.first.phone.empty()) out.field("phone", known.first.phone);
    out.field("kind", word(known.second)).end_object();
  }
  out.end_array().key("tasks").begin_object();
  for (const auto& [task, name] : picture.tasks) words_field(out, task, name);
  out.end_object().end_object();
}

void goals_json(const GoalsPicture& goals, json::Writer& out) {
  out.key("goals").begin_object().field("text", goals.text);
  time_field(out, "at", goals.at);
  party_field(out, "by", goals.by);
  out.key("acting").boolean(goals.acting).end_object();
}

void questions_json(const CitizenPicture& picture, Instant now, json::Writer& out) {
  out.key("questions").begin_array();
  for (const QuestionPicture& one : picture.questions) {
    out.begin_object();
    duty_fields(one.duty, now, out);
    out.field("text", one.text);
    time_field(out, "asked_at", one.asked);
    time_field(out, "read_at", one.read);
    if (!one.answer.empty()) out.field("answer", one.answer);
    out.end_object();
  }
  out.end_array();
}

void answers_text(const CitizenPicture& picture, Tongue t, std::string& out) {
  Strand about = Strand::none;
  for (const auto& one : picture.answers) {
    if (one.about != about)
      out += std::string(say(t, "Om ", "About ")) + std::string(say(t, one.about)) + ":\n";
    about = one.about;
    out += "  " + say(t, one.name) + (one.phone.empty() ? "" : ": " + one.phone) + "\n    " +
           say(t, one.rule_text) + " (" +
           (one.rule_source.empty() ? std::string(say(t, "Klynges egen bestemmelse", "Klynge's own measure"))
                                    : one.rule_source) +
           ")\n";
  }
}

void identity_fields(const Identity& identity, json::Writer& out) {
  if (!identity.cpr.empty()) out.field("cpr", identity.cpr);
  if (!identity.family.empty() || !identity.given.empty()) out.field("name", say_name(identity));
  if (identity.erased) out.key("erased").boolean(true);
}

void duty_text(const DutyPicture& duty, Tongue t, Instant now, std::string& out) {
  const bool da = t == Tongue::danish;
  const std::string title =
      duty.strand == Strand::none ? say(t, duty.name) : std::string(say(t, duty.strand));
  out += "  " + title + " (" + std::to_string(duty.number) + "): " + duty.holder.name;
  if (!duty.holder.phone.empty()) out += std::string(say(t, ", tlf. ", ", phone ")) + duty.holder.phone;
  out += "\n    " + std::string(say(t, "siden ", "since ")) + format_person(duty.held_since, da) + ", " +
         say_rule(t, duty);
  out += '\n';
  if (!duty.due.none())
    out += "    " + std::string(say(t, "frist ", "due ")) + format_person(duty.due, da) + ", " +
           say_due(t, duty.due, now) + "\n";
  if (!duty.silent_since.none())
    out += "    " + std::string(say(t, "INTET SVAR siden ", "NO ANSWER since ")) +
           format_person(duty.silent_since, da) + "\n";
  if (!duty.asked.party.none()) {
    out += "    " + std::string(say(t, "spurgt: ", "asked: ")) + duty.asked.name;
    if (!duty.answer_by.none())
      out += std::string(say(t, ", svar senest ", ", answer by ")) + format_person(duty.answer_by, da);
    out += '\n';
  }
  if (unseen(duty)) out += "    " + std::string(say(t, "kan ikke ses her", "not visible here")) + "\n";
}

}  // namespace

PartyPicture picture_of(Party party, const Setting& setting) {
  if (party.none()) return {};
  const PartyInfo* info = setting.directory.find(party);
  PartyPicture out{party, "SOR " + std::to_string(party.sor), ""};
  if (info != nullptr) {
    if (!info->name.empty()) out.name = info->name;
    out.phone = info->phone;
  }
  return out;
}

namespace {

// Reports of measurements, each with the one that corrects or withdraws it.
using Followed = std::map<Key, const Measured*>;

Followed measurements_followed(const std::vector<TimelineItem>& timeline) {
  Followed followed;
  for (const TimelineItem& item : timeline)
    for (const Fact& fact : item.facts)
      if (const auto* measured = std::get_if<Measured>(&fact); measured != nullptr && !measured->of.none())
        followed[measured->of] = measured;
  return followed;
}

// What became of it in the end: corrected, however often, or withdrawn.
NoteForm last_form(const Measured& measured, const Followed& followed) {
  NoteForm form = measured.form;
  size_t steps = 0;  // ids come from outside, and may go round
  for (auto later = followed.find(measured.message); later != followed.end() && steps <= followed.size();
       later = followed.find(later->second->message), ++steps) {
    if (form != NoteForm::annulment) form = later->second->form;
  }
  return form;
}

// Values that were withdrawn are another citizen's, or wrong: they are not shown. Corrected ones stay,
// marked.
void put_text(const TimelineItem& item, size_t index, const Followed& followed, std::vector<Words>& texts) {
  const Measured* measured = nullptr;
  for (const Fact& fact : item.facts)
    if (const auto* one = std::get_if<Measured>(&fact); one != nullptr && one->text == index + 1)
      measured = one;
  if (measured == nullptr) return texts.push_back({item.texts[index], item.texts[index]});
  if (last_form(*measured, followed) == NoteForm::annulment)
    return texts.push_back(
        {"Værdierne vises ikke: de er trukket tilbage", "The values are not shown: they were withdrawn"});
  if (followed.contains(measured->message)) texts.push_back({"Rettet siden", "Corrected since"});
  const auto da = say_measured(Tongue::danish, item.texts[index]);
  const auto en = say_measured(Tongue::english, item.texts[index]);
  for (size_t i = 0; i < da.size(); ++i) texts.push_back({da[i], en[i]});
}

// What was last written of it, as far as it may be read.
std::string said_of(uint16_t circumstance, const CitizenSeen& seen) {
  std::string text;
  for (const TimelineItem& item : seen.timeline) {
    for (const Fact& fact : item.facts) {
      const auto* stated = std::get_if<CircumstanceStated>(&fact);
      if (stated != nullptr && stated->number == circumstance && stated->text != 0 &&
          stated->text <= item.texts.size())
        text = item.texts[stated->text - 1u];
    }
  }
  return text;
}

std::string text_of(const TimelineItem& item, uint8_t text) {
  return text == 0 || text > item.texts.size() ? std::string() : item.texts[text - 1u];
}

// What was written when duties were opened, and when they were left to the citizen, as far as it may be read.
struct SaidOfDuties {
  std::map<uint16_t, std::string> opened, left;

  explicit SaidOfDuties(const CitizenSeen& seen) {
    for (const TimelineItem& item : seen.timeline)
      for (const Fact& fact : item.facts) {
        if (const auto* one = std::get_if<DutyOpened>(&fact)) opened[one->duty] = text_of(item, one->text);
        if (const auto* one = std::get_if<LeftToCitizen>(&fact)) left[one->duty] = text_of(item, one->text);
      }
  }
  void put(std::vector<DutyPicture>& duties) const {
    for (DutyPicture& duty : duties) {
      if (const auto said = opened.find(duty.number); said != opened.end()) duty.said = said->second;
      const auto told = duty.check_by.none() ? left.end() : left.find(duty.number);
      if (told != left.end()) duty.left = told->second;
    }
  }
};

MayPicture may_picture(const std::vector<Tellable>& tell, const std::vector<Openable>& open,
                       const Pathway* pathway) {
  MayPicture out{tell, {}};
  for (const Openable& one : open) out.open.push_back({one, name_of_task(pathway, one.task)});
  return out;
}

void put_allowed(CitizenPicture& picture, const Allowed& allowed, const Record& record,
                 const Setting& setting) {
  picture.may = may_picture(allowed.tell, allowed.open, nullptr);
  picture.may_write = allowed.write;
  for (CoursePicture& course : picture.courses)
    for (const Allowed::OfCourse& one : allowed.courses)
      if (one.course == course.number)
        course.may = may_picture(one.tell, one.open, pathway_of(record, setting, course.number));
}

std::optional<GoalsPicture> goals_of(const CitizenSeen& seen, const Setting& setting) {
  std::optional<GoalsPicture> latest;
  for (const TimelineItem& item : seen.timeline)
    for (const Fact& fact : item.facts) {
      const auto* written = std::get_if<GoalsWritten>(&fact);
      if (written == nullptr) continue;
      latest = GoalsPicture{text_of(item, written->text), item.at, picture_of(written->by, setting),
                            written->acting};
    }
  if (latest && latest->text.empty()) latest.reset();
  return latest;
}

std::vector<QuestionPicture> questions_of(const CitizenSeen& seen, const Setting& setting) {
  const Pathway* letters = setting.pathway(letters_pathway, seen.at);
  std::vector<QuestionPicture> questions;
  for (const Duty& duty : seen.record.duties) {
    const Task* task = letters == nullptr ? nullptr : letters->task(duty.task);
    if (task == nullptr || !task->opened_by_citizen) continue;
    QuestionPicture one{.duty = duty_picture(duty, nullptr, setting),
                        .asked = duty.opened,
                        .read = duty.reviewed,
                        .text = {},
                        .answer = {}};
    for (const TimelineItem& item : seen.timeline)
      for (const Fact& fact : item.facts) {
        const auto* opened = std::get_if<DutyOpened>(&fact);
        const auto* done = std::get_if<DutyCompleted>(&fact);
        if (opened != nullptr && opened->duty == duty.number) one.text = text_of(item, opened->text);
        if (done != nullptr && done->duty == duty.number) one.answer = text_of(item, done->text);
      }
    if (!one.text.empty()) questions.push_back(std::move(one));
  }
  std::ranges::reverse(questions);
  return questions;
}

}  // namespace

std::string say_leaving(const CoursePicture& course, Tongue t, Instant now) {
  const bool da = t == Tongue::danish;
  std::string words;
  if (!course.discharge_expected.none())
    words = std::string(say(t, "Udskrivning ventes ", "Discharge expected ")) +
            format_person(course.discharge_expected, da);
  if (course.ready.empty()) return words;
  const auto days = std::to_string(ready_days(course.ready, now));
  if (!words.empty()) words += ". ";
  if (!course.ready_since.none())
    words += std::string(say(t, "Klar til udskrivning siden ", "Ready for discharge since ")) +
             format_person(course.ready_since, da) + ". ";
  return words + std::string(say(t, "Færdigbehandlede dage: ", "Days ready for discharge: ")) + days;
}

// What is known, then in one breath what cannot be: most rows of a page would say nothing else four times.
std::string say_receipts(Tongue t, const Receipts& receipts) {
  const std::array<std::pair<const Receipt*, std::string_view>, 4> all = {{
      {&receipts.delivered, say(t, "leveret", "delivered")},
      {&receipts.received, say(t, "modtaget", "received")},
      {&receipts.reviewed, say(t, "set", "reviewed")},
      {&receipts.owned, say(t, "overtaget", "owned")},
  }};
  std::string known, hidden;
  size_t hidden_count = 0;
  for (const auto& [receipt, what] : all) {
    const bool is_hidden = receipt->known == Receipt::Known::not_visible_here;
    hidden_count += is_hidden;
    std::string& words = is_hidden ? hidden : known;
    if (!words.empty()) words += ", ";
    if (receipt->known == Receipt::Known::not_yet) words += say(t, "ikke ", "not ");
    words += what;
    if (receipt->known == Receipt::Known::yes) words += " " + format_person(receipt->at, t == Tongue::danish);
  }
  if (hidden_count == all.size()) hidden = say(t, "kvitteringer", "receipts");
  if (!hidden.empty()) hidden += say(t, " kan ikke ses her", " not visible here");
  return known + (known.empty() || hidden.empty() ? "" : "; ") + hidden;
}

std::string say_circumstance(Tongue t, const CircumstancePicture& one) {
  std::string text(say(t, one.said.kind));
  if (!one.where.party.none()) text += ": " + one.where.name;
  if (!one.text.empty()) text += ": " + one.text;
  const bool da = t == Tongue::danish;
  if (!one.said.to.none()) text += std::string(say(t, ", til ", ", until ")) + format_person(one.said.to, da);
  return text + std::string(say(t, ", oplyst af ", ", stated by ")) + one.by.name;
}

namespace {

History history_of(const CitizenSeen& seen) {
  HistoryFold fold;
  for (const TimelineItem& item : seen.timeline)
    fold.take(item.citizen, item.facts, Stamp{item.at, item.position});
  return std::move(fold).done();
}

// What the history name, once each.
void name_history(CitizenPicture& out, const Record& record, const Setting& setting) {
  const auto party = [&](Party one) {
    if (one.none() || out.parties.contains(one)) return;
    const PartyInfo* info = setting.directory.find(one);
    out.parties[one] = {picture_of(one, setting), info == nullptr ? PartyKind::unknown : info->kind};
  };
  for (const HistoryBar& bar : out.history.bars) {
    party(bar.party);
    const Course* course = record.course(bar.course);
    const Pathway* own = course == nullptr ? nullptr : setting.pathway(course->pathway, course->version);
    out.tasks.try_emplace(bar.task, name_of_task(with_task(own, setting, bar.task, bar.opened), bar.task));
  }
  for (const HistoryStay& stay : out.history.stays) party(stay.ward);
}

}  // namespace

CitizenPicture picture_of(const CitizenSeen& seen, const Setting& setting) {
  const Record& record = seen.record;
  CitizenPicture out;
  out.citizen = record.citizen;
  out.position = seen.position;
  out.permission = seen.permission;
  out.identity = seen.identity;
  out.municipality = picture_of(record.municipality, setting);
  out.died = record.died;
  if (record.moving && seen.permission.scope.status && seen.permission.scope.name)
    out.moving = {picture_of(record.moving->to, setting), record.moving->from};
  if (seen.permission.scope.own || seen.permission.scope.all) out.objected = record.objected;
  out.frozen = record.frozen;
  for (const Course* course : record.all_courses())
    out.courses.push_back(course_picture(*course, record, setting));
  std::ranges::stable_sort(out.courses, [](const CoursePicture& a, const CoursePicture& b) {
    return std::pair(a.closed.none(), a.number) > std::pair(b.closed.none(), b.number);
  });
  for (const Duty& duty : record.duties)
    if (duty.course == 0 && duty.open()) out.without_course.push_back(duty_picture(duty, nullptr, setting));
  for (const CoursePicture& course : out.courses)
    for (const DutyPicture& strand : course.strands)
      if (!out.call_now && strand.strand == Strand::contact) out.call_now = strand.holder;

  out.standing = standing_of(record, born_of_cpr(seen.identity.cpr), seen.at);
  for (const Circumstance& one : record.circumstances) {
    if (!one.to.none() && one.to <= seen.at) continue;
    out.circumstances.push_back(
        {one, picture_of(one.where, setting), picture_of(one.by, setting), said_of(one.number, seen)});
  }

  const SaidOfDuties said(seen);
  for (CoursePicture& course : out.courses) said.put(course.duties);
  said.put(out.without_course);
  if (seen.allowed) put_allowed(out, *seen.allowed, record, setting);
  out.goals = goals_of(seen, setting);
  out.questions = questions_of(seen, setting);
  if (seen.permission.scope.all)
    for (const Party unit : record.barred) out.barred.push_back(picture_of(unit, setting));

  out.threads = threads_of(seen, setting);
  out.drafts = drafts_of(seen, setting);

  const Followed followed = measurements_followed(seen.timeline);
  for (const TimelineItem& item : seen.timeline) {
    const Naming naming{&setting, &record, item.at};
    CitizenPicture::Moment moment{item.at, item.position, {}, {}, 0};
    if (may_read_raw(seen.permission.scope)) moment.message_bytes = item.message_bytes;
    bool states_identity = false;
    for (const Fact& fact : item.facts) {
      states_identity = states_identity || std::holds_alternative<IdentityStated>(fact);
      Words words{sentence(Tongue::danish, fact, naming), sentence(Tongue::english, fact, naming)};
      if (!words.da.empty()) moment.happened.emplace_back(name_of(fact), std::move(words));
    }
    // Name and CPR number stand at the top; the timeline does not repeat them.
    const size_t skip = states_identity ? std::min<size_t>(3, item.texts.size()) : 0;
    for (size_t i = skip; i < item.texts.size(); ++i)
      if (!item.texts[i].empty()) put_text(item, i, followed, moment.texts);
    if (!moment.happened.empty() || !moment.texts.empty()) out.timeline.push_back(std::move(moment));
  }
  out.history = history_of(seen);
  name_history(out, record, setting);
  return out;
}

void withhold_places(CitizenPicture& picture) {
  const auto duties = [](std::vector<DutyPicture>& all) {
    for (DutyPicture& duty : all) {
      duty.holder = duty.assigned = duty.asked = duty.passes_to = {};
      duty.receipts.reset();
      duty.said.clear();
      duty.left.clear();
    }
  };
  picture.municipality = {};
  picture.moving.reset();
  picture.objected = {};
  picture.call_now.reset();
  for (CircumstancePicture& one : picture.circumstances) {
    one.where = one.by = {};
    one.text.clear();
  }
  for (CoursePicture& course : picture.courses) {
    course.ward = course.municipality = {};
    for (auto* all : {&course.strands, &course.duties, &course.ended}) duties(*all);
  }
  duties(picture.without_course);
  picture.goals.reset();
  picture.questions.clear();
  picture.barred.clear();
  picture.timeline.clear();
  picture.threads.clear();
  picture.drafts.clear();
  picture.history = {};
  picture.tasks.clear();
  picture.parties.clear();
}

std::optional<Asker> asker_of(std::string_view text) {
  for (const Asker asker : {Asker::nurse, Asker::gp, Asker::citizen, Asker::relative}) {
    if (word(asker) == text) return asker;
  }
  return std::nullopt;
}

void answer(CitizenPicture& picture, const CitizenSeen& seen, const Setting& setting, Asker asker,
            Instant at) {
  picture.asker = asker;
  std::vector<Course> courses;
  std::ranges::copy_if(seen.record.courses, std::back_inserter(courses), &Course::open);
  const bool is_self = asker == Asker::citizen || asker == Asker::relative;
  if (courses.empty() && is_self && seen.record.died.none()) {
    if (const auto none = without_course(seen.record, setting, at)) courses.push_back(*none);
  }
  for (const Course& course : courses) {
    const Pathway* pathway = setting.pathway(course.pathway, course.version);
    if (pathway == nullptr) continue;
    for (const Strand about : {Strand::treatment, Strand::care}) {
      const Instant until = answered_until(seen.record, course, setting, asker, about, at);
      for (const WhomToCall& one : whom_to_call(seen.record, course, setting, asker, about, at)) {
        const std::string name = one.party.none() ? "" : picture_of(one.party, setting).name;
        const Citation* rule = pathway->citation(one.rule);
        picture.answers.push_back({.course = course.number,
                                   .about = about,
                                   .name = one.party.none() ? one.name : Words{name, name},
                                   .phone = one.phone,
                                   .rule_text = rule == nullptr ? Words{} : rule->text,
                                   .rule_source = rule == nullptr ? "" : rule->source,
                                   .until = one.kind == WhomToCall::Kind::emergency ? Instant{} : until});
      }
    }
  }
}

RowPicture picture_of(const ListedRow& listed, const Setting& setting) {
  const WorkRow& row = listed.row;
  const Pathway* own = setting.pathway(listed.course.pathway, listed.course.version);
  const Pathway* pathway = with_task(own, setting, row.task, row.held_since);
  RowPicture out;
  out.citizen = row.citizen;
  out.identity = listed.identity;
  out.part = row.part;
  out.stay = listed.course.stay;
  out.ward = picture_of(listed.course.ward, setting);
  out.stay_start = listed.course.stay_start;
  if (in_hospital(out.stay)) out.discharge_expected = listed.course.discharge_expected;
  out.approved = pathway != nullptr && pathway->approved();
  DutyPicture& duty = out.duty;
  duty.number = row.duty;
  duty.course = row.course;
  duty.task = row.task;
  duty.name = name_of_task(pathway, row.task);
  duty.markable = pathway != nullptr && pathway->heeds_mark(row.task);
  duty.strand = row.strand;
  duty.holder = picture_of(row.holder, setting);
  duty.asked = picture_of(row.asked, setting);
  duty.ground = row.ground;
  put_rule(duty, pathway, row.rule);
  duty.held_since = row.held_since;
  duty.due = row.due;
  duty.answer_by = row.answer_by;
  duty.silent_since = row.silent_since;
  duty.silences = row.silences;
  duty.check_by = row.citizen_check_by;
  duty.said = listed.said;
  if (listed.note) {
    out.note = listed.note->text;
    out.noted = listed.note->at;
    out.note_by = picture_of(listed.note->by, setting);
  }
  return out;
}

DutyPicture picture_of(const Record& record, const Duty& duty, const Setting& setting) {
  const Course* course = record.course(duty.course);
  const Pathway* pathway = course == nullptr ? nullptr : setting.pathway(course->pathway, course->version);
  return duty_picture(duty, pathway, setting);
}

void write_json(const PartyPicture& picture, json::Writer& out) {
  out.begin_object().field("sor", std::to_string(picture.party.sor)).field("name", picture.name);
  if (!picture.phone.empty()) out.field("phone", picture.phone);
  out.end_object();
}

void write_json(const CitizenPicture::AnswerPicture& one, json::Writer& out) {
  out.begin_object().key("course").number(one.course);
  out.field("about", word(one.about));
  words_field(out, "call", one.name);
  if (!one.phone.empty()) out.field("phone", one.phone);
  time_field(out, "until", one.until);
  words_field(out, "rule", one.rule_text);
  if (one.rule_source.empty())
    out.key("own_measure").boolean(true);
  else
    out.field("source", one.rule_source);
  out.end_object();
}

void write_json(const Look& look, const Setting& setting, json::Writer& out) {
  out.begin_object();
  time_field(out, "at", look.at);
  party_field(out, "party", picture_of(look.party, setting));
  const uint64_t organisation = setting.directory.organisation_of(look.party);
  if (organisation != look.party.sor)
    party_field(out, "organisation", picture_of(Party{organisation}, setting));
  out.field("role", word(look.role));
  if (!look.name.empty()) out.field("name", look.name);
  if (!look.why.empty()) out.field("why", look.why);
  if (!look.reason.empty()) out.field("reason", look.reason);
  if (look.of_message) out.key("of_a_message").boolean(true);
  out.key("on_a_list").boolean(look.of_list).end_object();
}

void write_json(const CitizenPicture& picture, Instant now, json::Writer& out) {
  out.begin_object();
  out.key("citizen").unsigned_number(picture.citizen);
  out.key("position").unsigned_number(picture.position);
  out.field("now", rfc3339(now));
  out.field("scope", word(picture.permission.scope));
  out.field("why", picture.permission.why);
  time_field(out, "until", picture.permission.until);
  identity_fields(picture.identity, out);
  party_field(out, "municipality", picture.municipality);
  time_field(out, "died", picture.died);
  if (picture.moving) {
    out.key("moving").begin_object();
    party_field(out, "to", picture.moving->to);
    time_field(out, "from", picture.moving->from);
    out.end_object();
  }
  time_field(out, "objected", picture.objected);
  if (picture.frozen) out.key("frozen").boolean(true);
  if (picture.call_now) party_field(out, "call_now", *picture.call_now);
  if (picture.asker) answers_json(picture, out);
  standing_json(picture.standing, out);
  circumstances_json(picture, out);
  out.key("courses").begin_array();
  for (const CoursePicture& course : picture.courses) course_json(course, picture.may.has_value(), now, out);
  out.end_array();
  duty_list(out, "duties", picture.without_course, now);
  if (picture.may) {
    out.key("may").begin_object();
    may_fields(*picture.may, out);
    out.key("write").boolean(picture.may_write).end_object();
  }
  if (picture.goals) goals_json(*picture.goals, out);
  questions_json(picture, now, out);
  if (picture.permission.scope.all) {
    out.key("barred").begin_array();
    for (const PartyPicture& unit : picture.barred) write_json(unit, out);
    out.end_array();
  }
  if (picture.permission.scope.own || picture.permission.scope.all)
    threads_json(picture.threads, picture.drafts, out);
  history_json(picture, out);
  out.key("timeline").begin_array();
  for (const auto& moment : picture.timeline) {
    out.begin_object().field("at", rfc3339(moment.at)).key("position").unsigned_number(moment.position);
    out.key("happened").begin_array();
    for (const auto& [kind, words] : moment.happened)
      out.begin_object().field("fact", kind).field("da", words.da).field("en", words.en).end_object();
    out.end_array();
    if (!moment.texts.empty()) {
      out.key("texts").begin_array();
      for (const Words& text : moment.texts) out.string(text.da);
      out.end_array();
    }
    if (moment.message_bytes != 0) out.key("message_bytes").unsigned_number(moment.message_bytes);
    out.end_object();
  }
  out.end_array().end_object();
}

void write_json(const RowPicture& picture, Instant now, json::Writer& out) {
  constexpr std::string_view parts[] = {"", "holds", "is-asked", "is-told"};
  out.begin_object();
  out.key("citizen").unsigned_number(picture.citizen);
  identity_fields(picture.identity, out);
  out.field("part", parts[static_cast<size_t>(picture.part) % std::size(parts)]);
  if (picture.need != Need{}) out.field("group", word(picture.need));
  duty_fields(picture.duty, now, out);
  out.field("stay", word(picture.stay));
  party_field(out, "ward", picture.ward);
  time_field(out, "stay_start", picture.stay_start);
  time_field(out, "discharge_expected", picture.discharge_expected);
  if (!picture.note.empty()) {
    out.key("note").begin_object().field("text", picture.note);
    time_field(out, "at", picture.noted);
    party_field(out, "by", picture.note_by);
    out.end_object();
  }
  out.key("clinically_approved").boolean(picture.approved);
  out.end_object();
}

void write_text(const CitizenPicture& picture, Tongue t, Instant now, std::string& out) {
  const bool da = t == Tongue::danish;
  const std::string name = say_name(picture.identity);
  out += std::string(say(t, "Borger ", "Citizen ")) + std::to_string(picture.citizen);
  if (!picture.identity.cpr.empty())  // a roster has no names
    out += ": " + name + (name.empty() ? "" : ", ") + say_cpr(picture.identity.cpr);
  if (picture.identity.erased)
    out += std::string(say(t, " (indholdet er slettet)", " (the content was erased)"));
  out += '\n';
  if (picture.frozen)
    out += std::string(say(t, "SPÆRRET for ændringer, til driften har set på det\n",
                           "FROZEN: closed for changes until operations have looked at it\n"));
  if (picture.standing.protected_address)
    out += std::string(say(t, "NAVNE- OG ADRESSEBESKYTTELSE: oplys intet sted til pårørende\n",
                           "PROTECTED NAME AND ADDRESS: tell relatives no place\n"));
  for (const CircumstancePicture& one : picture.circumstances) out += say_circumstance(t, one) + "\n";
  if (picture.call_now) {
    out += std::string(say(t, "Ring nu til: ", "Call now: ")) + picture.call_now->name;
    out += picture.call_now->phone.empty()
               ? std::string(say(t, " (intet nummer kendt)", " (no number known)"))
               : ", " + picture.call_now->phone;
    out += '\n';
  } else {
    out += std::string(say(t, "Intet åbent forløb\n", "No open course\n"));
  }
  answers_text(picture, t, out);
  for (const CoursePicture& course : picture.courses) {
    out += "\n" + say(t, course.name) + " (" + course.pathway + ")";
    if (!course.approved) out += std::string(say(t, ", IKKE KLINISK GODKENDT", ", NOT CLINICALLY APPROVED"));
    out += "\n  " + std::string(say(t, course.stay));
    if (!course.ward.party.none()) out += ", " + course.ward.name;
    if (!course.stay_start.none())
      out += std::string(say(t, ", siden ", ", since ")) + format_person(course.stay_start, da);
    if (!course.closed.none())
      out += std::string(say(t, "; afsluttet ", "; closed ")) + format_person(course.closed, da);
    out += '\n';
    if (const std::string words = say_leaving(course, t, now); !words.empty()) out += "  " + words + "\n";
    if (course.gaps > 0)
      out +=
          std::string(say(t, "  Tidligere beskeder mangler her: ", "  Earlier messages are missing here: ")) +
          std::to_string(course.gaps) + "\n";
    for (const DutyPicture& duty : course.strands) duty_text(duty, t, now, out);
    for (const DutyPicture& duty : course.duties) duty_text(duty, t, now, out);
  }
  if (!picture.without_course.empty())
    out += "\n" + std::string(say(t, "Andre opgaver", "Other duties")) + "\n";
  for (const DutyPicture& duty : picture.without_course) duty_text(duty, t, now, out);
  threads_text(picture.threads, t, out);
  if (!picture.timeline.empty()) out += "\n" + std::string(say(t, "Tidslinje", "Timeline")) + "\n";
  for (const auto& moment : picture.timeline) {
    std::string lead = "  " + format_person(moment.at, da) + "  ";
    for (const auto& [kind, words] : moment.happened) {
      out += lead + say(t, words) + "\n";
      lead.assign(lead.size(), ' ');
    }
    for (const Words& text : moment.texts)
      out += std::string(lead.size(), ' ') + "\"" + say(t, text) + "\"\n";
  }
}

void write_text(const std::vector<RowPicture>& rows, Tongue t, Instant now, std::string& out) {
  const bool da = t == Tongue::danish;
  for (const RowPicture& row : rows) {
    const DutyPicture& duty = row.duty;
    out += duty.silent_since.none() ? "    " : "!!  ";
    const std::string name = say_name(row.identity);
    out += say(t, duty.name) + ": " +
           (name.empty() ? std::string(say(t, "borger ", "citizen ")) + std::to_string(row.citizen) : name) +
           (row.identity.cpr.empty() ? "" : ", " + say_cpr(row.identity.cpr)) + "\n    " + duty.holder.name +
           (duty.holder.phone.empty() ? "" : ", " + duty.holder.phone) +
           std::string(say(t, ", siden ", ", since ")) + format_person(duty.held_since, da) + "\n";
    std::string more;
    if (!duty.due.none())
      more += std::string(say(t, "frist ", "due ")) + format_person(duty.due, da) + ", " +
              say_due(t, duty.due, now);
    if (!duty.silent_since.none())
      more += (more.empty() ? "" : "; ") + std::string(say(t, "intet svar i ", "no answer for ")) +
              say_length(t, now - duty.silent_since);
    if (!duty.asked.party.none())
      more += (more.empty() ? "" : "; ") + std::string(say(t, "spurgt: ", "asked: ")) + duty.asked.name;
    if (!more.empty()) out += "    " + more + "\n";
  }
}

std::string say_due(Tongue tongue, Instant due, Instant now) {
  if (due.none()) return {};
  if (due < now) return std::string(say(tongue, "forsinket ", "late by ")) + say_length(tongue, now - due);
  return std::string(say(tongue, "om ", "in ")) + say_length(tongue, due - now);
}

std::string say_rule(Tongue tongue, const DutyPicture& duty) {
  const std::string words = say_rule_words(tongue, duty);
  return std::string(say(tongue, duty.ground)) + (words.empty() ? "" : ": " + words);
}

std::string say_rule_words(Tongue tongue, const DutyPicture& duty) {
  if (duty.rule.empty()) return {};
  const std::string& words = say(tongue, duty.rule_text);
  return (words.empty() ? duty.rule : words) + " (" +
         (duty.rule_source.empty() ? std::string(say(tongue, "Klynges egen regel", "Klynge's own measure"))
                                   : duty.rule_source) +
         ")";
}

bool unseen(const DutyPicture& duty) {
  return !duty.visible && duty.strand == Strand::none;
}

std::string say_name(const Identity& identity) {
  if (identity.given.empty()) return identity.family;
  return identity.family.empty() ? identity.given : identity.given + " " + identity.family;
}

std::string write_cursor(const store::RowKey& key) {
  Bytes bytes;
  put_u16(bytes, key.view);
  put_u16(bytes, key.version);
  put_u64(bytes, key.list);
  put_u64(bytes, static_cast<uint64_t>(key.order));
  put_u64(bytes, key.key_high);
  put_u64(bytes, key.key_low);
  return to_hex(bytes);
}

std::optional<store::RowKey> read_cursor(std::string_view text) {
  const auto bytes = from_hex(text);
  if (!bytes || bytes->size() != 36) return std::nullopt;
  return store::RowKey{get_u16(*bytes, 0),  get_u16(*bytes, 2),
                       get_u64(*bytes, 4),  static_cast<int64_t>(get_u64(*bytes, 12)),
                       get_u64(*bytes, 20), get_u64(*bytes, 28)};
}

}  // namespace klynge::server
