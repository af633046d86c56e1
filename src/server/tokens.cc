#include "server/tokens.h"

#include <algorithm>
#include <charconv>

#include "base/bytes.h"
#include "base/hash.h"

namespace klynge::server {
namespace {

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  for (size_t at = 0; at < line.size();) {
    const size_t begin = line.find_first_not_of(" \t\r", at);
    if (begin == std::string_view::npos) break;
    const size_t end = std::min(line.find_first_of(" \t\r", begin), line.size());
    words.push_back(line.substr(begin, end - begin));
    at = end;
  }
  return words;
}

std::optional<uint64_t> sor_of(std::string_view text) {
  uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value == 0) return std::nullopt;
  return value;
}

std::optional<CallerRole> role_of(std::string_view text) {
  if (text == "person") return CallerRole::person;
  if (text == "door") return CallerRole::door;
  if (text == "operations") return CallerRole::operations;
  return std::nullopt;
}

bool read_senders(std::string_view text, std::vector<uint64_t>& into) {
  for (size_t at = 0; at <= text.size();) {
    const size_t comma = std::min(text.find(',', at), text.size());
    const auto sor = sor_of(text.substr(at, comma - at));
    if (!sor) return false;
    into.push_back(*sor);
    at = comma + 1;
  }
  std::ranges::sort(into);
  return true;
}

// What is wrong with a line, or nothing.
std::string read_line(const std::vector<std::string_view>& words, std::string& hash, Bearer& bearer) {
  if (words.size() < 3 || words.size() > 4)
    return "expected: SHA-256 of the token, role, SOR of the party, and for a door its senders";
  const auto raw = from_hex(words[0]);
  if (!raw || raw->size() != 32) return "the SHA-256 of the token was expected first, 64 hex digits";
  const auto role = role_of(words[1]);
  if (!role) return "the role must be person, door or operations";
  const auto party = sor_of(words[2]);
  if (!party) return "the SOR number of a party was expected third";
  hash = *raw;
  bearer.caller = {{*party}, *role};
  if (*role == CallerRole::door) {
    if (words.size() < 4) return "a door needs the senders it may speak for: SOR numbers with commas between";
    if (!read_senders(words[3], bearer.senders)) return "the senders must be SOR numbers with commas between";
  } else if (words.size() == 4) {
    return "only a door has senders";
  }
  return {};
}

bool starts_with_word(std::string_view text, std::string_view word) {
  return text.size() > word.size() && text[word.size()] == ' ' &&
         std::ranges::equal(text.substr(0, word.size()), word,
                            [](char a, char b) { return (a | 0x20) == b; });
}

}  // namespace

bool Bearer::may_speak_for(uint64_t sender) const {
  return std::ranges::binary_search(senders, sender);
}

Result<Tokens> Tokens::read(std::string_view text, const std::string& file_name) {
  Tokens tokens;
  size_t number = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    line = line.substr(0, std::min(line.find('#'), line.size()));
    at = end + 1;
    ++number;
    const auto words = words_of(line);
    if (words.empty()) continue;
    std::string hash;
    Bearer bearer;
    const std::string where = file_name + ":" + std::to_string(number);
    if (auto wrong = read_line(words, hash, bearer); !wrong.empty())
      return not_understood(where, std::move(wrong));
    if (!tokens.by_hash_.emplace(std::move(hash), std::move(bearer)).second)
      return not_understood(where, "this token stands here twice");
  }
  return tokens;
}

const Bearer* Tokens::find(std::string_view token) const {
  const auto found = by_hash_.find(sha256(token));
  return found == by_hash_.end() ? nullptr : &found->second;
}

std::optional<std::string> token_of(std::string_view authorization) {
  if (starts_with_word(authorization, "bearer")) return std::string(authorization.substr(7));
  if (starts_with_word(authorization, "basic")) {
    const auto pair = from_base64(authorization.substr(6));
    const size_t colon = pair ? pair->find(':') : std::string::npos;
    if (colon != std::string::npos) return pair->substr(colon + 1);
  }
  return std::nullopt;
}

}  // namespace klynge::server
