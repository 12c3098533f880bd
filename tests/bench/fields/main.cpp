#include "sections.hpp"
#include "summary.hpp"
#include "timed_parts.hpp"

#include "core/error.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <fstream>

/// Times the solver of the fields, and measures its accuracy and memory; docs/performance.md, "Fields".
///
///     bench_fields [--only SECTION]... [--large] [--json FILE]  tables
///     bench_fields --summary FILE                               a few figures as JSON
///     bench_fields --benchmark_filter=PATTERN ...               parts, by Google Benchmark
namespace {

using namespace trabecula;

void write(const nlohmann::ordered_json& found, const std::string& path)
{
    std::ofstream file(path);
    file << found.dump(2) << '\n';
    if (!file.flush()) throw FileError(path + " could not be written");
}

/// @param only  names of sections; empty: all
nlohmann::ordered_json measure(const std::vector<std::string>& only, bench::Lattices lattices)
{
    nlohmann::ordered_json found;
    for (const bench::Section& section : bench::sections) {
        const bool is_wanted = only.empty() || std::ranges::find(only, section.name) != only.end();
        if (is_wanted) found[std::string(section.name)] = section.measure(lattices);
    }
    return found;
}

bool is_for_google_benchmark(std::string_view word)
{
    return word.starts_with("--benchmark_");
}

}  // namespace

int main(int count, char** words)
{
    if (std::any_of(words + 1, words + count, is_for_google_benchmark)) return bench::run_timed_parts(count, words);
    std::vector<std::string> names;
    names.reserve(bench::sections.size());
    for (const bench::Section& section : bench::sections) names.emplace_back(section.name);

    CLI::App program("Times the solver of the fields, and measures its accuracy and memory.");
    std::string summary_file;
    std::string json_file;
    std::vector<std::string> only;
    bool large = false;
    program.add_option("--summary", summary_file, "only write a few figures of 13 fields to this JSON file");
    program.add_option("--only", only, "sections to measure; all without it")->check(CLI::IsMember(names));
    program.add_option("--json", json_file, "also write all rows to this JSON file");
    program.add_flag("--large", large, "sizes: 512^3 voxels too");
    CLI11_PARSE(program, count, words);
    try {
        if (!summary_file.empty()) {
            write(bench::summary(), summary_file);
            return 0;
        }
        const auto found = measure(only, large ? bench::Lattices::large_too : bench::Lattices::usual);
        if (!json_file.empty()) write(found, json_file);
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 1;
    }
    return 0;
}
