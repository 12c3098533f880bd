#include "sections.hpp"
#include "summary.hpp"
#include "timed_parts.hpp"

#include "core/error.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <fstream>

/// Times the step of agents: sensing and rules, movement, settling, remodelling; docs/performance.md, "The rest of the
/// step".
///
///     bench_agents [--only SECTION]... [--edge N] [--agents N] [--large] [--json FILE]  tables
///     bench_agents --summary FILE                                                       a few figures as JSON
///     bench_agents --benchmark_filter=PATTERN ...                                       stages, by Google Benchmark
namespace {

using namespace trabecula;

void write(const nlohmann::ordered_json& found, const std::string& path)
{
    std::ofstream file(path);
    file << found.dump(2) << '\n';
    if (!file.flush()) throw FileError(path + " could not be written");
}

void print(const nlohmann::ordered_json& figures)
{
    for (const auto& [name, value] : figures.items()) fmt::print("  {:<36}{:>14.5g}\n", name, value.get<double>());
}

/// @param only  names of sections; empty: all
nlohmann::ordered_json measure(const std::vector<std::string>& only, const bench::Options& options)
{
    nlohmann::ordered_json found;
    for (const bench::Section& section : bench::sections) {
        const bool is_wanted = only.empty() || std::ranges::find(only, section.name) != only.end();
        if (is_wanted) found[std::string(section.name)] = section.measure(options);
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

    CLI::App program("Times the step of agents: sensing and rules, movement, settling, remodelling.");
    std::string summary_file;
    std::string json_file;
    std::vector<std::string> only;
    bench::Options options;
    program.add_option("--summary", summary_file, "only print a few figures, and write them to this JSON file");
    program.add_option("--only", only, "sections to measure; all without it")->check(CLI::IsMember(names));
    program.add_option("--json", json_file, "also write all rows to this JSON file");
    program.add_option("--edge", options.size.edge, "voxels along the cube (default 200)")->check(CLI::Range(16, 1000));
    program.add_option("--agents", options.size.agents, "agents (default 1e6)")->check(CLI::Range(1e3, 1e8));
    program.add_flag("--large", options.large, "scaling: up to 1e7 agents and 431^3 voxels");
    CLI11_PARSE(program, count, words);
    try {
        if (!summary_file.empty()) {
            const auto figures = bench::summary(options);
            print(figures);
            write(figures, summary_file);
            return 0;
        }
        const auto found = measure(only, options);
        if (!json_file.empty()) write(found, json_file);
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 1;
    }
    return 0;
}
