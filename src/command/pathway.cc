// klynge pathway check, draw, sign: a pathway file looked at, drawn and signed. Needs no data folder.
#include <fmt/format.h>

#include <filesystem>
#include <iostream>

#include "base/json.h"
#include "command/tools.h"
#include "core/pathway/sign.h"
#include "server/drawing/pathway_drawing.h"

namespace klynge::command {
namespace {

void say_problem(const Problem& problem, bool json, Streams& streams) {
  if (!json) {
    streams.out << problem.where << ": " << problem.what << '\n';
    return;
  }
  std::string line;
  json::Writer out(line);
  out.begin_object().key("good").boolean(false).field("where", problem.where).field("what", problem.what);
  out.end_object();
  streams.out << line << '\n';
}

void say_signatures(const Pathway& pathway, Streams& streams) {
  for (const Pathway::Signature& one : pathway.signatures) {
    const bool holds = one.digest == pathway.digest;
    streams.out << fmt::format("  {} {}, {}, {}\n",
                               holds ? "signed by" : "holds no more, the file has changed:", one.role,
                               one.name, one.date);
  }
  if (pathway.approved()) return;
  streams.out << fmt::format("  not clinically approved: no signature of {} holds\n",
                             fmt::join(pathway.missing_signers(), ", "));
}

void say_good(const PathwayFile& file, bool json, Streams& streams) {
  const Pathway& pathway = file.pathway;
  if (!json) {
    streams.out << fmt::format("{}: {}/{}, {} tasks, {} citations, {} ladders: nothing to complain of\n",
                               file.name, pathway.id, pathway.version, pathway.tasks.size(),
                               pathway.citations.size(), pathway.ladders.size());
    streams.out << "  content " << pathway.digest << '\n';
    return say_signatures(pathway, streams);
  }
  std::string line;
  json::Writer out(line);
  out.begin_object().key("good").boolean(true).field("file", file.name).field("pathway", pathway.id);
  out.key("version").unsigned_number(pathway.version).field("digest", pathway.digest);
  out.key("clinically_approved").boolean(pathway.approved()).key("missing").begin_array();
  for (const std::string_view signer : pathway.missing_signers()) out.string(signer);
  out.end_array().end_object();
  streams.out << line << '\n';
}

}  // namespace

int pathway_check(const Common& common, const std::vector<std::string>& given, Streams& streams) {
  const auto names = expand(given);
  if (!names) return report(names.problem(), streams);
  bool findings = false;
  std::vector<PathwayFile> files;
  for (const std::string& name : *names) {
    auto file = load_pathway(name);
    if (file) {
      files.push_back(std::move(*file));
      say_good(files.back(), common.json, streams);
    } else if (file.problem().kind == Problem::Kind::not_now) {
      return report(file.problem(), streams);
    } else {
      findings = true;
      say_problem(file.problem(), common.json, streams);
    }
  }
  if (const auto clash = clash_of(files)) {
    findings = true;
    say_problem(*clash, common.json, streams);
  }
  return findings ? exit_findings : exit_ok;
}

int pathway_draw(const PathwayOptions& options, Streams& streams) {
  const auto file = load_pathway(options.file);
  if (!file) return report(file.problem(), streams);
  const auto tongue = options.language == "en" ? server::Tongue::english : server::Tongue::danish;
  const std::string drawing = server::draw_pathway(file->pathway, tongue);
  if (options.out.empty()) {
    streams.out << drawing;
    return exit_ok;
  }
  if (auto done = write_file(options.out, drawing); !done) return report(done.problem(), streams);
  return exit_ok;
}

int pathway_sign(const PathwayOptions& options, Streams& streams) {
  const auto text = read_file(options.file);
  if (!text) return report(text.problem(), streams);
  auto is_signed = sign_pathway(*text, options.file, {options.role, options.name, options.date, ""});
  if (!is_signed) return report(is_signed.problem(), streams);
  std::error_code error;
  const auto permissions = std::filesystem::status(options.file, error).permissions();
  if (auto done = write_file(options.file, *is_signed); !done) return report(done.problem(), streams);
  std::filesystem::permissions(options.file, permissions, error);
  return pathway_check({}, {options.file}, streams);
}

}  // namespace klynge::command
