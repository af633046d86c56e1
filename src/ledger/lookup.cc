#include "ledger/lookup.h"

#include <algorithm>
#include <ranges>

#include "base/hash.h"
#include "ledger/body.h"
#include "ledger/content.h"
#include "ledger/intake.h"
#include "ledger/lazy_index.h"
#include "ledger/listing.h"
#include "ledger/post.h"
#include "ledger/records.h"
#include "ledger/rows.h"

namespace klynge {
namespace {

constexpr Duration list_noted_for = minutes(10);

constexpr size_t tail_limit = 200'000;

// What is written about a duty is written to whoever has it now, and to who was or is asked to.
void add_readers(const Fact& fact, const Record& record, std::vector<Party>& readers) {
  std::visit(
      [&](const auto& said) {
        if constexpr (requires { said.duty; }) {
          const Duty* duty = record.duty(said.duty);
          if (duty != nullptr) readers.push_back(duty->holder);
          if (duty != nullptr && duty->offer) readers.push_back(duty->offer->to);
        }
      },
      fact);
  if (const auto* offered = std::get_if<DutyOffered>(&fact)) readers.push_back(offered->to);
}

bool says_goals(const std::vector<Fact>& facts) {
  return std::ranges::any_of(facts,
                             [](const Fact& fact) { return std::holds_alternative<GoalsWritten>(fact); });
}

// One entry of the access stream: who looked, when, how, at which list, at whom. Tagged fields; the first
// octet is the format. Chained like the journal (docs/format/journal.md).
constexpr uint64_t opened_citizen = 1, opened_list = 2, opened_refused = 3,
                   opened_message = 4;  // of the last two, `list` is the entry

enum AccessField : uint32_t {
  at_position = 1,
  previous = 2,
  at_time = 3,
  of_party = 4,
  of_role = 5,
  action_taken = 6,
  of_list = 7,
  of_citizen = 8,
  of_person = 10,
  called = 11,
  permission_why = 12,
  reason_given = 13,
};

struct Looked {
  uint64_t action = 0, list = 0;
  std::vector<CitizenNumber> citizens;
  std::string_view why;
};

Bytes access_entry(Position position, View previous_hash, Instant at, const Viewer& viewer,
                   const Looked& looked) {
  Bytes out(1, '\1');
  FieldWriter fields(out);
  fields.number(at_position, position);
  fields.text(previous, previous_hash);
  fields.signed_number(at_time, at.us);
  fields.number(of_party, viewer.caller.party.sor);
  fields.number(of_role, static_cast<uint64_t>(viewer.caller.role));
  fields.number(action_taken, looked.action);
  fields.number(of_list, looked.list);
  for (CitizenNumber citizen : looked.citizens) {
    Bytes number;
    put_u64(number, citizen);
    fields.item(of_citizen, number);
  }
  if (!viewer.caller.person.none()) fields.text(of_person, octets_of(viewer.caller.person));
  fields.text(called, viewer.name);
  fields.text(permission_why, looked.why);
  fields.text(reason_given, viewer.reason);
  return out;
}

// A look, and by which person: the citizen is told the name, the rules know the key.
struct LookOf {
  Look look;
  Key person;
};

// None: not about that citizen.
std::optional<LookOf> read_look(View bytes, const std::vector<CitizenNumber>& citizens) {
  LookOf read;
  Look& look = read.look;
  bool about = false;
  FieldReader in(bytes.substr(1));
  while (in.next()) {
    switch (in.number()) {
      case at_time:
        look.at.us = in.as_signed();
        break;
      case of_party:
        look.party.sor = in.as_number();
        break;
      case of_role:
        look.role = static_cast<CallerRole>(in.as_number());
        break;
      case action_taken:
        look.of_list = in.as_number() == opened_list;
        look.of_message = in.as_number() == opened_message;
        break;
      case of_citizen: {
        const Bytes number = in.as_text();
        about = about ||
                (number.size() == 8 && std::ranges::find(citizens, get_u64(number, 0)) != citizens.end());
        break;
      }
      case of_person: {
        const Bytes octets = in.as_text();
        if (octets.size() == read.person.octets.size()) std::ranges::copy(octets, read.person.octets.begin());
        break;
      }
      case called:
        look.name = in.as_text();
        break;
      case permission_why:
        look.why = in.as_text();
        break;
      case reason_given:
        look.reason = in.as_text();
        break;
      default:
        break;
    }
  }
  return about && in.ok() ? std::optional(std::move(read)) : std::nullopt;
}

constexpr size_t outside_ids_sought_in = 4;  // messages, before it is given up

// A notification about the course, that was kept as it came and is quickly read.
bool tells_of(const TimelineItem& item, uint16_t course) {
  return item.message_bytes != 0 && item.message_bytes <= large_message_bytes &&
         std::ranges::any_of(item.facts, [&](const Fact& fact) {
           const auto* noted = std::get_if<StayNoted>(&fact);
           return noted != nullptr && noted->course == course;
         });
}

void number_anew(Fact& fact, const Joined& joined) {
  std::visit(
      [&](auto& said) {
        const auto shift = [](uint16_t& number, uint16_t before) {
          if (number != 0) number = static_cast<uint16_t>(number + before);
        };
        if constexpr (requires { said.course; }) shift(said.course, joined.courses_before);
        if constexpr (requires { said.duty; }) shift(said.duty, joined.duties_before);
        if constexpr (requires { said.thread; }) shift(said.thread, joined.threads_before);
        if constexpr (requires { said.letter; }) shift(said.letter, joined.letters_before);
        if constexpr (requires { said.circumstance; }) shift(said.number, joined.circumstances_before);
      },
      fact);
}

}  // namespace

struct Lookup::Impl {
  Impl(store::Store& s, store::Keys& k, store::Access& a, const seal::Secrets& sec, LedgerOptions o,
       store::Contents* c)
      : store(s), access(a), secrets(sec), options(std::move(o)), contents(c), sealer(secrets, k, [](size_t) {
          return Bytes{};
        }) {}

  store::Store& store;
  store::Access& access;
  const seal::Secrets& secrets;
  LedgerOptions options;
  store::Contents* contents;
  seal::Sealer sealer;
  std::unique_ptr<store::Reader> reader;
  // Newest entries that the sorted index on disk may not have yet; read on from where we were last.
  std::unordered_map<CitizenNumber, Position> tail;
  Position tail_to = 0;
  Instant since_known;  // first_since
  Position since_at = 0;
  WholeLists lists;

  // All that is read while it lives is as of one moment: a record and its timeline agree.
  class Moment {
   public:
    explicit Moment(store::Reader& reader) : reader_(&reader) {}
    Moment(Moment&& other) noexcept : reader_(std::exchange(other.reader_, nullptr)) {}
    ~Moment() {
      if (reader_ != nullptr) reader_->end();
    }

   private:
    store::Reader* reader_;
  };

  Result<Moment> moment() {
    if (!reader) {
      auto made = store.reader();
      if (!made) return made.problem();
      reader = std::move(*made);
    }
    if (auto begun = reader->begin(); !begun) return begun.problem();
    Moment now(*reader);
    if (auto read = read_tail(); !read) return read.problem();
    return now;
  }

  // From where we were, or from where the index on disk has come to since.
  Result<> read_tail() {
    auto flushed = reader->meta(LazyIndex{space::head}.meta_name());
    if (!flushed) return flushed.problem();
    const Position indexed = flushed->has_value() ? get_u64(**flushed, 0) : 0;
    if (indexed > tail_to || tail.size() > tail_limit) {
      if (indexed != tail_to) lists.forget();
      tail.clear();
      tail_to = indexed;
    }
    std::optional<Problem> fault;
    auto read = reader->entries(tail_to + 1, [&](Position at, View bytes) {
      auto header = message::decode_header(bytes);
      if (!header) {
        fault = header.problem();
        return false;
      }
      if (header->citizen != 0) tail[header->citizen] = at;
      lists.written(at, header->citizen);
      tail_to = at;
      return true;
    });
    if (!read) return read;
    if (fault) return *fault;
    return Done{};
  }

  Result<Position> newest(CitizenNumber citizen) {
    if (auto it = tail.find(citizen); it != tail.end()) return it->second;
    auto point = reader->point(space::head, citizen);
    if (!point) return point.problem();
    return point->value_or(0);
  }

  Result<Record> record(CitizenNumber citizen) {
    auto at = newest(citizen);
    if (!at) return at.problem();
    auto remembered = recall(*reader, citizen, *at);
    if (!remembered) return remembered.problem();
    return std::move(remembered->record);
  }

  // The record that this one has become part of (core/record.h, `merged_into`); itself, when it has not.
  Result<Record> joined_record(CitizenNumber citizen) {
    for (;;) {
      auto here = record(citizen);
      if (!here || here->merged_into == 0) return here;
      citizen = here->merged_into;
    }
  }

  Result<message::JournalEntry> entry(Position at) {
    auto bytes = reader->entry(at);
    if (!bytes) return bytes.problem();
    if (!bytes->has_value()) return not_understood("journal", "entry " + std::to_string(at) + " is missing");
    return message::decode(**bytes);
  }

  // Empty and `erased` when the key is gone.
  Result<std::pair<std::vector<std::string>, bool>> texts(const message::JournalEntry& entry) {
    if (entry.sealed.empty()) return std::pair(std::vector<std::string>{}, false);
    const auto& h = entry.header;
    auto plain = sealer.open({h.controller, h.citizen, h.epoch, h.position, message::associated_data(h)}, 0,
                             entry.sealed);
    if (!plain) {
      if (plain.problem().what == "erased") return std::pair(std::vector<std::string>{}, true);
      return plain.problem();
    }
    auto list = message::decode_texts(*plain);
    if (!list) return list.problem();
    return std::pair(std::move(*list), false);
  }

  // What the letters and drafts of the timeline say. One whose key is gone is shown as erased.
  Result<> read_letters(CitizenSeen& seen, Party viewer, const Setting& setting) {
    for (const TimelineItem& item : seen.timeline) {
      for (const Fact& fact : item.facts) {
        const auto* noted = std::get_if<LetterNoted>(&fact);
        const auto* sent = std::get_if<LetterSent>(&fact);
        const auto* prepared = std::get_if<LetterPrepared>(&fact);
        const Letter* kept = noted != nullptr  ? seen.record.letter(noted->letter)
                             : sent != nullptr ? seen.record.letter(sent->letter)
                                               : nullptr;
        if (kept != nullptr) {  // one of those that may be read
          LetterSeen letter;
          letter.letter = noted != nullptr ? noted->letter : sent->letter;
          letter.thread = noted != nullptr ? noted->thread : sent->thread;
          if (auto read = read_letter(item.position, letter); !read) return read;
          seen.letters.push_back(std::move(letter));
        }
        if (prepared == nullptr || seen.record.draft(prepared->letter) == nullptr ||
            !setting.directory.same_organisation(prepared->by, viewer))
          continue;
        auto content = body_at(item.position);
        if (!content && !is_erased(content.problem())) return content.problem();
        std::erase_if(seen.drafts, [&](const DraftSeen& one) { return one.letter == prepared->letter; });
        seen.drafts.push_back({prepared->letter, content ? std::move(*content) : Bytes{}});
      }
    }
    return Done{};
  }

  static bool is_erased(const Problem& problem) { return problem.kind == Problem::Kind::refused; }

  Result<Bytes> body_at(Position at) {
    auto read = entry(at);
    if (!read) return read.problem();
    return open_body(*reader, sealer, contents, *read);
  }

  Result<> read_letter(Position at, LetterSeen& letter) {
    auto body = body_at(at);
    if (!body && !is_erased(body.problem())) return body.problem();
    letter.erased = !body;
    if (!body) return Done{};
    message::Reading reading = message::read(*body);
    if (!reading.letter) return Done{};
    letter.content = std::move(*reading.letter);
    for (message::Segment& segment : letter.content.segments) {
      letter.sizes.push_back(segment.data.size() / 4 * 3);
      segment.data = {};
    }
    return Done{};
  }

  Result<Identity> identity(Position at) {
    Identity who;
    if (at == 0) return who;
    auto read = entry(at);
    if (!read) return read.problem();
    auto said = texts(*read);
    if (!said) return said.problem();
    who.erased = said->second;
    if (said->first.size() >= 3) {
      who.cpr = said->first[0];
      who.family = said->first[1];
      who.given = said->first[2];
    }
    return who;
  }

  struct Seeing {
    const Record& record;
    const Scope& scope;
    Party viewer;
    const Setting& setting;
  };
  // A citizen's entries from the newest back, with the numbers that courses and duties have now.
  Result<> tell(Position newest, const Joined& joined, const Seeing& seeing,
                std::vector<TimelineItem>& timeline) {
    for (Position at = newest; at != 0;) {
      auto entry = this->entry(at);
      if (!entry) return entry.problem();
      for (Fact& fact : entry->facts) number_anew(fact, joined);
      TimelineItem item{entry->header.citizen,
                        entry->header.position,
                        entry->header.stamp,
                        entry->header.kind,
                        std::move(entry->facts),
                        {},
                        {},
                        entry->message && entry->body_parts != 0 ? entry->message->size_bytes : 0};
      if (entry->message)
        item.parties = {entry->message->sender, entry->message->receiver};
      else
        item.parties = {entry->caller.party};
      for (const Fact& fact : item.facts) add_readers(fact, seeing.record, item.parties);
      at = entry->header.previous_of_citizen;
      // What the citizen wants is for everybody who treats the citizen now.
      const bool readable = may_read(seeing.scope, seeing.viewer, seeing.setting, item.parties) ||
                            (seeing.scope.own && seeing.scope.status && says_goals(item.facts));
      if (!readable && !seeing.scope.status) continue;
      if (readable) {
        auto opened = texts(*entry);
        if (!opened) return opened.problem();
        item.texts = std::move(opened->first);
      }
      timeline.push_back(std::move(item));
    }
    return Done{};
  }

  // Why somebody looked at more than the part in the course opens. It is sealed with what the person wrote,
  // and not in the stream of looks, which lies open.
  Result<> put_reasons(const Record& record, std::vector<LookOf>& looks) {
    const Setting nobodys;
    const Seeing seeing{record, scope::full, {}, nobodys};
    std::vector<TimelineItem> timeline;
    if (auto told = tell(record.last, {}, seeing, timeline); !told) return told;
    for (const Joined& other : record.joined) {
      auto newest_of = newest(other.citizen);
      if (!newest_of) return newest_of.problem();
      if (auto told = tell(*newest_of, other, seeing, timeline); !told) return told;
    }
    std::ranges::sort(timeline, {}, &TimelineItem::position);
    for (const TimelineItem& item : timeline)
      for (const Fact& fact : item.facts) {
        const auto* broken = std::get_if<GlassBroken>(&fact);
        if (broken == nullptr || broken->text == 0 || broken->text > item.texts.size()) continue;
        for (LookOf& one : looks)
          if (one.look.why == "broken-glass" && one.look.party == broken->by &&
              one.person == broken->person && one.look.at >= item.at && one.look.at < broken->until)
            one.look.reason = item.texts[broken->text - 1u];
      }
    return Done{};
  }

  Result<Scope> scope_of(CitizenNumber citizen, const Caller& caller, const Setting& setting, Instant now) {
    if (options.demonstration) return scope::full;  // nobody is real
    auto record = this->record(citizen);
    if (!record) return record.problem();
    return may(caller, Action::read, *record, setting, now).scope;
  }

  // The first entry written at or after a moment that is past; what is there does not change.
  Result<Position> first_since(Instant moment) {
    if (since_known == moment) return since_at;
    Position low = 1, high = tail_to + 1;
    while (low < high) {
      const Position middle = low + (high - low) / 2;
      auto read = entry(middle);
      if (!read) return read.problem();
      if (read->header.stamp < moment)
        low = middle + 1;
      else
        high = middle;
    }
    since_known = moment;
    return since_at = low;
  }

  // That the list was looked at is noted, once in a while; then names are put on the rows for whom they are.
  Result<> show(Party list, uint64_t page, const Viewer& viewer, const std::vector<ListedRow*>& rows,
                const Setting& setting, Instant now) {
    Bytes mark;
    put_u64(mark, viewer.caller.party.sor);
    put_u64(mark, static_cast<uint64_t>(viewer.caller.role));
    mark += octets_of(viewer.caller.person);
    put_u64(mark, list.sor);
    put_u64(mark, page);
    auto noted = access.noted(mark, now.us, (now - list_noted_for).us);
    if (!noted) return noted.problem();
    if (!*noted) {
      std::vector<CitizenNumber> citizens;
      for (const ListedRow* row : rows) citizens.push_back(row->row.citizen);
      std::ranges::sort(citizens);
      citizens.erase(std::ranges::unique(citizens).begin(), citizens.end());
      if (auto kept = note(viewer, {opened_list, list.sor, std::move(citizens), {}}, now); !kept) return kept;
    }
    std::unordered_map<CitizenNumber, Scope>
        opened;  // whom a list is for is not all: a citizen may bar a unit
    for (ListedRow* row : rows) {
      if (!options.demonstration && !may_see_names(viewer.caller, list, row->row.part)) continue;
      auto known = opened.find(row->row.citizen);
      if (known == opened.end()) {
        auto scope = scope_of(row->row.citizen, viewer.caller, setting, now);
        if (!scope) return scope.problem();
        known = opened.emplace(row->row.citizen, *scope).first;
      }
      if (!known->second.name) continue;
      auto identity = this->identity(row->row.identity_at);
      if (!identity) return identity.problem();
      row->identity = std::move(*identity);
      if (!known->second.own && !known->second.all) continue;
      auto note = latest_note(row->row.noted_at);
      if (!note) return note.problem();
      row->note = std::move(*note);
      auto said = told_in_words(row->row.said_at);
      if (!said) return said.problem();
      row->said = std::move(*said);
    }
    return Done{};
  }

  // Whoever has a duty or is asked to take it reads what was written when it was opened (add_readers).
  Result<std::string> told_in_words(Position at) {
    if (at == 0) return std::string();
    auto read = entry(at);
    if (!read) return read.problem();
    auto said = texts(*read);
    if (!said) return said.problem();
    for (const Fact& fact : read->facts) {
      const auto* opened = std::get_if<DutyOpened>(&fact);
      if (opened != nullptr && opened->task == task_other && opened->text != 0 &&
          opened->text <= said->first.size())
        return std::move(said->first[opened->text - 1u]);
    }
    return std::string();
  }

  Result<std::optional<Note>> latest_note(Position at) {
    if (at == 0) return std::optional<Note>{};
    auto read = entry(at);
    if (!read) return read.problem();
    auto said = texts(*read);
    if (!said) return said.problem();
    for (const Fact& fact : read->facts) {
      const auto* noted = std::get_if<DutyNoted>(&fact);
      if (noted != nullptr && noted->text != 0 && noted->text <= said->first.size())
        return std::optional(Note{read->header.stamp, noted->by, said->first[noted->text - 1u]});
    }
    return std::optional<Note>{};
  }

  Result<> note(const Viewer& viewer, const Looked& looked, Instant now) {
    auto noted =
        access.append([&](Position position,
                          View previous) { return access_entry(position, previous, now, viewer, looked); },
                      looked.citizens);
    if (!noted) return noted.problem();
    return Done{};
  }
};

Lookup::Lookup(store::Store& store, store::Keys& keys, store::Access& access, const seal::Secrets& secrets,
               LedgerOptions options, store::Contents* contents)
    : impl_(std::make_unique<Impl>(store, keys, access, secrets, std::move(options), contents)) {}
Lookup::~Lookup() = default;

Result<std::optional<CitizenNumber>> Lookup::find(View cpr) {
  auto moment = impl_->moment();
  if (!moment) return moment.problem();
  const Key key = seal::keyed(impl_->secrets, "cpr", cpr);
  auto named = impl_->reader->name(space::citizen,
                                   View(reinterpret_cast<const char*>(key.octets.data()), key.octets.size()));
  if (!named || !named->has_value()) return named;
  auto record = impl_->joined_record(**named);
  if (!record) return record.problem();
  return std::optional(record->citizen);
}

Result<std::optional<CitizenNumber>> Lookup::find_course(View id) {
  auto moment = impl_->moment();
  if (!moment) return moment.problem();
  auto named = impl_->reader->name(space::course, octets_of(course_key(impl_->secrets, id)));
  if (!named || !named->has_value()) return named;
  auto record = impl_->joined_record(**named);
  if (!record) return record.problem();
  return std::optional(record->citizen);
}

Result<std::string> Lookup::outside_id(const CitizenSeen& seen, uint16_t course, Party viewer,
                                       const Setting& setting) {
  auto moment = impl_->moment();
  if (!moment) return moment.problem();
  const Course* known = seen.record.course(course);
  if (known == nullptr) return std::string();
  size_t opened = 0;
  for (const TimelineItem& item : std::views::reverse(seen.timeline)) {
    if (!tells_of(item, course) || opened == outside_ids_sought_in) continue;
    auto entry = impl_->entry(item.position);
    if (!entry) return entry.problem();
    if (!may_read(seen.permission.scope, viewer, setting, {entry->message->sender, entry->message->receiver}))
      continue;
    ++opened;
    auto body = open_body(*impl_->reader, impl_->sealer, impl_->contents, *entry);
    if (!body && Impl::is_erased(body.problem())) continue;
    if (!body) return body.problem();
    const message::Reading reading = message::read(*body);
    if (!reading.notification) continue;
    // The sender's own come first, LPR3's last.
    for (const message::EpisodeId& one : std::views::reverse(reading.notification->episodes))
      if (std::ranges::find(known->keys, course_key(impl_->secrets, one.value)) != known->keys.end())
        return one.value.starts_with("urn:uuid:") ? one.value.substr(9) : one.value;
  }
  return std::string();
}

Result<Record> Lookup::fold(CitizenNumber citizen) {
  auto moment = impl_->moment();
  if (!moment) return moment.problem();
  return impl_->record(citizen);
}

Result<CitizenNumber> Lookup::last_citizen() {
  auto moment = impl_->moment();
  if (!moment) return moment.problem();
  auto last = impl_->reader->meta("last_citizen");
  if (!last) return last.problem();
  return last->has_value() ? get_u64(**last, 0) : 0;
}

Result<std::optional<CitizenSeen>> Lookup::citizen(CitizenNumber citizen, const Viewer& viewer,
                                                   const Setting& setting, Instant now, bool to_act) {
  auto moment = impl_->moment();
  if (!moment) return moment.problem();
  auto record = impl_->joined_record(citizen);
  if (!record) return record.problem();
  if (record->last == 0) return std::optional<CitizenSeen>{};
  citizen = record->citizen;
  CitizenSeen seen;
  seen.at = now;
  seen.position = impl_->tail_to;
  seen.permission = may(viewer.caller, Action::read, *record, setting, now);
  const Scope& scope = seen.permission.scope;
  if (auto noted = impl_->note(viewer, {opened_citizen, 0, {citizen}, seen.permission.why}, now); !noted)
    return noted.problem();
  if (scope.none()) {
    seen.record.citizen = citizen;
    return std::optional(std::move(seen));
  }
  if (scope.name) {
    auto identity = impl_->identity(record->identity_at);
    if (!identity) return identity.problem();
    seen.identity = std::move(*identity);
  }
  const Impl::Seeing seeing{*record, scope, viewer.caller.party, setting};
  if (auto told = impl_->tell(record->last, {}, seeing, seen.timeline); !told) return told.problem();
  for (const Joined& other : record->joined) {
    auto newest = impl_->newest(other.citizen);
    if (!newest) return newest.problem();
    if (auto told = impl_->tell(*newest, other, seeing, seen.timeline); !told) return told.problem();
  }
  std::ranges::sort(seen.timeline, {}, &TimelineItem::position);
  if (to_act && scope.name) seen.allowed = allowed(*record, viewer.caller, setting, now);
  seen.record = seen_with(scope, viewer.caller.party, setting, std::move(*record));
  if (scope.own || scope.all)
    if (auto read = impl_->read_letters(seen, viewer.caller.party, setting); !read) return read.problem();
  return std::optional(std::move(seen));
}

Result<std::optional<AttachmentSeen>> Lookup::attachment(CitizenNumber citizen, uint16_t letter,
                                                         uint16_t number, const Viewer& viewer,
                                                         const Setting& setting, Instant now,
                                                         const std::function<bool(size_t bytes)>& room) {
  auto moment = impl_->moment();
  if (!moment) return moment.problem();
  auto record = impl_->joined_record(citizen);
  if (!record) return record.problem();
  if (record->last == 0) return std::optional<AttachmentSeen>{};
  const Permission permission = may(viewer.caller, Action::read, *record, setting, now);
  if (auto noted = impl_->note(viewer, {opened_citizen, 0, {record->citizen}, permission.why}, now); !noted)
    return noted.problem();
  const Letter* known = record->letter(letter);
  const bool readable =
      known != nullptr && may_read(permission.scope, viewer.caller.party, setting, {known->from, known->to});
  if (!readable) return std::optional<AttachmentSeen>{};
  auto at = entry_of_letter(*impl_->reader, known->message, record->last);
  if (!at) return at.problem();
  auto entry = impl_->entry(*at);
  if (!entry) return entry.problem();
  if (entry->body_parts == message::body_is_content && !room(entry->message ? entry->message->size_bytes : 0))
    return not_now("memory", "other large messages have the memory");
  auto body = open_body(*impl_->reader, impl_->sealer, impl_->contents, *entry);
  if (!body) return body.problem();
  const message::Reading reading = message::read(*body);
  if (!reading.letter || number == 0 || number > reading.letter->segments.size())
    return std::optional<AttachmentSeen>{};
  const message::Segment& segment = reading.letter->segments[number - 1u];
  if (segment.data.empty()) return std::optional<AttachmentSeen>{};
  auto content = from_base64(segment.data);
  if (!content) return not_understood("attachment", "its content is not base64");
  return std::optional(AttachmentSeen{segment.title, segment.content_type, std::move(*content)});
}

Result<std::optional<RawMessage>> Lookup::raw_message(CitizenNumber citizen, Position at,
                                                      const Viewer& viewer, const Setting& setting,
                                                      Instant now,
                                                      const std::function<bool(size_t bytes)>& room) {
  auto moment = impl_->moment();
  if (!moment) return moment.problem();
  auto record = impl_->joined_record(citizen);
  if (!record) return record.problem();
  if (record->last == 0 || at == 0 || at > impl_->tail_to) return std::optional<RawMessage>{};
  auto entry = impl_->entry(at);
  if (!entry) return entry.problem();
  const CitizenNumber whose = entry->header.citizen;
  const bool is_theirs = whose == record->citizen ||
                         std::ranges::find(record->joined, whose, &Joined::citizen) != record->joined.end();
  const Permission permission = may(viewer.caller, Action::read, *record, setting, now);
  if (auto noted = impl_->note(viewer, {opened_message, at, {record->citizen}, permission.why}, now); !noted)
    return noted.problem();
  if (!is_theirs || !may_read_raw(permission.scope) || !entry->message || entry->body_parts == 0)
    return std::optional<RawMessage>{};
  if (entry->body_parts == message::body_is_content && !room(entry->message->size_bytes))
    return not_now("memory", "other large messages have the memory");
  auto content = open_body(*impl_->reader, impl_->sealer, impl_->contents, *entry);
  if (!content) return content.problem();
  const size_t first = content->find_first_not_of("\xef\xbb\xbf \t\r\n");
  const bool is_xml = first != Bytes::npos && (*content)[first] == '<';
  return std::optional(RawMessage{is_xml, std::move(*content)});
}

Result<Bytes> Lookup::body(Position entry) {
  auto moment = impl_->moment();
  if (!moment) return moment.problem();
  return impl_->body_at(entry);
}

Result<std::vector<ListedRow>> Lookup::list(Party party, const Viewer& viewer, size_t limit,
                                            const std::optional<store::RowKey>& after, const Setting& setting,
                                            Instant now) {
  auto moment = impl_->moment();
  if (!moment) return moment.problem();
  auto listed = klynge::listed(*impl_->reader, party, limit, after);
  if (!listed) return listed;
  const uint64_t page = after ? static_cast<uint64_t>(after->order) : 0;
  std::vector<ListedRow*> shown;
  for (ListedRow& row : *listed) shown.push_back(&row);
  if (auto done = impl_->show(party, page, viewer, shown, setting, now); !done) return done.problem();
  return listed;
}

Result<NeedsSeen> Lookup::needs(const NeedsAsked& asked, const Viewer& viewer, const Setting& setting,
                                Instant now) {
  auto moment = impl_->moment();
  if (!moment) return moment.problem();
  const auto whole = impl_->lists.of(*impl_->reader, asked.list, impl_->tail_to);
  if (!whole) return whole.problem();
  NeedsSeen seen;
  seen.position = impl_->tail_to;
  seen.noted.since = last_shift_began(now, setting.calendar);
  auto since = impl_->first_since(seen.noted.since);
  if (!since) return since.problem();
  Position latest = 0;
  std::vector<std::pair<NeedOrder, const WholeLists::Row*>> order;
  for (const auto& [citizen, rows] : **whole)
    for (const WholeLists::Row& each : rows) {
      const NeedOrder place = order_of(each.row, each.course, now);
      ++seen.sums[place.need];
      const bool noted = each.row.noted_at >= *since;
      if (noted) ++seen.noted.rows;
      if (noted) latest = std::max(latest, each.row.noted_at);
      const bool wanted = (!asked.only || place.need == *asked.only) && (!asked.noted || noted) &&
                          (!asked.after || place > *asked.after);
      if (wanted) order.emplace_back(place, &each);
    }
  if (latest != 0) {
    auto read = impl_->entry(latest);
    if (!read) return read.problem();
    seen.noted.latest = read->header.stamp;
  }
  seen.more = order.size() > asked.limit;
  const auto end = order.begin() + static_cast<std::ptrdiff_t>(std::min(order.size(), asked.limit));
  std::ranges::partial_sort(order, end);
  std::vector<ListedRow*> shown;
  for (auto one = order.begin(); one != end; ++one) {
    const auto& [row, course] = *one->second;
    seen.rows.push_back({{row, course, place_of(row, asked.list), Identity{}, {}, {}}, one->first});
  }
  for (NeedsSeen::Row& row : seen.rows) shown.push_back(&row.listed);
  const uint64_t page = asked.after ? static_cast<uint64_t>(asked.after->moment_us) : 0;
  if (auto done = impl_->show(asked.list, page, viewer, shown, setting, now); !done) return done.problem();
  return seen;
}

Result<std::vector<Look>> Lookup::looks(CitizenNumber citizen, size_t limit) {
  auto moment = impl_->moment();
  if (!moment) return moment.problem();
  auto record = impl_->joined_record(citizen);
  if (!record) return record.problem();
  std::vector<CitizenNumber> citizens{record->citizen};
  for (const Joined& other : record->joined) citizens.push_back(other.citizen);
  std::vector<LookOf> found;
  for (const CitizenNumber one : citizens) {
    auto read = impl_->access.entries_about(one, [&](Position, View bytes) {
      if (auto look = read_look(bytes, {one})) found.push_back(std::move(*look));
      return true;
    });
    if (!read) return read.problem();
  }
  std::ranges::reverse(found);  // of two at the same moment, too, the later one comes first
  std::ranges::stable_sort(found, std::greater{}, [](const LookOf& one) { return one.look.at; });
  if (found.size() > limit) found.resize(limit);
  if (std::ranges::any_of(found, [](const LookOf& one) { return one.look.why == "broken-glass"; }))
    if (auto put = impl_->put_reasons(*record, found); !put) return put.problem();
  std::vector<Look> looks;
  for (LookOf& one : found) looks.push_back(std::move(one.look));
  return looks;
}

Result<std::vector<PostRow>> Lookup::posted() {
  auto moment = impl_->moment();
  if (!moment) return moment.problem();
  std::vector<PostRow> rows;
  auto read = impl_->reader->all_rows(post_view, post_version, [&](const store::Row& row) {
    if (auto posted = read_post_row(row)) rows.push_back(*posted);
    return true;
  });
  if (!read) return read.problem();
  return rows;
}

Result<Lookup::Counted> Lookup::counted(Instant now, int64_t from_day) {
  auto moment = impl_->moment();
  if (!moment) return moment.problem();
  auto parties = count_now(*impl_->reader, now);
  if (!parties) return parties.problem();
  Counted counted{impl_->tail_to, now, std::move(*parties), {}};
  auto lists = impl_->reader->lists(tally_view, tally_version);
  if (!lists) return lists.problem();
  for (const uint64_t list : *lists) {
    auto days = read_tallies(*impl_->reader, {list}, from_day, tally_day(now));
    if (!days) return days.problem();
    counted.days.merge(*days);
  }
  return counted;
}

Result<MessagesSeen> Lookup::messages(const MessagesAsked& asked) {
  auto moment = impl_->moment();
  if (!moment) return moment.problem();
  return messages_back(*impl_->reader, asked,
                       [this](CitizenNumber citizen) { return impl_->joined_record(citizen); });
}

Result<std::optional<RefusedSeen>> Lookup::refused_message(Position at, const Viewer& viewer,
                                                           const Setting& setting, Instant now) {
  auto moment = impl_->moment();
  if (!moment) return moment.problem();
  if (at == 0 || at > impl_->tail_to) return std::optional<RefusedSeen>{};
  auto entry = impl_->entry(at);
  if (!entry) return entry.problem();
  if (entry->header.kind != message::EntryKind::refused || !entry->message)
    return std::optional<RefusedSeen>{};
  const Party from = entry->message->sender, to = entry->message->receiver;
  if (!may_see_messages(viewer.caller, setting, from, to)) return std::optional<RefusedSeen>{};
  RefusedSeen seen{*entry->message, entry->header.stamp, {}, false};
  if (!may_read_refused(viewer.caller, setting, from, to)) return std::optional(std::move(seen));
  if (auto noted = impl_->note(viewer, {opened_refused, at, {}, "message"}, now); !noted)
    return noted.problem();
  auto content = open_body(*impl_->reader, impl_->sealer, impl_->contents, *entry);
  seen.destroyed = !content && Impl::is_erased(content.problem());
  if (!content && !seen.destroyed) return content.problem();
  if (content) seen.content = std::move(*content);
  return std::optional(std::move(seen));
}

Result<std::vector<PartyInfo>> Lookup::learned_parties() {
  auto moment = impl_->moment();
  if (!moment) return moment.problem();
  std::vector<PartyInfo> parties;
  auto read = impl_->reader->all_rows(party_view, 1, [&](const store::Row& row) {
    parties.push_back(read_party_row(row));
    return true;
  });
  if (!read) return read.problem();
  return parties;
}

}  // namespace klynge
