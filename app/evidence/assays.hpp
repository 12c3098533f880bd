#pragma once
#include "app/study/study.hpp"

#include "core/config/section.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace trabecula {

enum class Effort { full, quick };

/// An experiment, from `[context.NAME]`: a scenario, and how often it is run.
struct AssayContext {
    NameInFile scenario;  // a path
    std::vector<std::string> settings;
    Hours from;        // means are taken from then on
    Hours treat_from;  // compounds begin
    std::int64_t replicates = 2;
    std::int64_t most = 2;
};

/// A read-out of one run, from `[readout.NAME]`: (sum of `series` - sum of `minus`) / sum of `over`, each reduced.
struct Readout {
    std::vector<NameInFile> series;
    std::vector<NameInFile> minus;
    std::vector<NameInFile> over;  // none: no division
    Reduce reduce = Reduce::last;
    std::vector<NameInFile> shows;  // names in the graph of influences, beside those that the series give
    std::string meaning;
};

/// Which file and which compound a name of the table stands for, from `[compound.NAME]`.
struct CompoundFile {
    std::filesystem::path file;
    std::string name;
    std::vector<std::string> given;  // "every=1 d": of its intervention

    bool operator==(const CompoundFile&) const = default;
};

/// Which arms of a comparison lose their compound when means begin to be taken.
enum class Withdrawn { neither, treated, both };

/// Two arms that a claim compares.
struct Comparison {
    std::string name;
    std::optional<NameInFile> compound;            // of several of the claim the only one; absent: each in turn
    std::optional<NameInFile> reference_compound;  // absent: the same one
    Withdrawn withdrawn = Withdrawn::neither;
    std::vector<std::string> treated;
    std::vector<std::string> reference;
    std::vector<std::string> both;
    std::optional<std::string> treated_dose;    // of the claim's compound; absent: none of it
    std::optional<std::string> reference_dose;  // "10 uM" or "nominal"
    std::optional<NameInFile> against;          // context of the reference
};

/// What a claim needs beside its row, from `[claim.ID]`.
struct ClaimDetails {
    std::optional<std::string> readout;
    std::vector<Comparison> comparisons;
    std::vector<std::string> perturbs;
    std::string not_run;  // why; empty: it can be run
    Place place;
};

struct Assays {
    std::map<std::string, AssayContext> contexts;
    std::map<std::string, Readout> readouts;
    std::map<std::string, CompoundFile> compounds;
    std::map<std::string, ClaimDetails> details;
};

/// Reads contexts.toml, readouts.toml and claims.toml of a folder.
/// @throws InputError  every problem that was found
Assays read_assays(const std::filesystem::path& folder, Effort effort);

/// The file of a compound: its own entry, or the file of its name.
CompoundFile compound_file(const Assays& assays, const std::filesystem::path& folder, const std::string& name);

}  // namespace trabecula
