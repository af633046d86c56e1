#include "ledger/seal/secrets.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "base/hash.h"

namespace klynge::seal {
namespace {

constexpr size_t key_bytes = 32, check_bytes = 8, installation_bytes = 8, signature_bytes = 64;
constexpr const char* unfinished = "unfinished";  // lies in the folder while it is being made

struct FileOf {
  const char* file;
  const char* what;
  size_t bytes;
};
constexpr FileOf master_file{"master.key", "master", key_bytes};
constexpr FileOf hash_file{"hash.key", "hash", key_bytes};
constexpr FileOf ids_file{"ids.key", "ids", key_bytes};
constexpr FileOf signing_file{"signing.key", "signing", key_bytes};
constexpr FileOf installation_file{"installation", "installation", installation_bytes};
constexpr std::array files{master_file, hash_file, ids_file, signing_file, installation_file};

struct Loaded {
  Bytes value;
  uint32_t version = 1;
};

std::string machine_says(int error) {
  return std::generic_category().message(error);
}

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) close(fd_);
  }
  bool open() const { return fd_ >= 0; }
  int get() const { return fd_; }

 private:
  int fd_;
};

// --- the text of a key file: "klynge master key, version 1", the key and its check value in hex ---

Bytes check_of(const FileOf& file, uint32_t version, View value) {
  return hmac_sha256(value, fmt::format("klynge check {} {}", file.what, version)).substr(0, check_bytes);
}

std::string first_line(const FileOf& file, uint32_t version) {
  return fmt::format("klynge {} key, version {}", file.what, version);
}

std::string text_of(const FileOf& file, View value) {
  return fmt::format("{}\n{}\ncheck {}\n", first_line(file, 1), to_hex(value),
                     to_hex(check_of(file, 1, value)));
}

std::optional<Loaded> read_text(const FileOf& file, View text) {
  std::array<View, 3> lines;
  for (View& line : lines) {
    const size_t end = text.find('\n');
    if (end == View::npos) return std::nullopt;
    line = text.substr(0, end);
    text.remove_prefix(end + 1);
  }
  if (!text.empty() || !lines[2].starts_with("check ")) return std::nullopt;
  Loaded loaded;
  const size_t digits = lines[0].rfind(' ');
  if (digits == View::npos || lines[0].size() - digits > 9) return std::nullopt;
  loaded.version = static_cast<uint32_t>(std::strtoul(Bytes(lines[0].substr(digits)).c_str(), nullptr, 10));
  if (loaded.version == 0 || lines[0] != first_line(file, loaded.version)) return std::nullopt;
  auto value = from_hex(lines[1]);
  const auto check = from_hex(lines[2].substr(6));
  if (!value || value->size() != file.bytes || !check) return std::nullopt;
  if (*check != check_of(file, loaded.version, *value)) return std::nullopt;
  loaded.value = std::move(*value);
  return loaded;
}

// --- the folder ---

Result<> only_ours(const std::string& path, bool folder) {
  struct stat found{};
  if ((folder ? stat : lstat)(path.c_str(), &found) != 0) {
    if (errno == ENOENT) return refused(path, "a key file or folder is missing; restore it from its backup");
    return not_now(path, "cannot be looked at: " + machine_says(errno));
  }
  if (folder ? !S_ISDIR(found.st_mode) : !S_ISREG(found.st_mode)) {
    return refused(path, folder ? "expected a folder" : "expected a plain file");
  }
  if ((found.st_mode & 077) != 0) {
    return refused(path, fmt::format("others than its owner may use it (mode {:04o}); expected {}",
                                     found.st_mode & 07777, folder ? "0700" : "0600"));
  }
  return Done{};
}

Result<Loaded> load_file(const std::string& directory, const FileOf& file) {
  const std::string path = directory + "/" + file.file;
  if (auto ours = only_ours(path, false); !ours) return ours.problem();
  const Descriptor fd(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!fd.open()) return not_now(path, "cannot be read: " + machine_says(errno));
  std::array<char, 512> text;  // a key file is shorter; a longer one is not a key file
  const ssize_t n = read(fd.get(), text.data(), text.size());
  if (n < 0) return not_now(path, "cannot be read: " + machine_says(errno));
  auto loaded = read_text(file, View(text.data(), static_cast<size_t>(n)));
  OPENSSL_cleanse(text.data(), text.size());
  if (!loaded) {
    return refused(
        path, fmt::format("expected a {} key with its check value; this is another or damaged", file.what));
  }
  return std::move(*loaded);
}

Result<> sync_folder(const std::string& path) {
  const Descriptor fd(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd.open() || fsync(fd.get()) != 0) return not_now(path, "cannot be synced: " + machine_says(errno));
  return Done{};
}

Result<> write_file(const std::string& path, View text) {
  const Descriptor fd(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!fd.open()) return not_now(path, "cannot be made: " + machine_says(errno));
  const ssize_t n = write(fd.get(), text.data(), text.size());
  if (n != static_cast<ssize_t>(text.size()) || fsync(fd.get()) != 0) {
    return not_now(path, "cannot be written: " + machine_says(errno));
  }
  return Done{};
}

Bytes installation_octets(uint64_t installation) {
  Bytes out;
  put_u64(out, installation);
  return out;
}

View value_of(const Secrets& secrets, const FileOf& file, const Bytes& installation) {
  if (file.file == master_file.file) return secrets.master;
  if (file.file == hash_file.file) return secrets.hash;
  if (file.file == ids_file.file) return secrets.ids;
  if (file.file == signing_file.file) return secrets.signing_private;
  return installation;
}

// A mark lies in the folder until all files are durable, so that a power cut half-way is told from a file
// that was lost later: only the first may be begun again.
Result<> make_files(const std::string& directory, const Random& random) {
  if (mkdir(directory.c_str(), 0700) != 0 && errno != EEXIST) {
    return not_now(directory, "cannot be made: " + machine_says(errno));
  }
  if (auto ours = only_ours(directory, true); !ours) return ours;
  const std::string mark = directory + "/" + unfinished;
  if (access(mark.c_str(), F_OK) != 0) {
    if (auto done = write_file(mark, ""); !done) return done;
  }
  const auto parent = std::filesystem::absolute(directory + "/.").parent_path().parent_path();
  if (auto done = sync_folder(directory); !done) return done;
  if (auto done = sync_folder(parent.string()); !done) return done;

  const Secrets secrets = make_secrets(random);
  const Bytes installation = installation_octets(secrets.installation);
  for (const FileOf& file : files) {
    const std::string path = directory + "/" + file.file;
    if (unlink(path.c_str()) != 0 && errno != ENOENT) {
      return not_now(path, "cannot be made anew: " + machine_says(errno));
    }
    if (auto done = write_file(path, text_of(file, value_of(secrets, file, installation))); !done)
      return done;
  }
  if (auto done = sync_folder(directory); !done) return done;
  if (unlink(mark.c_str()) != 0) return not_now(mark, "cannot be removed: " + machine_says(errno));
  return sync_folder(directory);
}

// Absent, empty, or left half made.
bool may_be_made(const std::string& directory) {
  std::error_code error;
  if (!std::filesystem::exists(directory, error)) return !error;
  if (std::filesystem::exists(directory + "/" + unfinished, error)) return true;
  return std::filesystem::is_empty(directory, error) && !error;
}

// --- Ed25519 ---

struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using SigningKey = std::unique_ptr<EVP_PKEY, FreeKey>;
struct FreeDigest {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Digest = std::unique_ptr<EVP_MD_CTX, FreeDigest>;

unsigned char* octets(Bytes& bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());
}
const unsigned char* octets(View bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

SigningKey private_key(const Secrets& secrets) {
  const Bytes& raw = secrets.signing_private;
  return SigningKey(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, octets(raw), raw.size()));
}

Bytes public_of(const Secrets& secrets) {
  Bytes out(key_bytes, '\0');
  size_t n = out.size();
  const SigningKey key = private_key(secrets);
  if (!key || EVP_PKEY_get_raw_public_key(key.get(), octets(out), &n) != 1 || n != key_bytes) std::abort();
  return out;
}

}  // namespace

Random random_of_machine() {
  return [](size_t n) {
    Bytes out(n, '\0');
    // Keys made of anything less than randomness would be worse than a stop.
    if (RAND_priv_bytes(octets(out), static_cast<int>(n)) != 1) std::abort();
    return out;
  };
}

Secrets make_secrets(const Random& random) {
  Secrets secrets;
  while (secrets.installation == 0) secrets.installation = get_u64(random(installation_bytes), 0);
  secrets.master = random(key_bytes);
  secrets.hash = random(key_bytes);
  secrets.ids = random(key_bytes);
  secrets.signing_private = random(key_bytes);
  secrets.signing_public = public_of(secrets);
  return secrets;
}

Result<Secrets> load_secrets(const std::string& directory, bool create, const Random& random) {
  if (create && may_be_made(directory)) {
    if (auto made = make_files(directory, random); !made) return made.problem();
  }
  if (auto ours = only_ours(directory, true); !ours) return ours.problem();
  if (access((directory + "/" + unfinished).c_str(), F_OK) == 0) {
    return refused(directory, "the keys were never finished; let the command that makes them run again");
  }
  std::array<Loaded, files.size()> loaded;
  for (size_t i = 0; i < files.size(); ++i) {
    auto file = load_file(directory, files[i]);
    if (!file) return file.problem();
    loaded[i] = std::move(*file);
  }
  Secrets secrets;
  secrets.master = std::move(loaded[0].value);
  secrets.master_version = loaded[0].version;
  secrets.hash = std::move(loaded[1].value);
  secrets.ids = std::move(loaded[2].value);
  secrets.signing_private = std::move(loaded[3].value);
  secrets.installation = get_u64(loaded[4].value, 0);
  secrets.signing_public = public_of(secrets);
  return secrets;
}

Bytes check_value(const Secrets& secrets) {
  Bytes all = "klynge keys";
  put_u64(all, secrets.installation);
  put_u32(all, secrets.master_version);
  for (const View key : {View(secrets.master), View(secrets.hash), View(secrets.ids)}) {
    all += hmac_sha256(key, "klynge check value");
  }
  all += secrets.signing_public;
  return sha256(all).substr(0, 16);
}

Key keyed(const Secrets& secrets, std::string_view purpose, View value) {
  Bytes text;
  text.reserve(purpose.size() + 1 + value.size());
  text.append(purpose).push_back('\0');  // no purpose is the beginning of another
  text.append(value);
  const Bytes hash = hmac_sha256(secrets.hash, text);
  Key key;
  std::memcpy(key.octets.data(), hash.data(), key.octets.size());
  return key;
}

uint64_t keyed_u64(const Secrets& secrets, std::string_view purpose, View value) {
  const Key key = keyed(secrets, purpose, value);
  return get_u64({reinterpret_cast<const char*>(key.octets.data()), key.octets.size()}, 0);
}

std::string make_uuid(const Secrets& secrets, uint16_t partition, Position position, uint32_t n) {
  Bytes text = "uuid";
  put_u16(text, partition);
  put_u64(text, position);
  put_u32(text, n);
  Bytes bits = hmac_sha256(secrets.ids, text).substr(0, 16);
  bits[6] = static_cast<char>((bits[6] & 0x0f) | 0x40);
  bits[8] = static_cast<char>((bits[8] & 0x3f) | 0x80);
  const std::string hex = to_hex(bits);
  return fmt::format("{}-{}-{}-{}-{}", hex.substr(0, 8), hex.substr(8, 4), hex.substr(12, 4),
                     hex.substr(16, 4), hex.substr(20));
}

Bytes sign(const Secrets& secrets, View text) {
  const SigningKey key = private_key(secrets);
  const Digest digest(EVP_MD_CTX_new());
  Bytes out(signature_bytes, '\0');
  size_t n = out.size();
  const bool signed_it = key && digest &&
                         EVP_DigestSignInit(digest.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
                         EVP_DigestSign(digest.get(), octets(out), &n, octets(text), text.size()) == 1;
  if (!signed_it || n != signature_bytes) std::abort();
  return out;
}

bool signed_by(View public_key, View text, View signature) {
  const SigningKey key(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, octets(public_key), public_key.size()));
  const Digest digest(EVP_MD_CTX_new());
  return key && digest && EVP_DigestVerifyInit(digest.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
         EVP_DigestVerify(digest.get(), octets(signature), signature.size(), octets(text), text.size()) == 1;
}

}  // namespace klynge::seal
