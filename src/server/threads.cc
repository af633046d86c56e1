#include "server/threads.h"

#include <algorithm>
#include <charconv>
#include <tuple>

#include "message/codes.h"
#include "server/picture.h"

namespace klynge::server {
namespace {

std::string name_of(Party party, const Setting& setting) {
  const PartyInfo* info = setting.directory.find(party);
  return info == nullptr || info->name.empty() ? "SOR " + std::to_string(party.sor) : info->name;
}

Party party_of(const std::string& sor) {
  Party party;
  std::from_chars(sor.data(), sor.data() + sor.size(), party.sor);
  return party;
}

std::string joined(std::initializer_list<std::string> parts) {
  std::string out;
  for (const std::string& part : parts)
    if (!part.empty()) out += (out.empty() ? "" : ", ") + part;
  return out;
}

std::string person(const message::Correspondent& one) {
  if (one.team) return one.name;
  const std::string name = one.given + (one.given.empty() || one.family.empty() ? "" : " ") + one.family;
  return joined({name, one.role});
}

const LetterSeen* seen_letter(const CitizenSeen& seen, uint16_t number) {
  const auto found = std::ranges::find(seen.letters, number, &LetterSeen::letter);
  return found == seen.letters.end() ? nullptr : &*found;
}

LetterShown letter_shown(const CitizenSeen& seen, const Setting& setting, const Thread& thread,
                         const Letter& letter) {
  LetterShown out;
  out.number = letter.number;
  out.kind = letter.kind;
  out.from = letter.from;
  out.to = letter.to;
  out.from_name = name_of(letter.from, setting);
  out.to_name = name_of(letter.to, setting);
  out.sent = letter.sent;
  out.here = letter.here;
  out.converted = letter.converted;
  // What is forwarded stands in another thread.
  for (const Thread& other : seen.record.threads)
    if (const Letter* answered = other.letter_of(letter.answers)) out.answers = answered->number;
  out.answers_unseen = !letter.answers.none() && out.answers == 0;
  out.receipts = receipts_of_letter(seen.record, thread, letter, setting.directory);
  out.duty = out.receipts.duty;
  if (const LetterSeen* content = seen_letter(seen, letter.number)) {
    out.erased = content->erased;
    if (content->content.sender) out.sender = person(*content->content.sender);
    if (content->content.recipient) out.recipient = person(*content->content.recipient);
  }
  return out;
}

// Which letter brought a segment: it is named in the letter's own Provenance, the last of its chain.
uint16_t brought_by(const CitizenSeen& seen, const Thread& thread, const std::string& segment) {
  for (const Letter& letter : thread.letters) {
    const LetterSeen* content = seen_letter(seen, letter.number);
    if (content == nullptr || content->content.chain.empty()) continue;
    const std::vector<std::string>& own = content->content.chain.back().segments;
    if (std::ranges::find(own, segment) != own.end()) return letter.number;
  }
  return 0;
}

// Each letter repeats what came before it: every segment once, with its content where any letter has it; by
// its time, and where that is the same, whoever began the conversation first (rule 12).
void collect_segments(const CitizenSeen& seen, const Setting& setting, const Thread& thread,
                      ThreadShown& out) {
  std::vector<std::string> known;
  std::string began;
  struct Found {
    SegmentShown shown;
    bool by_other;
  };
  std::vector<Found> found;
  for (const Letter& letter : thread.letters) {
    const LetterSeen* content = seen_letter(seen, letter.number);
    if (content == nullptr) continue;
    for (size_t i = 0; i < content->content.segments.size(); ++i) {
      const message::Segment& segment = content->content.segments[i];
      const uint64_t bytes = i < content->sizes.size() ? content->sizes[i] : 0;
      const uint16_t kept_by = bytes == 0 ? 0 : letter.number;
      const auto number = static_cast<uint16_t>(bytes == 0 ? 0 : i + 1);
      if (began.empty()) began = segment.origin.sor;
      const auto place = std::ranges::find(known, segment.id);
      if (place != known.end()) {
        SegmentShown& before = found[static_cast<size_t>(place - known.begin())].shown;
        if (before.bytes == 0)
          std::tie(before.bytes, before.kept_by, before.number) = std::tuple(bytes, kept_by, number);
        if (before.url.empty()) before.url = segment.url;
        continue;
      }
      known.push_back(segment.id);
      const std::string phone = segment.phone.empty() ? "" : "tlf. " + segment.phone;
      const Party origin = party_of(segment.origin.sor);
      found.push_back({{.at = segment.at.at,
                        .letter = brought_by(seen, thread, segment.id),
                        .author = segment.author ? joined({person(*segment.author), phone}) : phone,
                        .from = origin.none() ? segment.origin.name : name_of(origin, setting),
                        .text = segment.text,
                        .title = segment.title,
                        .content_type = segment.content_type,
                        .url = segment.url,
                        .bytes = bytes,
                        .kept_by = kept_by,
                        .number = number},
                       segment.origin.sor != began});
    }
  }
  std::ranges::stable_sort(found, {}, [](const Found& one) { return std::pair(one.shown.at, one.by_other); });
  for (Found& one : found) out.segments.push_back(std::move(one.shown));
}

void receipt_json(json::Writer& out, View name, const Receipt& receipt) {
  out.key(name).begin_object().field("known", word(receipt.known));
  if (!receipt.at.none()) out.field("since", format_utc(receipt.at));
  out.end_object();
}

void party_json(json::Writer& out, View name, Party party, const std::string& words) {
  out.key(name).begin_object().field("sor", std::to_string(party.sor)).field("name", words).end_object();
}

void letter_json(const LetterShown& letter, json::Writer& out) {
  out.begin_object();
  out.key("letter").number(letter.number);
  out.field("kind", word(letter.kind));
  party_json(out, "from", letter.from, letter.from_name);
  party_json(out, "to", letter.to, letter.to_name);
  out.field("sent", format_utc(letter.sent));
  out.key("written_here").boolean(letter.here);
  if (letter.answers != 0) out.key("answers").number(letter.answers);
  if (letter.answers_unseen) out.key("answers_unseen").boolean(true);
  if (letter.converted) out.key("converted").boolean(true);
  if (letter.erased) out.key("erased").boolean(true);
  if (!letter.sender.empty()) out.field("sender", letter.sender);
  if (!letter.recipient.empty()) out.field("recipient", letter.recipient);
  if (letter.duty != 0) out.key("duty").number(letter.duty);
  out.key("receipts").begin_object();
  receipt_json(out, "delivered", letter.receipts.delivered);
  receipt_json(out, "received", letter.receipts.received);
  receipt_json(out, "reviewed", letter.receipts.reviewed);
  receipt_json(out, "owned", letter.receipts.owned);
  out.end_object().end_object();
}

void segment_json(const SegmentShown& segment, json::Writer& out) {
  out.begin_object().field("at", format_utc(segment.at));
  if (segment.letter != 0) out.key("letter").number(segment.letter);
  if (!segment.from.empty()) out.field("from", segment.from);
  if (!segment.author.empty()) out.field("author", segment.author);
  if (segment.title.empty()) {
    out.field("text", segment.text);
  } else {
    out.key("attachment").begin_object().field("title", segment.title);
    if (!segment.content_type.empty()) out.field("content_type", segment.content_type);
    if (!segment.url.empty()) out.field("url", segment.url);
    out.key("bytes").unsigned_number(segment.bytes);
    if (segment.number != 0) out.key("letter").number(segment.kept_by).key("number").number(segment.number);
    out.end_object();
  }
  out.end_object();
}

}  // namespace

std::vector<ThreadShown> threads_of(const CitizenSeen& seen, const Setting& setting) {
  std::vector<ThreadShown> all;
  if (!seen.permission.scope.own && !seen.permission.scope.all) return all;
  for (const Thread& thread : seen.record.threads) {
    ThreadShown out;
    out.number = thread.number;
    if (const Course* course = seen.record.course_of(thread)) out.course = course->number;
    out.tied = thread.ids.size() > 1;
    out.category_code = thread.category;
    const message::CategoryRow* category = message::category_of(thread.category);
    out.category = category == nullptr ? Words{thread.category, thread.category}
                                       : Words{std::string(category->da), std::string(category->en)};
    for (const Letter& letter : thread.letters) {
      out.letters.push_back(letter_shown(seen, setting, thread, letter));
      const LetterSeen* content = seen_letter(seen, letter.number);
      if (content == nullptr || content->erased) continue;
      out.topic = content->content.topic;
      out.priority = content->content.priority;
    }
    collect_segments(seen, setting, thread, out);
    if (seen.allowed)
      for (const Allowed::OfThread& may : seen.allowed->threads)
        if (may.thread == thread.number)
          std::tie(out.may_reply, out.may_forward) = std::tie(may.reply, may.forward);
    all.push_back(std::move(out));
  }
  return all;
}

std::vector<DraftShown> drafts_of(const CitizenSeen& seen, const Setting& setting) {
  std::vector<DraftShown> all;
  if (!seen.permission.scope.own && !seen.permission.scope.all) return all;
  for (const DraftSeen& seen_draft : seen.drafts) {
    const LetterDraft* draft = seen.record.draft(seen_draft.letter);
    if (draft == nullptr) continue;
    all.push_back({.number = draft->number,
                   .thread = draft->thread,
                   .kind = draft->kind,
                   .to_name = name_of(draft->to, setting),
                   .to = draft->to,
                   .category = draft->category,
                   .content = seen_draft.content});
  }
  return all;
}

void threads_json(const std::vector<ThreadShown>& threads, const std::vector<DraftShown>& drafts,
                  json::Writer& out) {
  out.key("threads").begin_array();
  for (const ThreadShown& thread : threads) {
    out.begin_object().key("thread").number(thread.number);
    if (thread.course != 0) out.key("course").number(thread.course);
    out.field("category", thread.category_code);
    if (!thread.topic.empty()) out.field("topic", thread.topic);
    if (!thread.priority.empty()) out.field("priority", thread.priority);
    if (thread.tied) out.key("tied").boolean(true);
    out.key("letters").begin_array();
    for (const LetterShown& letter : thread.letters) letter_json(letter, out);
    out.end_array().key("segments").begin_array();
    for (const SegmentShown& segment : thread.segments) segment_json(segment, out);
    out.end_array();
    if (thread.may_reply) out.key("may_reply").boolean(true);
    if (thread.may_forward) out.key("may_forward").boolean(true);
    out.end_object();
  }
  out.end_array();
  out.key("drafts").begin_array();
  for (const DraftShown& draft : drafts) {
    out.begin_object().key("draft").number(draft.number);
    if (draft.thread != 0) out.key("thread").number(draft.thread);
    out.field("kind", word(draft.kind));
    party_json(out, "to", draft.to, draft.to_name);
    out.field("category", draft.category);
    if (!draft.content.empty()) out.key("content").raw(draft.content);
    out.end_object();
  }
  out.end_array();
}

std::string say_letter(Tongue t, const LetterShown& letter) {
  std::string out(say(t, letter.kind));
  if (letter.answers != 0)
    out += std::string(letter.kind == LetterKind::forward ? say(t, " af brev ", " of letter ")
                                                          : say(t, " på brev ", " to letter ")) +
           std::to_string(letter.answers);
  if (letter.answers_unseen)
    out += say(t, " (på et brev, der aldrig kom hertil)", " (to a letter that never came here)");
  if (letter.converted) out += say(t, ", omsat fra ældre standard", ", converted from an older standard");
  return out;
}

void threads_text(const std::vector<ThreadShown>& threads, Tongue t, std::string& out) {
  const bool da = t == Tongue::danish;
  for (const ThreadShown& thread : threads) {
    out += "\n" + std::string(say(t, "Tråd ", "Thread ")) + std::to_string(thread.number) + ": " +
           say(t, thread.category) + (thread.topic.empty() ? "" : ", " + thread.topic) + "\n";
    for (const LetterShown& letter : thread.letters)
      out +=
          "  " + std::to_string(letter.number) + "  " + format_person(letter.sent, da) + "  " +
          say_letter(t, letter) + ": " + letter.from_name + std::string(say(t, " til ", " to ")) +
          letter.to_name +
          (letter.erased ? std::string(say(t, " (indholdet er slettet)", " (the content was erased)")) : "") +
          "\n";
    for (const SegmentShown& segment : thread.segments) {
      out += "    " + format_person(segment.at, da) + "  " + segment.from +
             (segment.author.empty() ? "" : ", " + segment.author) + "\n      ";
      out += segment.title.empty() ? segment.text
                                   : std::string(say(t, "Bilag: ", "Attachment: ")) + segment.title;
      out += "\n";
    }
  }
}

}  // namespace klynge::server
